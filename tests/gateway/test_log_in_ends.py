"""A log-in ends: after a working day, when nobody uses it, when somebody ends it, when the role changes."""

from __future__ import annotations

from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import update

from gateway.database import Database
from gateway.live import Live
from gateway.officers import tables
from gateway.officers.sessions import KEY
from gateway.settings import Settings
from tests.fakes.person import Person, person
from tests.gateway.conftest import Staff
from tests.gateway.running import Running

LOGGED_OUT, COME_BACK = 4401, 1012


@pytest.fixture
async def valkey(settings: Settings) -> Any:
    async with Redis.from_url(settings.redis_url) as valkey:
        yield valkey


async def only_session(valkey: Redis, live: Live) -> Any:
    (key,) = await valkey.keys(live.key(f"{KEY}*"))
    return key


async def look(officer: Person) -> None:
    """Let the hub look at once, as the browser's pulse does, with nobody at the screen."""
    await officer.send(type="ping", seqs={})


@pytest.mark.parametrize("cookie", ["__Host-officer=made-up", "other=1"])
async def test_socket_without_a_log_in_closes_with_a_code_that_a_browser_can_read(
    gateway: Running, cookie: str
) -> None:
    url = f"ws{gateway.url.removeprefix('http')}/console/ws"
    async with person(url, Cookie=cookie, Origin=gateway.url) as officer:
        assert await officer.closed() == LOGGED_OUT


async def test_open_console_closes_when_its_log_in_ended_elsewhere(
    gateway: Running, staff: Staff, valkey: Redis, live: Live
) -> None:
    async with gateway.officer(staff.one.id) as (officer, _):
        await valkey.delete(await only_session(valkey, live))
        await look(officer)
        assert await officer.closed() == LOGGED_OUT


async def test_console_that_nobody_touches_does_not_keep_its_log_in(
    gateway: Running, staff: Staff, valkey: Redis, live: Live
) -> None:
    async with gateway.officer(staff.one.id) as (officer, _):
        key = await only_session(valkey, live)
        await valkey.expire(key, 100)
        await look(officer)
        await officer.get("pong")
        assert await valkey.ttl(key) <= 100


async def test_touching_the_screen_keeps_the_log_in(
    gateway: Running, staff: Staff, valkey: Redis, live: Live
) -> None:
    async with gateway.officer(staff.one.id) as (officer, _):
        key = await only_session(valkey, live)
        await valkey.expire(key, 100)
        await officer.send(type="ping", seqs={}, active=True)
        await prolonged(valkey, key, officer)


async def test_somebody_in_hand_keeps_the_log_in(
    gateway: Running, staff: Staff, valkey: Redis, live: Live
) -> None:
    async with gateway.citizen() as (citizen, _), gateway.officer(staff.one.id) as (officer, _):
        await citizen.command("say", text="mijn fiets is gejat")
        await citizen.command("ask_person", medium="chat")
        await officer.get(lambda frame: frame["type"] == "queue" and frame["entries"])
        await officer.command("take", medium="chat")
        await officer.get("work")
        key = await only_session(valkey, live)
        await valkey.expire(key, 100)
        await look(officer)
        await prolonged(valkey, key, officer)


async def prolonged(valkey: Redis, key: Any, officer: Person) -> None:
    """Wait until the log-in counts as used; the hub says nothing about it, so look again."""
    for _ in range(100):
        if await valkey.ttl(key) > 100:
            return
        officer.seen.clear()
        await look(officer)
        await officer.get("pong")
    raise AssertionError("the log-in was not prolonged")


@pytest.mark.parametrize(
    ("values", "code"), [({"active": False}, LOGGED_OUT), ({"role": "supervisor"}, COME_BACK)], ids=str
)
async def test_open_console_closes_when_the_table_says_otherwise(
    gateway: Running, staff: Staff, database: Database, *, values: dict[str, Any], code: int
) -> None:
    async with gateway.officer(staff.one.id) as (officer, _):
        async with database.transaction() as tx:
            changing = update(tables.Officer).where(tables.Officer.id == staff.one.id)
            await tx.execute(changing.values(**values))
        await look(officer)
        assert await officer.closed() == code


async def test_who_looks_on_takes_nobody_and_is_not_available(gateway: Running, staff: Staff) -> None:
    async with gateway.citizen() as (citizen, _), gateway.officer(staff.supervisor.id) as (supervisor, seen):
        assert seen["available"] is False
        await citizen.command("say", text="mijn fiets is gejat")
        await citizen.command("ask_person", medium="chat")
        assert (await supervisor.command("take", medium="chat"))["code"] == "not_allowed"
        await supervisor.send(type="available", on=True)
        await supervisor.get(lambda frame: frame["type"] == "refused" and frame["client_id"] is None)
        await supervisor.get(lambda frame: frame["type"] == "queue" and frame["entries"])
