"""A part of the hub is frozen, emptied or away: people read a sentence, go on, and lose nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis
from websockets.asyncio.client import connect
from websockets.typing import Origin

from tests.failures import audit
from tests.failures.conftest import Helped
from tests.failures.hurting import HurtHub
from tests.failures.people import Citizen, Officer, here
from tests.failures.seats import Seat, seated
from tests.platform.children import until
from video.events import NODE_PREFIX

SENTENCE_S = 5.0
VANISHED_S = 40.0
CLOSING = {7, 8}  # CLOSE, CLOSE_WAIT
AWAY_S = float(os.environ.get("HUB_AWAY_S", "30"))  # longer than a socket may leave pings unanswered

pytestmark = [pytest.mark.bot, pytest.mark.timeout(240)]


@pytest.fixture(scope="module", autouse=True)
async def vanished(hub: HurtHub) -> AsyncIterator[socket.socket]:
    """Return the line of a browser that reads no more while the tests here go on; none kills the gateway."""
    await hub.ready()
    url = f"ws{hub.url.removeprefix('http')}/ws"
    async with connect(url, origin=Origin(hub.url), ping_interval=None, close_timeout=1) as browser:
        await browser.send('{"type": "hello", "session": null}')
        await browser.recv()
        browser.transport.pause_reading()  # no pong goes out any more
        line: socket.socket = browser.transport.get_extra_info("socket")
        assert not closed_by_the_other_side(line)
        yield line


async def assert_promises_kept(hub: HurtHub, citizen: Citizen, officer: Officer) -> None:
    async with hub.database() as database:
        await audit.assert_kept(database, [citizen], [officer])
    assert citizen.id in officer.work


def first_answer_s(citizen: Citizen) -> float:
    """Return how long the last command of this person waited for any answer, a sentence included."""
    return citizen.commands[-1].waited_s


async def test_frozen_postgresql_gets_a_sentence_and_heals_by_itself(hub: HurtHub, helped: Helped) -> None:
    citizen, officer = await helped("chat")
    frozen_before = hub.news("postgres", "frozen")
    with hub.frozen("postgres"):
        ack = await citizen.command("say", text="hallo?")
    assert ack["type"] == "ack"
    assert citizen.refusals[0]["text_key"] == "refused-unavailable"
    assert first_answer_s(citizen) < SENTENCE_S
    assert hub.news("postgres", "frozen") == frozen_before + 1
    await assert_promises_kept(hub, citizen, officer)


async def test_frozen_valkey_slows_nobody_down_for_long(hub: HurtHub, helped: Helped) -> None:
    citizen, officer = await helped("chat")
    before = hub.news("valkey", "ready")
    with hub.frozen("valkey"):
        for text in ("een", "twee"):
            assert (await citizen.command("say", text=text))["type"] == "ack"
            assert first_answer_s(citizen) < SENTENCE_S
        await officer.command("say", text="ik lees u", conversation_id=citizen.id)
        await citizen.until(lambda: said(citizen, "ik lees u"), 15)
        assert citizen.refusals == []
        await until(lambda: hub.news("valkey", "ready") > before, within_s=30)
    await hub.ready()
    await assert_promises_kept(hub, citizen, officer)


async def test_emptied_valkey_is_filled_again_from_postgresql(hub: HurtHub, helped: Helped) -> None:
    citizen, officer = await helped("video")
    seats = Seat(citizen, hub.url), Seat(officer, hub.url, conversation_id=citizen.id)
    async with seated(*seats), Redis.from_url(hub.redis_url) as redis:
        await citizen.until(lambda: citizen.has("CallStarted"))
        await redis.flushall()
        await citizen.command("say", text="bent u er nog?")
        await officer.until(lambda: officer.log_ins == 2 and citizen.id in officer.work)
        await officer.command("say", text="jazeker", conversation_id=citizen.id)
        await citizen.until(lambda: said(citizen, "jazeker"))
        await eventually_kept(redis, NODE_PREFIX + "*")
        await eventually_kept(redis, f"hub:officer:{officer.officer_id}")
        assert [seat.times_in for seat in seats] == [1, 1]
        await seats[1].say(type="end")  # the node tells the stream, whose group is gone
        await citizen.until(lambda: citizen.has("CallEnded"))
    await assert_promises_kept(hub, citizen, officer)


async def test_both_are_back_in_the_call_after_its_node_was_killed(hub: HurtHub, helped: Helped) -> None:
    citizen, officer = await helped("video")
    seats = Seat(citizen, hub.url), Seat(officer, hub.url, conversation_id=citizen.id)
    async with seated(*seats):
        await citizen.until(lambda: citizen.has("CallStarted"))
        await hub.kill("video")
        for seat in seats:
            await seat.until(lambda seat=seat: seat.times_in == 2 and seat.peers)
        assert not citizen.has("CallEnded")
    await assert_promises_kept(hub, citizen, officer)


async def test_officer_who_puts_someone_back_ends_the_call_on_its_node(hub: HurtHub, helped: Helped) -> None:
    citizen, officer = await helped("video")
    seats = Seat(citizen, hub.url), Seat(officer, hub.url, conversation_id=citizen.id)
    async with seated(*seats):
        await citizen.until(lambda: citizen.has("CallStarted"))
        await officer.command("release", conversation_id=citizen.id)
        for seat in seats:
            await seat.until(lambda seat=seat: seat.ended == "released", 5)
    await citizen.command("stop_waiting")


async def test_postgresql_away_for_long_gets_a_sentence_and_what_was_typed_arrives_once(
    hub: HurtHub, helped: Helped
) -> None:
    citizen, officer = await helped("chat")
    with_the_bot = Citizen(hub.url)
    async with here(with_the_bot), asyncio.TaskGroup() as group:
        await with_the_bot.until(lambda: with_the_bot.arrivals)
        os.kill(hub.supervisor, signal.SIGSTOP)  # nobody starts it again
        try:
            os.kill(hub.pid("postgres"), signal.SIGKILL)
            asked = group.create_task(with_the_bot.command("say", text="mijn fiets is gestolen"))
            typed = group.create_task(citizen.command("say", text="komt dit aan?"))
            noted = group.create_task(officer.command("note", text="wacht", conversation_id=citizen.id))
            await citizen.until(lambda: citizen.refusals, SENTENCE_S)
            await away(AWAY_S)
            assert not typed.done()
        finally:
            os.kill(hub.supervisor, signal.SIGCONT)
        await with_the_bot.until(lambda: with_the_bot.has_answer)
    assert [one.result()["type"] for one in (asked, typed, noted)] == ["ack"] * 3
    assert first_answer_s(citizen) < SENTENCE_S
    await assert_promises_kept(hub, citizen, officer)


async def test_browser_that_vanished_without_a_word_is_let_go(vanished: socket.socket) -> None:
    await until(lambda: closed_by_the_other_side(vanished), within_s=VANISHED_S)


def closed_by_the_other_side(line: socket.socket) -> bool:
    """Ask the kernel for the state of a connection."""
    return line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] in CLOSING


def said(citizen: Citizen, text: str) -> bool:
    return any(event["data"].get("text") == text for event in citizen.events.values())


async def eventually_kept(redis: Redis, pattern: str) -> None:
    """Wait until a key of this kind is there."""
    async with asyncio.timeout(15):
        while not await redis.keys(pattern):  # noqa: ASYNC110 - Redis tells nobody
            await asyncio.sleep(0.1)


async def away(seconds: float) -> None:
    """Let an outage last."""
    for _ in range(int(seconds * 10)):
        await asyncio.sleep(0.1)
