"""The disk of PostgreSQL is full: a sentence instead of an acknowledgement, and on by itself after it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from gateway import embedded
from tests.failures import audit
from tests.failures.hurting import HurtHub, hurt_hub
from tests.failures.people import Citizen, here
from tests.platform.children import until
from tests.whole_hub import Site, site

SIZE = "150m"
SENTENCE_S = 5.0
MANY = 15
"""Messages of 2,000 characters; the table needs a new page after a few of them."""

pytestmark = [pytest.mark.bot, pytest.mark.timeout(240)]


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Give a folder a disk of its own, owned by PostgreSQL's user; skip where that is not allowed."""
    embedded._ensure_user(embedded.SYSTEM_USER)
    embedded._own_folder(folder, embedded.SYSTEM_USER)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        shutil.chown(folder, embedded.SYSTEM_USER, embedded.SYSTEM_USER)
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def place() -> Iterator[Site]:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may give PostgreSQL a small disk")
    with site() as place, small_disk(embedded.postgres(place.var / "postgres").home):
        yield place


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Leave no byte free for the length of the block."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    try:
        yield
    finally:
        ballast.unlink()


def long_text() -> str:
    """Return words that PostgreSQL cannot make shorter."""
    return secrets.token_urlsafe(2000)[:2000]


async def test_full_disk_gets_a_sentence_and_heals_by_itself_when_there_is_room(place: Site) -> None:
    disk = embedded.postgres(place.var / "postgres").home
    with hurt_hub(place) as hub:
        citizen = Citizen(hub.url)
        async with here(citizen):
            await citizen.command("say", text="voor de nood")
            with full(disk):
                await say_until_it_is_full(citizen)
                assert citizen.refusals[0]["text_key"] == "refused-unavailable"
                assert citizen.commands[-1].waited_s < SENTENCE_S
                await assert_readable(hub, citizen)
            await citizen.until(lambda: citizen.commands[-1].acknowledged)
            await assert_log_can_be_full_too(hub, disk, citizen)
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
