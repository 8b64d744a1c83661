# `make` lists the targets. Everything runs from this folder; the environments are made on first use.

PYTHON ?= python3
IN_VENV := .venv/bin/python -m
WEB := $(IN_VENV) tools.npm

.DEFAULT_GOAL := help
.PHONY: help setup up doctor test lint bench clean

help: ## Show these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Prepare environments, pages and the bot; what is ready is passed over
	@$(PYTHON) -m tools.setup

up: setup ## Start the hub on 127.0.0.1:8000 (HUB_PORT); Ctrl-C stops it
	@exec .venv/bin/hub up

doctor: ## Say what is there and what is missing
	@.venv/bin/hub doctor

test: ## Run every test: import contracts, pages, Python, journeys in Chromium
	@$(PYTHON) -m tools.setup --test
	.venv/bin/lint-imports
	$(WEB) run test
	$(IN_VENV) pytest

lint: setup ## Check style, types, imports and dependencies, in Python and TypeScript
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/deptry .
	$(WEB) run lint
	$(WEB) run check

bench: setup ## Measure, one BENCH line a figure; takes minutes
	$(IN_VENV) tests.load

clean: ## Delete all that was made here, except people's data
	rm -rf .venv .uv bot/.venv bot/models gateway/web/node_modules gateway/web/dist *.egg-info
