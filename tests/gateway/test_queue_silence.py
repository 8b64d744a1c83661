"""Officers who keep silent, people who wait long, and people who leave and come back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from gateway.calls import service as calls
from gateway.contacts import service as contacts
from gateway.contacts.tables import ContactEvent
from gateway.conversations import desk, repository, service
from gateway.conversations.content import Content
from gateway.conversations.rounds import Rounds
from gateway.conversations.tables import Conversation
from gateway.database import Database, now
from gateway.escalation import repository as entries
from gateway.escalation.tables import ConsoleSign, QueueEntry
from gateway.events import Events
from gateway.live import Live
from gateway.officers import presence
from gateway.settings import Settings
from gateway.texts import Texts
from tests.gateway.conftest import Staff, StartTalk
from tests.gateway.test_queue import ask, call_of, take, taken, waiting
from tests.gateway.test_queue_hours import close_desk
from video.events import CallStarted, ParticipantJoined

Look = Callable[[UUID], Awaitable[Conversation]]
Turn = Callable[[], Awaitable[int]]


@pytest.fixture(scope="module")
def content(texts: Texts) -> Content:
    return Content.load(texts)


@pytest.fixture
async def somebody(live: Live, staff: Staff) -> None:
    await presence.stay(live, staff.one)


@pytest.fixture
def turn(database: Database, settings: Settings, content: Content, *, live: Live, news: Events) -> Turn:
    """Return a function that does one round."""

    async def run() -> int:
        async with database.transaction() as tx:
            return await Rounds(settings, content, live, news).run(tx)

    return run


async def ago(database: Database, seconds: int, **columns: str) -> None:
    """Let it be that long ago that everybody was taken, asked or seen."""
    then = now() - timedelta(seconds=seconds)
    tables = {"entries": QueueEntry, "signs": ConsoleSign, "conversations": Conversation}
    async with database.transaction() as tx:
        for name, column in columns.items():
            await tx.execute(update(tables[name]).values({column: then}))


async def told(database: Database, conversation_id: UUID) -> list[tuple[str, dict[str, Any]]]:
    async with database.transaction() as tx:
        return [(one.name, one.data) for one in await repository.events_after(tx, conversation_id, 0)]


async def test_silent_officer_gives_the_person_back_at_the_old_place(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn, look: Look
) -> None:
    first = await taken(database, news, staff, start_talk)
    second = await start_talk()
    await ask(database, news, second)
    await ago(database, 61, entries="taken_at")
    assert await turn() >= 1
    assert await waiting(database) == [first, second]
    assert (await look(first)).held_by == "queue"
    assert ("OfficerLeft", {"reason": "officer_silent"}) in await told(database, first)


async def test_sixty_seconds_are_the_officers_own(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn
) -> None:
    await taken(database, news, staff, start_talk)
    await ago(database, 58, entries="taken_at")
    await turn()
    assert await waiting(database) == []


async def test_silence_is_counted_in_the_log(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn
) -> None:
    conversation_id = await taken(database, news, staff, start_talk)
    await ago(database, 61, entries="taken_at")
    await turn()
    async with database.transaction() as tx:
        (contact,) = await contacts.contacts_of(tx, conversation_id)
        logged = select(ContactEvent).where(ContactEvent.contact_id == contact.id)
        last = (await tx.scalars(logged.order_by(ContactEvent.seq.desc()).limit(1))).one()
    assert (last.name, last.data["reason"]) == ("OfficerLeft", "officer_silent")
    assert contact.officer is None


@pytest.mark.parametrize("how", ["says", "types", "joins"])
async def test_officer_who_showed_up_may_be_quiet(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn, how: str
) -> None:
    conversation_id = await taken(database, news, staff, start_talk, medium="video")
    async with database.transaction() as tx:
        if how == "says":
            await desk.say(tx, staff.one, conversation_id, "Goedemiddag", client_id=uuid4())
        elif how == "types":
            await desk.appear(tx, staff.one, conversation_id)
        else:
            about = (await call_of(database, conversation_id), str(conversation_id), now())
            await news.emit(tx, ParticipantJoined(*about, "officer", "officer"))
    await ago(database, 3600, entries="taken_at")
    async with database.transaction() as tx:
        await entries.sign(tx, staff.one.id, now())
    await turn()
    assert await waiting(database) == []


@pytest.mark.usefixtures("somebody")
async def test_citizen_in_the_call_alone_is_not_the_officer(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn
) -> None:
    conversation_id = await taken(database, news, staff, start_talk, medium="video")
    about = (await call_of(database, conversation_id), str(conversation_id), now())
    async with database.transaction() as tx:
        await news.emit(tx, ParticipantJoined(*about, "citizen", "citizen"))
    await ago(database, 61, entries="taken_at")
    await turn()
    assert await waiting(database) == [conversation_id]
    names = [name for name, _ in await told(database, conversation_id)]
    assert names[-2:] == ["OfficerLeft", "CallEnded"]
    async with database.transaction() as tx:
        assert await calls.current(tx, conversation_id) is None


async def test_console_that_is_gone_gives_back_who_was_answered_already(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn
) -> None:
    conversation_id = await taken(database, news, staff, start_talk)
    async with database.transaction() as tx:
        await desk.say(tx, staff.one, conversation_id, "Goedemiddag", client_id=uuid4())
    await ago(database, 61, entries="taken_at", signs="seen_at")
    await turn()
    assert await waiting(database) == [conversation_id]
    async with database.transaction() as tx:
        assert await entries.put_back_unheard(tx, staff.one.id) == 1
        await entries.sign(tx, staff.one.id, now())
        assert await entries.put_back_unheard(tx, staff.one.id) == 0


async def test_live_call_outlives_a_lost_console(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn
) -> None:
    conversation_id = await taken(database, news, staff, start_talk, medium="video")
    about = (await call_of(database, conversation_id), str(conversation_id), now())
    async with database.transaction() as tx:
        await news.emit(tx, CallStarted(*about))
    await ago(database, 3600, entries="taken_at")
    await turn()
    assert await waiting(database) == []


async def test_citizen_who_left_a_silent_officer_is_not_put_back(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn, look: Look
) -> None:
    conversation_id = await taken(database, news, staff, start_talk)
    async with database.transaction() as tx:
        await service.citizen_done(tx, await service.opened(tx, conversation_id, with_queue=True))
    await ago(database, 61, entries="taken_at")
    await turn()
    assert await waiting(database) == []
    assert (await look(conversation_id)).close_reason == "done_by_citizen"


async def test_person_put_back_can_be_taken_by_a_colleague_with_time_of_his_own(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, *, turn: Turn
) -> None:
    conversation_id = await taken(database, news, staff, start_talk)
    await ago(database, 61, entries="taken_at")
    await turn()
    assert await take(database, news, staff.other) == conversation_id
    await turn()
    assert await waiting(database) == []


@pytest.mark.usefixtures("somebody")
async def test_long_waiting_person_is_told_once_and_keeps_the_place(
    database: Database, news: Events, settings: Settings, start_talk: StartTalk, *, turn: Turn
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    await turn()
    assert [name for name, _ in await told(database, conversation_id)][-1] == "PersonAsked"
    await ago(database, settings.answer_target_s + 1, entries="asked_at")
    for _ in range(2):
        await turn()
    heard = [data for name, data in await told(database, conversation_id) if name == "WaitedLong"]
    assert [data["reason"] for data in heard] == ["late"]
    assert "U houdt uw plek" in heard[0]["text"]
    assert {button["kind"] for button in heard[0]["buttons"]} == {"link", "phone"}
    assert await waiting(database) == [conversation_id]


async def test_who_waits_while_no_officer_is_there_hears_so(
    database: Database, news: Events, start_talk: StartTalk, turn: Turn
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    await turn()
    name, data = (await told(database, conversation_id))[-1]
    assert (name, data["reason"]) == ("WaitedLong", "nobody")


@pytest.mark.usefixtures("somebody")
async def test_who_still_waits_at_closing_time_hears_when_people_are_back(
    database: Database, news: Events, settings: Settings, start_talk: StartTalk, *, turn: Turn
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    await ago(database, settings.answer_target_s + 1, entries="asked_at")
    await turn()
    await close_desk(database)
    await turn()
    heard = [data for name, data in await told(database, conversation_id) if name == "WaitedLong"]
    assert [data["reason"] for data in heard] == ["late", "closed"]
    assert "Het kan weer" in heard[-1]["text"]
    assert await waiting(database) == [conversation_id]


@pytest.mark.usefixtures("somebody")
async def test_waiting_on_is_kept_on_the_thread(
    database: Database, news: Events, start_talk: StartTalk, look: Look
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    async with database.transaction() as tx:
        await service.keep_waiting(tx, await service.opened(tx, conversation_id, with_queue=True))
    assert (await told(database, conversation_id))[-1][0] == "WaitingKept"
    assert (await look(conversation_id)).held_by == "queue"


@pytest.mark.usefixtures("somebody")
async def test_place_is_kept_for_two_minutes_and_not_longer(
    database: Database, news: Events, settings: Settings, start_talk: StartTalk, *, turn: Turn, look: Look
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    await ago(database, settings.resume_s - 2, conversations="last_seen_at")
    await turn()
    assert await waiting(database) == [conversation_id]
    await ago(database, settings.resume_s + 1, conversations="last_seen_at")
    await turn()
    assert await waiting(database) == []
    assert (await look(conversation_id)).close_reason == "vanished"
    assert (await told(database, conversation_id))[-2:] == [
        ("WaitingStopped", {"reason": "vanished"}),
        ("ConversationClosed", {"reason": "vanished", "outcome": None}),
    ]
    async with database.transaction() as tx:
        assert await tx.scalar(select(QueueEntry.state)) == "left"
