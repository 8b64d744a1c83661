from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from gateway.calls import service as calls
from gateway.conversations import desk, service
from gateway.conversations.schemas import Medium
from gateway.conversations.tables import Conversation
from gateway.database import Database, now
from gateway.errors import Conflict, NotThere
from gateway.escalation import repository
from gateway.escalation import service as escalation
from gateway.events import Events
from gateway.officers.officer import Officer
from tests.gateway.conftest import Staff, StartTalk

Look = Callable[[UUID], Awaitable[Conversation]]


async def ask(database: Database, news: Events, conversation_id: UUID, medium: Medium = "chat") -> None:
    async with database.transaction() as tx:
        conversation = await service.opened(tx, conversation_id, with_queue=True)
        await service.ask_person(tx, news, conversation, medium)


async def take(database: Database, news: Events, officer: Officer, medium: Medium | None = None) -> UUID:
    async with database.transaction() as tx:
        return (await escalation.take(tx, news, officer.id, medium)).conversation_id


async def taken(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, medium: Medium = "chat"
) -> UUID:
    """Return a conversation that an officer took and did nothing with."""
    conversation_id = await start_talk()
    await ask(database, news, conversation_id, medium)
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        await repository.sign(tx, staff.one.id, now())
    return conversation_id


async def call_of(database: Database, conversation_id: UUID) -> str:
    """Return the id of the call that a conversation has now."""
    async with database.transaction() as tx:
        call = await calls.current(tx, conversation_id)
    assert call is not None
    return str(call.id)


async def waiting(database: Database) -> list[UUID]:
    async with database.transaction() as tx:
        return [entry.conversation_id for entry in await repository.waiting(tx)]


async def test_longest_waiting_person_is_taken_first(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    first, second = await start_talk(), await start_talk()
    await ask(database, news, first)
    await ask(database, news, second)
    assert await take(database, news, staff.one) == first
    assert await waiting(database) == [second]


async def test_two_officers_pressing_take_at_once_never_get_the_same_person(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    await ask(database, news, await start_talk())

    async def press(officer: Officer) -> str:
        try:
            await take(database, news, officer)
        except escalation.ColleagueWasFirst:
            return "colleague was first"
        return "taken"

    async with asyncio.TaskGroup() as both:
        presses = [both.create_task(press(officer)) for officer in (staff.one, staff.other)]
    assert sorted(done.result() for done in presses) == ["colleague was first", "taken"]


async def test_empty_queue_says_that_nobody_waits(database: Database, news: Events, staff: Staff) -> None:
    with pytest.raises(escalation.NobodyWaiting):
        await take(database, news, staff.one)


async def test_medium_picks_the_first_of_that_medium(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    by_chat, by_video = await start_talk(), await start_talk()
    await ask(database, news, by_chat, "chat")
    await ask(database, news, by_video, "video")
    assert await take(database, news, staff.one, "video") == by_video


async def test_officer_in_a_video_call_cannot_start_a_second_one(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    for _ in range(2):
        await ask(database, news, await start_talk(), "video")
    await take(database, news, staff.one, "video")
    with pytest.raises(escalation.AlreadyInCall):
        await take(database, news, staff.one, "video")
    with pytest.raises(escalation.NobodyWaiting):
        await take(database, news, staff.one, None)


async def test_who_changes_from_chat_to_video_keeps_the_place(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    first, second = await start_talk(), await start_talk()
    await ask(database, news, first, "chat")
    await ask(database, news, second, "chat")
    await ask(database, news, first, "video")
    assert await waiting(database) == [first, second]


async def test_released_person_is_back_at_the_old_place(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, look: Look
) -> None:
    first, second = await start_talk(), await start_talk()
    await ask(database, news, first)
    await ask(database, news, second)
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        await desk.release(tx, news, staff.one, first)
    assert await waiting(database) == [first, second]
    assert (await look(first)).held_by == "queue"


async def test_conversation_of_a_colleague_looks_as_if_it_were_not_there(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await desk.note(tx, staff.other, conversation_id, "stiekem")


async def test_who_stops_waiting_goes_on_with_the_assistant(
    database: Database, news: Events, start_talk: StartTalk, look: Look
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    async with database.transaction() as tx:
        await service.stop_waiting(tx, await service.opened(tx, conversation_id))
    assert await waiting(database) == []
    assert (await look(conversation_id)).held_by == "bot"
    async with database.transaction() as tx:
        with pytest.raises(Conflict):
            await service.stop_waiting(tx, await service.opened(tx, conversation_id))


async def test_handling_time_is_assumed_until_enough_was_measured(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    for _ in range(escalation.ENOUGH_MEASURED):
        async with database.transaction() as tx:
            assert await escalation.handling_s(tx, 300) == {"chat": 300, "video": 300}
        conversation_id = await start_talk()
        await ask(database, news, conversation_id)
        await take(database, news, staff.one)
        async with database.transaction() as tx:
            await desk.close(tx, staff.one, conversation_id, outcome="advice_given", note_text="")
    async with database.transaction() as tx:
        usual = await escalation.handling_s(tx, 300)
    assert usual["chat"] < 60
    assert usual["video"] == 300


async def test_officer_with_two_consoles_never_gets_two_video_calls(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    for _ in range(2):
        await ask(database, news, await start_talk(), "video")

    async def press() -> str:
        try:
            await take(database, news, staff.one, "video")
        except escalation.AlreadyInCall:
            return "busy"
        return "taken"

    async with asyncio.TaskGroup() as both:
        presses = [both.create_task(press()) for _ in range(2)]
    assert sorted(done.result() for done in presses) == ["busy", "taken"]


async def test_everybody_pressing_everything_at_once_never_waits_in_a_circle(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    """A deadlock would surface as a database error, which nothing here catches."""
    conversation_id = await start_talk()

    async def citizen(medium: Medium) -> None:
        async with database.transaction() as tx:
            conversation = await service.opened(tx, conversation_id, with_queue=True)
            if conversation.held_by == "queue":
                await service.stop_waiting(tx, conversation)
            else:
                await service.ask_person(tx, news, conversation, medium)

    async def officer(who: Officer) -> None:
        with contextlib.suppress(Conflict, NotThere):
            await take(database, news, who)
            async with database.transaction() as tx:
                await desk.release(tx, news, who, conversation_id)

    for _ in range(15):
        async with asyncio.TaskGroup() as everybody:
            for medium in ("chat", "video"):
                everybody.create_task(citizen(medium))
            for who in (staff.one, staff.other):
                everybody.create_task(officer(who))
