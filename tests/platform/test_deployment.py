"""What runs around the hub, tested as data: limits and locks of the containers, images, alerts, the proxy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from gateway import cli, metrics
from gateway.app import ROUTERS
from gateway.database import now
from gateway.readiness import State
from gateway.security import API_VERSION
from gateway.telemetry import LABELS, Telemetry
from tests.platform.test_compose import COMPOSE, ONCE, ROOT, SERVICES, caddyfile, words
from video.app import HEALTH_PATH, METRICS_PATH
from video.telemetry import Telemetry as VideoTelemetry

DEPLOY = ROOT / "deploy"
ALERTS: dict[str, Any] = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text())
PROMETHEUS: dict[str, Any] = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())
RULES: list[dict[str, Any]] = [rule for group in ALERTS["groups"] for rule in group["rules"]]
WRITES_ITS_OWN_FILES = {"login"}
"""Keycloak builds itself at the start; all others have a root that cannot be written to."""
DOCKERFILES = sorted(DEPLOY.glob("*.Dockerfile"))


@pytest.mark.parametrize("service", SERVICES)
def test_container_has_limits_and_gains_no_rights(service: str) -> None:
    found = SERVICES[service]
    assert found["mem_limit"] and found["pids_limit"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert found["cap_drop"] == ["ALL"]
    assert found["logging"]["options"]["max-size"]
    assert found.get("read_only", False) is (service not in WRITES_ITS_OWN_FILES)
    assert "privileged" not in found


def test_what_is_kept_lies_in_a_volume_and_every_volume_is_used() -> None:
    used = {
        str(volume).split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])
    }
    assert set(COMPOSE["volumes"]) <= used
    assert {name for name in used if not name.startswith("./")} == set(COMPOSE["volumes"])
    assert SERVICES["backup"]["volumes"] == ["backups:/backups"]
    assert "/backups" in (DEPLOY / "hub.Dockerfile").read_text()  # so that it belongs to the image's user


def test_services_that_run_once_do_not_come_back() -> None:
    assert all(SERVICES[name]["restart"] == "no" for name in ONCE)
    commands = {
        command.name or command.callback.__name__
        for command in cli.app.registered_commands
        if command.callback
    }
    assert {words(name)[3] for name in ONCE} <= commands


def test_every_process_that_tells_figures_has_the_token() -> None:
    given = {
        name for name, service in SERVICES.items() if "HUB_METRICS_TOKEN" in service.get("environment", {})
    }
    assert given == {"gateway", "video", "prometheus"}


def test_health_checks_ask_for_what_is_there() -> None:
    routes = {getattr(route, "path", "") for router in ROUTERS for route in router.routes}
    assert asked("gateway") in routes
    assert asked("video") == HEALTH_PATH


def asked(service: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+(/[^'\"]*)", SERVICES[service]["healthcheck"]["test"][-1])
    assert found
    return found[1]


def test_proxy_hides_the_figures_and_the_state_of_parts() -> None:
    hidden = re.search(r"@internal path (.+)", caddyfile())
    assert hidden and {"/metrics", "/readyz"} <= set(hidden[1].split())
    assert "handle /signal {" in caddyfile()  # a node's own /metrics lies beside it, out of reach


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_image_is_pinned_small_and_not_root(dockerfile: Path) -> None:
    text = dockerfile.read_text()
    bases = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert bases and all(re.fullmatch(r"(python|node):\d+(\.\d+)*-slim", base) for base in bases)
    last = [line for line in text.strip().splitlines() if not line.startswith("#")][-1]
    assert re.fullmatch(r"USER [1-9]\d{3,}", last)
    for line in text.splitlines():
        assert "pip install" not in line or "--no-cache-dir --require-hashes" in line
        assert "pip sync" not in line or "--no-cache --require-hashes" in line
    assert not re.search(r"curl|wget|ADD http|apt-get|chmod 777|--privileged", text)
    assert not re.search(r"^(ENV|ARG) .*(PASSWORD|TOKEN|KEY|SECRET)", text, re.MULTILINE)
    assert ".env" in dockerfile.with_name(f"{dockerfile.name}.dockerignore").read_text().splitlines()


def test_version_is_the_same_everywhere() -> None:
    assert f'\nversion = "{API_VERSION}"\n' in (ROOT / "pyproject.toml").read_text()


def known_metrics() -> dict[str, set[str]]:
    """Return every series that the hub tells, with the names of its labels."""
    telemetry, standing = Telemetry(), CollectorRegistry()
    telemetry.pool(lambda: 0, 1)
    telemetry.build(API_VERSION, "0001")
    metrics.show_parts(standing, [State("bot", needed=False, ok=True, since=now())])
    metrics.show_waiting(standing, {})
    metrics.show_officers(standing, present=0, busy=0)
    metrics.show_lag(standing, unread=0, unfinished=0)
    found: dict[str, set[str]] = {"up": {"job"}}
    for registry in (telemetry.registry, standing, VideoTelemetry().registry):
        for family in registry.collect():
            names = {sample.name for sample in family.samples} or {f"{family.name}_total"}
            kind = {"counter": ["_total"], "histogram": ["_bucket", "_count", "_sum"]}.get(family.type, [""])
            for name in names | {family.name + end for end in kind}:
                found[name] = {label for sample in family.samples for label in sample.labels} | {"job", "le"}
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_alert_names_figures_that_the_hub_tells(rule: dict[str, Any]) -> None:
    known = known_metrics()
    names = set(re.findall(r"\b(?:hub|process)_\w+|\bup\b", rule["expr"]))
    assert names and names <= set(known)
    for name, chosen in re.findall(r"\b((?:hub|process)_\w+)\{([^}]*)\}", rule["expr"]):
        for label, values in re.findall(r'(\w+)=~?"([^"]*)"', chosen):
            assert label in known[name] or label in LABELS, (name, label)
            allowed = LABELS.get(label) or SPOKEN.get(label)
            assert allowed is None or set(values.split("|")) <= set(allowed), (label, values)
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"].endswith(".")


SPOKEN = {
    "part": ("postgresql", "schema", "redis", "bot", "video"),
    "state": ("present", "busy", "in_use", "most"),
    "job": ("gateway", "video"),
}


def test_runbook_says_what_to_do_for_each_alert() -> None:
    runbook = (ROOT / "docs" / "runbook.md").read_text()
    assert [rule["alert"] for rule in RULES if f"`{rule['alert']}`" not in runbook] == []


def test_runbook_explains_each_figure() -> None:
    runbook = (ROOT / "docs" / "runbook.md").read_text()
    ours = {
        re.sub(r"_(total|bucket|count|sum|created)$", "", name)
        for name in known_metrics()
        if name[:4] == "hub_"
    }
    assert sorted(name for name in ours if name not in runbook) == []


def test_prometheus_reads_every_process_with_the_token() -> None:
    jobs = {job["job_name"]: job for job in PROMETHEUS["scrape_configs"]}
    assert set(jobs) == {"gateway", "video"}
    prometheus = SERVICES["prometheus"]
    token = next(job for job in jobs.values())["authorization"]["credentials_file"]
    assert f'"$$HUB_METRICS_TOKEN" > {token}' in prometheus["entrypoint"][2]
    assert any(token.startswith(f"{folder}/") for folder in prometheus["tmpfs"])
    assert "secrets" not in COMPOSE  # Compose cannot put them on a read-only root
    for name, job in jobs.items():
        assert job["authorization"]["credentials_file"] == token
        assert job["dns_sd_configs"][0]["names"] == [name]
        port = str(job["dns_sd_configs"][0]["port"])
        assert f":{port}/" in SERVICES[name]["healthcheck"]["test"][-1]
        assert job.get("metrics_path", "/metrics") == METRICS_PATH
    assert PROMETHEUS["rule_files"] == ["/etc/prometheus/alerts.yml"]
    assert prometheus["ports"] == ["127.0.0.1:9090:9090"]
