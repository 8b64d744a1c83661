"""A gateway that serves on a port of its own, for as long as a block lasts."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import uvicorn

from gateway.app import create_app
from gateway.settings import Settings
from tests.fakes.bot import FakeBot

READY_S = 20.0


async def until_ready(http: httpx2.AsyncClient) -> None:
    """Wait until a gateway says that it can work; on a busy machine a part may be slow to answer at first."""
    async with asyncio.timeout(READY_S):
        while (await http.get("/readyz")).status_code != 200:  # noqa: ASYNC110 - it is asked over HTTP
            await asyncio.sleep(0.05)


@asynccontextmanager
async def served(settings: Settings, bot: FakeBot | None = None) -> AsyncIterator[str]:
    """Serve until the block ends; give the address without its scheme."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(settings, (bot or FakeBot()).client())
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="websockets-sansio"))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.serve(sockets=[listening]))
        async with httpx2.AsyncClient(timeout=20) as http:  # waits until the gateway serves its socket
            await http.get(f"http://{address}/healthz")
        try:
            yield address
        finally:
            server.should_exit = True
