"""The node as a process: it starts, answers the health check, and ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.video.peers import KEY, ORIGIN, in_call
from video.settings import Settings

ROOT = Path(__file__).parents[2]
START_S = 60
"""Importing takes seconds on a busy machine, and is not what is tested."""
STOP_S = 5


def _environment(settings: Settings, **changes: str) -> dict[str, str]:
    ours = {
        "HUB_ENVIRONMENT": "development",
        "HUB_VIDEO_PORT": str(settings.video_port),
        "HUB_VIDEO_PUBLIC_URL": settings.video_public_url,
        "HUB_ALLOWED_ORIGINS": ORIGIN,
        "HUB_TICKET_KEY": KEY,
        "HUB_REDIS_PREFIX": settings.redis_prefix,
        "REDIS_URL": settings.redis_url,
    }
    return {**os.environ, **ours, **changes}


@asynccontextmanager
async def _process(environment: dict[str, str]) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "video.app", cwd=ROOT, env=environment, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _ready(process: Process) -> None:
    assert process.stdout is not None
    async with asyncio.timeout(START_S):
        while json.loads(await process.stdout.readline())["event"] != "node_ready":
            pass


async def _get(settings: Settings, path: str) -> str:
    """Return what plain HTTP answers."""
    address = urlsplit(settings.video_public_url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_process_with_a_live_call_ends_within_5_s(
    node_settings: Settings, number: signal.Signals
) -> None:
    async with _process(_environment(node_settings)) as process:
        await _ready(process)
        async with (
            in_call(node_settings, "citizen") as citizen,
            in_call(node_settings, "officer") as officer,
        ):
            await citizen.more_pictures(3)
            await officer.more_pictures(3)
            asked_at = time.monotonic()
            process.send_signal(number)
            out, err = await process.communicate()
            assert time.monotonic() - asked_at < STOP_S
            assert (await citizen.hear("ended"))["reason"] == "node_stopped"
        assert (process.returncode, err) == (0, b"")
        lines = [json.loads(line) for line in out.splitlines()]
        assert lines[-1]["event"] == "node_stopped"
        assert not [line for line in lines if line["level"] in {"warning", "error"}]
        assert "Citizen" not in out.decode()


async def test_health_check_answers_and_nothing_else_does(node_settings: Settings) -> None:
    async with _process(_environment(node_settings)) as process:
        await _ready(process)
        health = await _get(node_settings, "/healthz")
        assert health.startswith("HTTP/1.1 200")
        assert json.loads(health.partition("\r\n\r\n")[2]) == {"calls": 0}
        for path in ("/", "/signal/x", "/metrics"):
            assert (await _get(node_settings, path)).startswith("HTTP/1.1 404")


async def test_wrong_setting_and_taken_port_stop_the_start_with_one_sentence(node_settings: Settings) -> None:
    async with _process(_environment(node_settings)) as first:
        await _ready(first)
        async with _process(_environment(node_settings)) as second:
            _, err = await second.communicate()
            assert second.returncode == 1
            assert err.decode().startswith("The video node cannot start: ")
            assert len(err.splitlines()) == 1
    async with _process(_environment(node_settings, HUB_TICKET_KEY="short")) as process:
        _, err = await process.communicate()
        assert (process.returncode, len(err.splitlines())) == (os.EX_CONFIG, 1)
