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
from tests.attack.processes import Target, bot, gateway_environment, running
from tests.fakes.person import person
from tests.gateway.force import Officers
from tests.video.conftest import free_port

ANSWER_S = 3.0
GatewayProcess = Callable[..., AbstractAsyncContextManager[Target]]


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


async def assert_served(target: Target) -> None:
    """Fail unless an honest citizen gets the bot's answer in time."""
    took = await served_s(target)
    assert took < ANSWER_S, f"an honest citizen waited {took:.1f} s"


async def settled(target: Target) -> None:
    """Wait until honest citizens are answered in time again, after a burst that had to be heard out."""
    async with asyncio.timeout(30):
        while True:
            try:
                await assert_served(target)
            except (AssertionError, TimeoutError, ConnectionClosed):
                continue
            return


async def served_s(target: Target) -> float:
    """Return how long an honest citizen waits for the bot's answer."""
    began = time.monotonic()
    async with asyncio.timeout(20), person(target.socket("/ws")) as citizen:
        await citizen.send(type="hello")
        await citizen.get("snapshot")
        assert (await citizen.command("say", text="mijn fiets is gestolen"))["type"] == "ack"
        await citizen.get(lambda frame: "Antwoord op" in str(frame))
    return time.monotonic() - began
