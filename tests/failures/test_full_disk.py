"""A disk is full: a sentence instead of an acknowledgement, nothing half kept, and on by itself after it."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2
import psycopg
import pytest
from sqlalchemy import select

from gateway import embedded
from gateway.conversations.tables import FilePart
from gateway.database import Database
from tests.failures import audit
from tests.failures.disks import full, small_disk
from tests.failures.hurting import HurtHub, hurt_hub
from tests.failures.people import Citizen, here
from tests.gateway.test_files import PNG, Box, kept
from tests.platform.children import until
from tests.whole_hub import site

SIZE = "150m"
SENTENCE_S = 5.0
LARGE = PNG + secrets.token_bytes(3_000_000)
"""A photo that no page which is there already can hold."""
MANY = 15
"""Messages of 2,000 characters; the table needs a new page after a few of them."""

pytestmark = [pytest.mark.bot, pytest.mark.timeout(240)]


@dataclass
class SmallHub:
    """A whole hub whose PostgreSQL has a small disk."""

    hub: HurtHub
    disk: Path


@pytest.fixture(scope="module")
def small() -> Iterator[SmallHub]:
    with (
        site() as place,
        small_disk(embedded.postgres(place.var / "postgres").home, SIZE) as disk,
        hurt_hub(place) as hub,
    ):
        yield SmallHub(hub, disk)


def long_text() -> str:
    """Return words that PostgreSQL cannot make shorter."""
    return secrets.token_urlsafe(2000)[:2000]


@asynccontextmanager
async def box(url: str, session: str | None) -> AsyncIterator[Box]:
    """Send files as the widget does."""
    async with httpx2.AsyncClient(base_url=url, headers={"Origin": url}, timeout=30) as http:
        yield Box(http, session or "")


async def stored(database: Database) -> list[bytes]:
    """Return what there is of any file."""
    async with database.transaction() as tx:
        return list((await tx.scalars(select(FilePart.data).order_by(FilePart.number))).all())


async def test_file_that_finds_a_full_disk_leaves_nothing_and_arrives_once_there_is_room(
    small: SmallHub,
) -> None:
    hub, citizen, client_id = small.hub, Citizen(small.hub.url), uuid4()
    async with here(citizen), hub.database() as database:
        await citizen.command("say", text="hier komt een foto")
        async with box(hub.url, citizen.session) as files:
            with full(small.disk):
                refused = await files.put(LARGE, client_id=client_id)
                assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
            await hub.ready()
            assert (await kept(database), await stored(database)) == ([], [])
            assert not citizen.has("FileAdded")
            assert (await files.put(LARGE, client_id=client_id)).status_code == 201
        await citizen.until(lambda: citizen.has("FileAdded"))
        assert b"".join(await stored(database)) == LARGE
        assert citizen.count("FileAdded") == len(await kept(database)) == 1
        await audit.assert_kept(database, [citizen], [])


async def test_full_disk_gets_a_sentence_and_heals_by_itself_when_there_is_room(small: SmallHub) -> None:
    hub, citizen = small.hub, Citizen(small.hub.url)
    async with here(citizen):
        await citizen.command("say", text="voor de nood")
        with full(small.disk):
            await say_until_it_is_full(citizen)
            assert citizen.refusals[0]["text_key"] == "refused-unavailable"
            assert citizen.commands[-1].waited_s < SENTENCE_S
            await assert_readable(hub, citizen)
        await citizen.until(lambda: citizen.commands[-1].acknowledged)
        await assert_log_can_be_full_too(hub, small.disk, citizen)
        async with hub.database() as database:
            await audit.assert_kept(database, [citizen], [])


async def say_until_it_is_full(citizen: Citizen) -> None:
    for _ in range(MANY):
        told = citizen.begin("say", text=long_text())
        await citizen.send(told.frame)
        await citizen.until(lambda told=told: told.acknowledged or citizen.refusals)
        if citizen.refusals:
            return
    pytest.fail("the disk was never full")


async def assert_readable(hub: HurtHub, citizen: Citizen) -> None:
    """Who comes back to the page reads what was said."""
    again = Citizen(hub.url)
    again.session = citizen.session
    async with here(again):
        await again.until(lambda: again.seq, 15)
    assert again.events[3]["data"]["text"] == "voor de nood"


async def assert_log_can_be_full_too(hub: HurtHub, disk: Path, citizen: Citizen) -> None:
    """No room for PostgreSQL's own log ends it; it is started again until there is room."""
    before = hub.news("postgres", "died")
    citizen.refusals.clear()
    with full(disk):
        with suppress(psycopg.Error):
            switch_log(hub)
        told = citizen.begin("say", text="en nu?")
        await citizen.send(told.frame)
        await citizen.until(lambda: citizen.refusals, 30)
        await until(lambda: hub.news("postgres", "died") > before + 1, within_s=30)
    await citizen.until(lambda: told.acknowledged)


def switch_log(hub: HurtHub) -> None:
    """Let PostgreSQL begin new files for its log, until there is no room for one."""
    socket = embedded.socket_folder(embedded.postgres(hub.place.var / "postgres").home)
    with psycopg.connect(host=str(socket), user="postgres", dbname="hub", autocommit=True) as connection:
        for _ in range(50):
            connection.execute("select pg_switch_wal()")
            connection.execute("select pg_logical_emit_message(false, 'x', repeat('x', 100000))")
