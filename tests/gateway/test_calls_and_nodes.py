"""The hub and its video nodes stay of one mind about which calls run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import pytest

from gateway.calls.watch import Watch
from gateway.conversations import desk, repository
from gateway.database import Database, now
from gateway.events import Events
from gateway.live import Live
from tests.gateway.conftest import Staff, StartTalk
from tests.gateway.test_queue import call_of, taken
from video.events import NODE_PREFIX, OVER_PREFIX, CallStarted

Call = tuple[UUID, str]
Look = Callable[[float], Awaitable[None]]


@pytest.fixture
async def running(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> AsyncIterator[Call]:
    """Return a conversation and the id of its call, which runs."""
    conversation_id = await taken(database, news, staff, start_talk, medium="video")
    call_id = await call_of(database, conversation_id)
    async with database.transaction() as tx:
        await news.emit(tx, CallStarted(call_id, str(conversation_id), now()))
    yield conversation_id, call_id


@pytest.fixture
def look(database: Database, live: Live, news: Events) -> Look:
    """Return a function that looks twice: once to notice, once to act."""

    async def twice(lost_after_s: float) -> None:
        watch = Watch(database, live, news, lost_after_s=lost_after_s)
        await watch.look()
        await watch.look()

    return twice


async def ends(database: Database, conversation_id: UUID) -> list[str]:
    async with database.transaction() as tx:
        events = await repository.events_after(tx, conversation_id, 0)
    return [event.data["reason"] for event in events if event.name == "CallEnded"]


async def on_a_node(live: Live, *open_calls: str) -> None:
    record = {"id": "n1", "url": "ws://n1/signal", "calls": len(open_calls), "open": list(open_calls)}
    await live.put(f"{NODE_PREFIX}n1", record, 10)


async def test_call_of_a_released_conversation_is_over_for_its_node_and_both_are_told(
    database: Database,
    live: Live,
    news: Events,
    running: Call,
    *,
    staff: Staff,
    look: Look,
) -> None:
    conversation_id, call_id = running
    async with database.transaction() as tx:
        await desk.release(tx, news, staff.one, conversation_id)
    await look(60)
    assert await live.get(f"{OVER_PREFIX}{call_id}") == {"reason": "released"}
    assert await ends(database, conversation_id) == ["released"]


async def test_node_hears_again_what_is_over_when_redis_forgot(
    database: Database,
    live: Live,
    news: Events,
    running: Call,
    *,
    staff: Staff,
    look: Look,
) -> None:
    conversation_id, call_id = running
    async with database.transaction() as tx:
        await desk.close(tx, staff.one, conversation_id, outcome="advice_given", note_text="")
    await look(60)
    await live.drop(f"{OVER_PREFIX}{call_id}")
    await look(60)
    assert await live.get(f"{OVER_PREFIX}{call_id}") == {"reason": "hung_up_officer"}


async def test_call_that_no_node_has_for_long_is_over_with_a_reason(
    database: Database, live: Live, running: Call, look: Look
) -> None:
    conversation_id, _ = running
    await on_a_node(live)  # it started anew without this call
    await look(0)
    assert await ends(database, conversation_id) == ["node_lost"]


async def test_call_that_a_node_has_or_that_is_missed_for_a_moment_goes_on(
    database: Database, live: Live, running: Call, look: Look
) -> None:
    conversation_id, call_id = running
    await look(60)
    await on_a_node(live, call_id)
    await look(0)
    assert await ends(database, conversation_id) == []
