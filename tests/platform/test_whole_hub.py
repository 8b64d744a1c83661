"""The real processes together, started, hurt and stopped."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform.children import alive, children_of, until
from tests.whole_hub import Site, running, site


@pytest.fixture
def place() -> Iterator[Site]:
    with site() as place:
        yield place


def news(place: Site, what: str) -> list[str]:
    """Return the children of whom the supervisor's log tells this, in order."""
    lines = (place.var / "log" / "supervisor.log").read_text().splitlines()
    return [line["child"] for line in map(json.loads, lines) if line["event"] == f"child_{what}"]


def answers(place: Site, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{place.port}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.mark.bot
@pytest.mark.timeout(300)
async def test_killed_processes_come_back_and_sigterm_ends_all_within_five_seconds(place: Site) -> None:
    with running(place) as start:
        assert answers(place, "/readyz")
        children = children_of(start.pid)
        assert len(children) == 6  # bot, PostgreSQL, Valkey, video, gateway, log-in provider
        os.kill(_gateway(children), signal.SIGKILL)
        await until(lambda: news(place, "ready").count("gateway") == 2, within_s=30)
        assert answers(place, "/readyz")
        children = children_of(start.pid)
        began = time.monotonic()
        os.kill(start.pid, signal.SIGTERM)
        await until(lambda: not alive(start.pid))
        assert time.monotonic() - began < 5
        assert not any(alive(pid) for pid in children)
        assert not (place.var / "run.json").exists()


def _gateway(children: list[int]) -> int:
    return next(pid for pid in children if b"gateway.serve" in Path(f"/proc/{pid}/cmdline").read_bytes())
