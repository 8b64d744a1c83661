"""The rehearsal of an upgrade: data of the first version, read by the newest code."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from alembic import command
from sqlalchemy import make_url, select
from sqlalchemy.exc import OperationalError

from gateway.calls.tables import Call
from gateway.commands.backup import program
from gateway.contacts import service as contacts
from gateway.contacts.tables import Contact
from gateway.conversations import repository, service
from gateway.conversations.tables import Conversation
from gateway.database import Database
from gateway.escalation.tables import QueueEntry
from gateway.migrate import TooOld, Unfinished, config, migrate, revisions
from gateway.settings import Settings
from gateway.statistics import service as statistics
from gateway.statistics.schemas import Days
from tests.conftest import Servers
from tests.fakes.person import person
from tests.gateway.served import served

OLD = Path(__file__).parent / "data" / "hub-0001.sql"
ROOT = Path(__file__).parents[2]
CONTACT = [column.name for column in Contact.__table__.columns]
SECRET = "a-session-of-the-first-version"


def plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def empty_database(servers: Servers) -> Iterator[str]:
    name = f"hub_upgrade_{secrets.token_hex(6)}"
    with psycopg.connect(plain(servers.database_url), autocommit=True) as connection:
        connection.execute(f"create database {name} template template0".encode())
        try:
            yield make_url(servers.database_url).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f"drop database {name} with (force)".encode())


@pytest.fixture
def empty(servers: Servers) -> Iterator[str]:
    with empty_database(servers) as url:
        yield url


@pytest.fixture
def old(empty: str) -> str:
    """Return a database as a hub of the first version left it."""
    psql, env = program("psql", empty, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={OLD}")
    subprocess.run(psql, env=env, check=True, stdout=subprocess.DEVNULL)
    return empty


@pytest.fixture
async def upgraded(old: str) -> AsyncIterator[Database]:
    """Return the database of the first version after the upgrade, as the running hub sees it."""
    await asyncio.to_thread(migrate, old)
    database = Database(old, pool_size=2)
    yield database
    await database.close()


async def test_every_conversation_and_its_thread_is_read_by_the_newest_code(upgraded: Database) -> None:
    assert await upgraded.revision() == revisions()[-1]
    async with upgraded.transaction() as tx:
        talks = (await tx.scalars(select(Conversation).order_by(Conversation.started_at))).all()
        assert [talk.state for talk in talks] == ["closed", "closed", "closed", "open", "open", "open"]
        for talk in talks:
            thread = await repository.events_after(tx, talk.id, 0)
            assert [event.seq for event in thread] == list(range(1, talk.last_seq + 1))
            assert thread[0].name == "NoticeShown"
        assert [call.end_reason for call in await tx.scalars(select(Call))] == ["hung_up_citizen"]


async def test_everybody_who_waited_still_waits_at_the_same_place(upgraded: Database) -> None:
    async with upgraded.transaction() as tx:
        entries = (await tx.scalars(select(QueueEntry).order_by(QueueEntry.asked_at))).all()
        assert sorted(entry.state for entry in entries) == ["done", "done", "taken", "waiting"]
        waiting = next(entry for entry in entries if entry.state == "waiting")
        talk = await service.opened(tx, waiting.conversation_id, with_queue=True)
        assert talk.held_by == "queue"
        await service.stop_waiting(tx, talk)  # and may go on


async def test_projection_built_anew_from_the_old_log_is_the_same(upgraded: Database) -> None:
    async with upgraded.transaction() as tx:
        ids = (await tx.scalars(select(Contact.id))).all()
        assert len(ids) == 8
        for contact_id in ids:
            row = await tx.get_one(Contact, contact_id)
            before = {name: getattr(row, name) for name in CONTACT}
            await contacts.rebuild(tx, contact_id)
            assert {name: getattr(row, name) for name in before} == before


async def test_statistics_count_what_was_there_before(upgraded: Database) -> None:
    async with upgraded.transaction() as tx:
        first, last = date(2026, 11, 20), date(2026, 11, 30)
        counted = await statistics.counts(tx, Days.model_validate({"from": first, "to": last}))
    assert counted.total == 8


async def test_old_hub_goes_on_where_it_was(upgraded: Database, settings: Settings, old: str) -> None:
    """A citizen of the first version reloads the page: the thread is there and the talk goes on."""
    settings = settings.model_copy(update={"database_url": old})
    async with served(settings) as address, person(f"ws://{address}/ws") as citizen:
        await citizen.send(type="hello", session=SECRET, since=0)
        snapshot = await citizen.get("snapshot")
        seqs = [event["seq"] for event in snapshot["events"]]
        assert seqs == list(range(1, snapshot["seq"] + 1))
        assert (await citizen.command("say", text="bent u daar nog"))["type"] == "ack"
        assert await citizen.event("MessagePosted", author="bot", text="Antwoord op: bent u daar nog")
        async with upgraded.transaction() as tx:
            log = await contacts.contacts_of(tx, UUID(snapshot["conversation"]["id"]))
        assert len(log) == 1


def schema(url: str) -> str:
    dump, env = program("pg_dump", url, "--schema-only", "--restrict-key=same")
    return subprocess.run(dump, env=env, check=True, capture_output=True, text=True).stdout


def test_schema_goes_down_to_the_first_version_and_up_again(empty: str) -> None:
    migrate(empty)
    newest = schema(empty)
    command.downgrade(config(empty), "0001")
    command.upgrade(config(empty), "head")
    assert columns(schema(empty)) == columns(newest)
    command.downgrade(config(empty), "base")
    assert "CREATE TABLE" not in schema(empty).replace("CREATE TABLE public.alembic_version", "")


def columns(dump: str) -> list[str]:
    """Return what a schema is made of, whatever the order in which it was made."""
    return sorted(line.rstrip(",") for line in dump.splitlines() if line and not line.startswith("--"))


def test_every_version_has_one_before_and_one_after() -> None:
    assert revisions()[0] == "0001"
    assert list(revisions()) == sorted(set(revisions()))
    assert all(re.fullmatch(r"\d{4}", revision) for revision in revisions())


def test_upgrade_that_would_make_people_wait_gives_up_and_can_be_tried_again(old: str) -> None:
    """While somebody else has a table for long, the upgrade does not put all others behind it."""
    with psycopg.connect(plain(old)) as other:
        other.execute("lock table alembic_version in access exclusive mode")
        with pytest.raises(OperationalError, match="lock timeout"):
            migrate(old)
    migrate(old)
    with psycopg.connect(plain(old)) as reader:
        assert reader.execute("select version_num from alembic_version").fetchone() == (revisions()[-1],)


async def test_gateways_that_start_together_upgrade_once(old: str) -> None:
    env = {**os.environ, "DATABASE_URL": plain(old)}
    argv = (sys.executable, "-m", "gateway.cli", "migrate")
    starts = [await asyncio.create_subprocess_exec(*argv, cwd=ROOT, env=env) for _ in range(3)]
    assert [await start.wait() for start in starts] == [0, 0, 0]


HURT = {
    "drop table kiosk_events": "lacks kiosk_events",
    "alter table places drop column phone": "lacks places.phone",
    "drop table kiosk_events; alter table places drop column phone": "lacks kiosk_events, places.phone",
}


@pytest.mark.parametrize("hurting", HURT)
def test_database_that_lacks_tables_of_the_version_it_says_is_found_out(owner_url: str, hurting: str) -> None:
    with psycopg.connect(plain(owner_url)) as owner:
        owner.execute(hurting.encode())
    with pytest.raises(Unfinished, match=f"it says version {revisions()[-1]} but {HURT[hurting]}:"):
        migrate(owner_url)


@pytest.mark.parametrize(
    ("hurting", "words"),
    [
        ("drop table places cascade", 'relation "places" does not exist'),
        ("select 1", 'column "phone" of relation "places" already exists'),
    ],
)
def test_database_that_no_migration_fits_is_found_out(owner_url: str, hurting: str, words: str) -> None:
    with psycopg.connect(plain(owner_url)) as owner:
        owner.execute(hurting.encode())
        owner.execute("update alembic_version set version_num = '0007'")
    with pytest.raises(Unfinished, match=re.escape(words)):
        migrate(owner_url)


def test_server_that_is_too_old_is_refused(owner_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.migrate.OLDEST", 99)
    with pytest.raises(TooOld, match=r"^PostgreSQL \d+ is too old: the hub needs 99 or newer\.$"):
        migrate(owner_url)


def test_migrate_ends_in_one_sentence_that_the_supervisor_believes(owner_url: str) -> None:
    with psycopg.connect(plain(owner_url)) as owner:
        owner.execute("drop table kiosk_events")
    env = {**os.environ, "DATABASE_URL": plain(owner_url)}
    argv = (sys.executable, "-m", "gateway.cli", "migrate", "--seed")
    done = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == os.EX_CONFIG
    assert len(done.stderr.splitlines()) == 1
    assert "lacks kiosk_events: bring a back-up back" in done.stderr
