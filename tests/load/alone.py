"""A gateway without bot and video on real databases, for what only the gateway decides."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from sqlalchemy import make_url

from gateway import embedded
from gateway.children import STOP_S, Child, running, spawn, stop, wait_healthy
from gateway.commands.processes import with_driver
from gateway.migrate import migrate
from gateway.places import seed
from tests.whole_hub import ROOT, free_ports

TOKEN = "b" * 32
ECHO = ("uvicorn", "tests.load.echo:app", "--loop", "uvloop", "--log-level", "warning", "--port", "{port}")
UNLIMITED = (
    "HUB_MESSAGES_A_MINUTE",
    "HUB_MESSAGES_AN_HOUR",
    "HUB_ADDRESS_SOCKETS_A_MINUTE",
    "HUB_ADDRESS_CONVERSATIONS_A_MINUTE",
)
"""Limits that hold people back would hold the load back too; they have tests of their own."""


@dataclass(frozen=True)
class Stores:
    """A PostgreSQL with fsync on and a Valkey, both empty but for the demonstration force."""

    database_url: str
    superuser_url: str
    redis_url: str


@dataclass(frozen=True)
class Gateway:
    """One gateway process."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """Return where citizens' sockets open."""
        return f"ws://127.0.0.1:{self.port}/ws"

    @property
    def resident_mb(self) -> float:
        """Return the memory that the process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@asynccontextmanager
async def stores() -> AsyncIterator[Stores]:
    """Run the databases of the wheels as `make up` does, and leave nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="hub-load-"))
    postgres = embedded.postgres(folder / "postgres")
    valkey = embedded.valkey(folder / "valkey", free_ports(), secrets.token_urlsafe(16))
    try:
        async with running(postgres.child), running(valkey.child):
            url = with_driver(postgres.url)
            await asyncio.to_thread(migrate, url)
            await asyncio.to_thread(seed.seed, url)
            superuser = make_url(postgres.url).set(username="postgres", drivername="postgresql")
            yield Stores(url, superuser.render_as_string(hide_password=False), valkey.url)
    finally:
        shutil.rmtree(postgres.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def gateway(of: Stores) -> AsyncIterator[Gateway]:
    """Run one gateway whose bot is an echo."""
    port, bot_port = free_ports(), free_ports() + 1
    settings = {
        "HUB_ENVIRONMENT": "development",
        "HUB_PORT": str(port),
        "DATABASE_URL": of.database_url,
        "REDIS_URL": of.redis_url,
        "HUB_BOT_URL": f"http://127.0.0.1:{bot_port}",
        **dict.fromkeys(("HUB_BOT_TOKEN", "HUB_INTERNAL_TOKEN", "HUB_TICKET_KEY"), TOKEN),
        **dict.fromkeys(UNLIMITED, str(10**6)),
    }
    async with (
        _served(ECHO, bot_port, {}, "/"),
        _served(("gateway.serve",), port, settings, "/healthz") as process,
    ):
        yield Gateway(port, process.pid)


@asynccontextmanager
async def _served(
    module: tuple[str, ...], port: int, settings: dict[str, str], path: str
) -> AsyncIterator[Process]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    log = Path(tempfile.gettempdir()) / f"hub-load-{port}.log"
    child = Child(
        name=module[0],
        argv=(sys.executable, "-m", *(part.format(port=port) for part in module)),
        env=inherited | settings,
        log=log,
        cwd=ROOT,
        healthy=lambda: _answers(port, path),
    )
    process = await spawn(child)
    try:
        if not await wait_healthy(child, process):
            raise SystemExit(f"{module[0]} did not start:\n{log.read_text()}")
        yield process
    finally:
        await stop(process, child.stop_signal, STOP_S)
        log.unlink(missing_ok=True)


async def _answers(port: int, path: str) -> bool:
    async with httpx2.AsyncClient() as client:
        try:
            return (await client.get(f"http://127.0.0.1:{port}{path}")).is_success
        except httpx2.HTTPError:
            return False
