"""Every limit in docs/limits.md is the default of a setting that exists, and has a test that exists."""

from __future__ import annotations

import ast
import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.architecture import project
from tests.architecture.project import ROOT, text

TABLE = ROOT / "docs" / "limits.md"
NAMED = re.compile(r"`([\w./-]+)::([^`]+)`")
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?) \w+")
CONSTANT = r"^(?:export )?const {} = ([\d_* ]+);"
IN_TYPESCRIPT = r"\b(?:it|test)\(\"{}\""


@dataclass(frozen=True)
class Limit:
    """A row of the table."""

    what: str
    settings: tuple[tuple[str, str], ...]
    default: str
    beyond: str
    tests: tuple[tuple[str, str], ...]


def limits() -> list[Limit]:
    rows = [line.strip("|").split("|") for line in text(TABLE).splitlines() if line.startswith("| ")][1:]
    return [
        Limit(what.strip(), named(settings), default.strip(), beyond.strip(), named(tests))
        for what, settings, default, beyond, tests in rows
    ]


def named(cell: str) -> tuple[tuple[str, str], ...]:
    return tuple(NAMED.findall(cell))


def value(path: str, name: str) -> float:
    """Return the default in its own unit; milliseconds as seconds."""
    if path.endswith(".py"):
        return python_value(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    found = re.search(CONSTANT.format(name), text(ROOT / path), re.MULTILINE)
    assert found, f"{path} has no constant {name}"
    number = 1.0
    for factor in found[1].split("*"):
        number *= int(factor)
    return number / 1000 if name.endswith("_MS") else number


def python_value(module: Any, name: str) -> float:
    holder, _, field = name.rpartition(".")
    owner = getattr(module, holder) if holder else module
    fields = getattr(owner, "model_fields", {})
    return float(fields[field].default if field in fields else getattr(owner, field))


def in_words(limit: Limit) -> str:
    return limit.what


def test_there_is_a_row_for_each_limit_of_this_version() -> None:
    assert len(limits()) >= 28
    assert len({limit.what for limit in limits()}) == len(limits())


@pytest.mark.parametrize("limit", limits(), ids=in_words)
def test_limit_is_the_default_of_its_settings(limit: Limit) -> None:
    number = NUMBER.fullmatch(limit.default)
    assert number, f"no number with its unit: {limit.default}"
    assert limit.settings
    assert {value(*setting) for setting in limit.settings} == {float(number[1].replace(",", ""))}


@pytest.mark.parametrize("limit", limits(), ids=in_words)
def test_limit_says_what_happens_beyond_it_and_has_a_test(limit: Limit) -> None:
    assert limit.beyond
    assert limit.tests
    assert [f"{path}::{name}" for path, name in limit.tests if not exists(ROOT / path, name)] == []


def exists(path: Path, name: str) -> bool:
    if path.suffix == ".ts":
        return re.search(IN_TYPESCRIPT.format(re.escape(name)), text(path)) is not None
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return name in {node.name for node in ast.walk(project.tree(path)) if isinstance(node, kinds)}


def test_setting_that_is_not_there_is_seen() -> None:
    with pytest.raises(AttributeError):
        value("gateway/settings.py", "Settings.no_such_limit")
    with pytest.raises(AssertionError):
        value("gateway/web/kiosk/idle.ts", "NO_SUCH_MS")
    assert not exists(ROOT / "gateway/web/kiosk/idle.test.ts", "does nothing")
