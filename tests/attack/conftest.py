"""Processes to attack, and honest people beside the attack."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from gateway.settings import Settings
from tests.attack.processes import Target, bot, gateway_environment, running, video_environment
from tests.fakes.person import person
from tests.gateway.force import Officers
from tests.video.conftest import SettingsFor, free_port, settings_for, valkey_url
from video.settings import Settings as Node

__all__ = ["settings_for", "valkey_url"]  # fixtures of the video service

ANSWER_S = 3.0
TRIES = 5
GatewayProcess = Callable[..., AbstractAsyncContextManager[Target]]
VideoProcess = Callable[..., AbstractAsyncContextManager[tuple[Target, Node]]]


@pytest.fixture
def gateway_process(settings: Settings, officers_by_name: Officers, tmp_path: Path) -> GatewayProcess:
    """Return what serves a gateway as a process of its own, with the settings that are given."""

    @asynccontextmanager
    async def serve(**more: str) -> AsyncIterator[Target]:
        port = free_port()
        argv = ("-m", "gateway.serve")
        async with bot() as bot_url:
            env = gateway_environment(settings, port, bot_url) | more
            async with running(argv, env, port, log=tmp_path / "gateway.log", path="/readyz") as target:
                yield target

    return serve


@pytest.fixture
def video_process(settings_for: SettingsFor, tmp_path: Path) -> VideoProcess:
    """Return what serves a video node as a process of its own, and gives its settings."""

    @asynccontextmanager
    async def serve(**more: str) -> AsyncIterator[tuple[Target, Node]]:
        node = settings_for()
        env = video_environment(node) | more
        argv, log = ("-m", "video.app"), tmp_path / "video.log"
        async with running(argv, env, node.video_port, log=log, path="/healthz") as target:
            yield target, node

    return serve


async def assert_served(target: Target) -> None:
    """Fail unless honest citizens get the bot's answer within ANSWER_S, once what just hit it is over."""
    slow: list[str] = []
    while len(slow) < TRIES:
        try:
            took = await served_s(target)
        except (TimeoutError, OSError, ConnectionClosed) as error:
            slow.append(type(error).__name__)
            continue
        if took < ANSWER_S:
            return
        slow.append(f"{took:.1f} s")
    raise AssertionError(f"honest citizens waited: {slow}")


async def until(holds: Callable[[], bool], within_s: float) -> None:
    """Wait until something holds that only another process can bring about."""
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, f"not within {within_s:.0f} s"
        await asyncio.sleep(0.2)


async def served_s(target: Target) -> float:
    """Return how long an honest citizen waits for the bot's answer."""
    began = time.monotonic()
    async with asyncio.timeout(20), person(target.socket("/ws")) as citizen:
        await citizen.send(type="hello")
        await citizen.get("snapshot")
        assert (await citizen.command("say", text="mijn fiets is gestolen"))["type"] == "ack"
        await citizen.get(lambda frame: "Antwoord op" in str(frame))
    return time.monotonic() - began
