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
