"""Servers that take a connection and then say nothing, as frozen ones do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from gateway.channels import pace
from gateway.database import ANSWER_S, CONNECT_S, NO_DATABASE, Database, DatabaseAway
from gateway.live import Live, LiveError
from gateway.settings import Settings

SOON_S = 0.2


@pytest.fixture
async def silent_port() -> AsyncIterator[int]:
    """Return a port that takes connections and never answers."""
    server = await asyncio.start_server(_say_nothing, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


@pytest.fixture
async def silent_socket(tmp_path: Path) -> AsyncIterator[Path]:
    """Return the folder of a PostgreSQL socket that never answers."""
    server = await asyncio.start_unix_server(_say_nothing, tmp_path / ".s.PGSQL.5432")
    yield tmp_path
    server.close()


async def _say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(asyncio.CancelledError):  # the test is over
        while await reader.read(1024):
            pass
    writer.close()


async def test_silent_redis_costs_one_wait_and_the_rest_goes_on_at_once(
    silent_port: int, settings: Settings
) -> None:
    live = Live(f"redis://127.0.0.1:{silent_port}/0")
    began = time.monotonic()
    await pace.check(live, settings, uuid4(), "hallo")
    assert time.monotonic() - began < 3
    began = time.monotonic()
    for channel in ("conversation:1", "queue", "officer:1"):
        await live.nudge(channel)
    with pytest.raises(LiveError):
        await live.get("session")
    assert time.monotonic() - began < SOON_S
    await live.close()


async def test_silent_postgresql_is_found_out_and_refused_at_once_afterwards(silent_socket: Path) -> None:
    database = Database(f"postgresql+psycopg://hub@/hub?host={silent_socket}")
    async with asyncio.TaskGroup() as group:
        pulse = group.create_task(database.keep_pulse())
        began = time.monotonic()
        with pytest.raises(NO_DATABASE):
            await _use(database)
        assert time.monotonic() - began < ANSWER_S + CONNECT_S
        await _until_found_out(database)
        began = time.monotonic()
        with pytest.raises(DatabaseAway):
            await _use(database)
        assert time.monotonic() - began < SOON_S
        pulse.cancel()
    await database.close()


async def _use(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.connection()


async def _until_found_out(database: Database) -> None:
    """Try until the pulse knows that nobody answers."""
    async with asyncio.timeout(2 * CONNECT_S):
        while True:
            try:
                await _use(database)
            except DatabaseAway:
                return
            except NO_DATABASE:
                continue
