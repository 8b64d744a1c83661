"""A running gateway, with a bot that says what it is told, and people at its sockets."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import httpx2
import pytest
import uvicorn

from gateway.app import create_app
from gateway.serve import options
from gateway.settings import Settings
from tests.fakes.bot import FakeBot
from tests.fakes.person import Frame, Person, person
from tests.gateway.conftest import Staff
from tests.gateway.served import READY_S, until_ready


@dataclass
class Running:
    """A gateway that serves, and the bot it asks."""

    url: str
    bot: FakeBot
    settings: Settings

    @asynccontextmanager
    async def citizen(
        self, session: str | None = None, **more: object
    ) -> AsyncIterator[tuple[Person, Frame]]:
        async with person(f"ws{self.url.removeprefix('http')}/ws") as one:
            await one.send(type="hello", session=session, **more)
            yield one, await one.get("snapshot")

    @asynccontextmanager
    async def officer(self, officer_id: object) -> AsyncIterator[tuple[Person, Frame]]:
        async with httpx2.AsyncClient(base_url=self.url, headers={"Origin": self.url}) as http:
            answer = await http.post("/v1/officer-sessions", json={"officerId": str(officer_id)})
        cookie = answer.headers["set-cookie"].split(";")[0]
        async with person(
            f"ws{self.url.removeprefix('http')}/console/ws", Cookie=cookie, Origin=self.url
        ) as one:
            await one.send(type="hello")
            yield one, await one.get("snapshot")


GatewayWith = Callable[..., AbstractAsyncContextManager[Running]]


@pytest.fixture
def gateway_with(settings: Settings, staff: Staff) -> GatewayWith:
    """Return what serves a gateway whose settings differ in what is given."""

    @asynccontextmanager
    async def serve(**changes: object) -> AsyncIterator[Running]:
        listening = socket.create_server(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        changed = settings.model_copy(update={"port": port, **changes})
        bot = FakeBot()
        config = uvicorn.Config(create_app(changed, bot.client()), **options(changed))
        server = uvicorn.Server(config)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(server.serve(sockets=[listening]))
            # The socket listens already: this waits until the gateway serves it.
            url = f"http://127.0.0.1:{port}"
            async with httpx2.AsyncClient(base_url=url, timeout=READY_S) as http:
                await until_ready(http)
            yield Running(url, bot, changed)
            server.should_exit = True

    return serve


@pytest.fixture
async def gateway(gateway_with: GatewayWith) -> AsyncIterator[Running]:
    """Serve a gateway with the usual settings."""
    async with gateway_with() as running:
        yield running
