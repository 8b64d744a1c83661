from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from gateway.contacts import service as contacts
from gateway.conversations import desk, reactions, repository, service
from gateway.conversations.tables import Conversation
from gateway.database import Database, now
from gateway.errors import Conflict
from gateway.escalation import repository as entries
from gateway.escalation import service as escalation
from gateway.events import Events
from gateway.settings import Settings
from tests.gateway.conftest import Staff, StartTalk
from tests.gateway.test_queue import ask, take
from video.events import CallEnded, CallStarted

Look = Callable[[UUID], Awaitable[Conversation]]


async def thread(database: Database, conversation_id: UUID) -> list[str]:
    async with database.transaction() as tx:
        return [event.name for event in await repository.events_after(tx, conversation_id, 0)]


async def log_of(database: Database, conversation_id: UUID) -> list[tuple[str, str | None, str | None]]:
    async with database.transaction() as tx:
        found = await contacts.contacts_of(tx, conversation_id)
        return [(str(contact.channel), contact.end_reason, contact.outcome) for contact in found]


async def test_first_line_says_that_it_is_a_computer_and_is_kept_on_record(
    database: Database, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk("")
    async with database.transaction() as tx:
        first = (await repository.events_after(tx, conversation_id, 0))[0]
    assert first.name == "NoticeShown"
    assert first.data == {
        "key": "bot-notice",
        "version": service.NOTICE_VERSION,
        "language": "nl",
        "text": "Dit is een computer.",
    }


async def test_looking_without_a_word_is_no_contact(database: Database, start_talk: StartTalk) -> None:
    assert await log_of(database, await start_talk("")) == []


async def test_events_are_numbered_without_gaps(database: Database, start_talk: StartTalk) -> None:
    conversation_id = await start_talk()
    async with database.transaction() as tx:
        conversation = await service.opened(tx, conversation_id)
        for word in ("een", "twee", "drie"):
            await service.say(tx, conversation, word, client_id=uuid4())
    async with database.transaction() as tx:
        numbers = [event.seq for event in await repository.events_after(tx, conversation_id, 0)]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_chat_that_goes_on_by_video_is_two_chained_contacts_under_one_reference(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id, "video")
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        await desk.close(tx, staff.one, conversation_id, outcome="report_taken", note_text="Fiets, blauw.")
    async with database.transaction() as tx:
        chat, video = await contacts.contacts_of(tx, conversation_id)
    assert (chat.channel, video.channel) == ("web-chat", "web-video")
    assert chat.reference == video.reference
    assert video.chained_to == chat.id
    assert (chat.outcome, video.outcome) == ("escalated", "report_taken")
    assert (video.officer, video.note) == (staff.one.name, "Fiets, blauw.")
    assert video.base_team == staff.one.team


async def test_kiosk_contact_knows_its_place(database: Database, start_talk: StartTalk) -> None:
    conversation_id = await start_talk("I lost my passport", surface="kiosk", place="kiosk-utrecht-cs")
    async with database.transaction() as tx:
        (contact,) = await contacts.contacts_of(tx, conversation_id)
    assert (contact.channel, contact.municipality) == ("kiosk-chat", "Utrecht")
    assert contact.place is not None


async def test_closed_conversation_takes_no_more_words(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    async with database.transaction() as tx:
        await service.citizen_done(tx, await service.opened(tx, conversation_id))
    async with database.transaction() as tx:
        with pytest.raises(Conflict):
            await service.opened(tx, conversation_id)


async def test_citizen_who_is_done_revokes_every_browser(
    database: Database, settings: Settings, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    async with database.transaction() as tx:
        secret = await service.open_session(tx, settings, conversation_id)
    async with database.transaction() as tx:
        assert await service.of_session(tx, secret) is not None
        await service.citizen_done(tx, await service.opened(tx, conversation_id))
    async with database.transaction() as tx:
        assert await service.of_session(tx, secret) is None


async def test_officer_wraps_up_after_the_citizen_left(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        await service.citizen_done(tx, await service.opened(tx, conversation_id))
    async with database.transaction() as tx:
        await desk.close(tx, staff.one, conversation_id, outcome="advice_given", note_text="")
    assert (await thread(database, conversation_id))[-2:] == ["CitizenLeft", "ConversationClosed"]
    assert await log_of(database, conversation_id) == [("web-chat", "closed_by_officer", "advice_given")]


async def test_vanished_browser_ends_the_contact_when_it_was_last_seen(
    database: Database, news: Events, settings: Settings, start_talk: StartTalk, look: Look
) -> None:
    gone, there = await start_talk(), await start_talk()
    await ask(database, news, gone)
    last_seen = now() - timedelta(seconds=settings.resume_s + 1)
    async with database.transaction() as tx:
        await repository.touch(tx, gone, last_seen)
    async with database.transaction() as tx:
        assert await reactions.Sweep(settings).run(tx) == 1
    async with database.transaction() as tx:
        (contact,) = await contacts.contacts_of(tx, gone)
        assert await entries.active_of(tx, gone) is None
    assert contact.end_reason == "vanished"
    # Never before it began, however old the last sign of life.
    assert contact.ended_at == contact.started_at
    assert (await look(there)).state == "open"


async def test_officer_keeps_a_vanished_citizen_long_enough_to_wrap_up(
    database: Database, news: Events, settings: Settings, staff: Staff, start_talk: StartTalk, look: Look
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id)
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        await repository.touch(tx, conversation_id, now() - timedelta(seconds=settings.resume_s + 1))
    async with database.transaction() as tx:
        assert await reactions.Sweep(settings).run(tx) == 0
    assert (await look(conversation_id)).state == "open"


async def test_news_of_the_call_counts_once_however_often_it_comes(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id, "video")
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        ready = [e for e in await repository.events_after(tx, conversation_id, 0) if e.name == "CallReady"]
    call_id = ready[0].data["call_id"]
    for _ in range(2):
        async with database.transaction() as tx:
            await news.emit(tx, CallStarted(call_id, str(conversation_id), now()))
    for _ in range(2):
        async with database.transaction() as tx:
            await news.emit(tx, CallEnded(call_id, str(conversation_id), now(), "hung_up_citizen"))
    names = await thread(database, conversation_id)
    assert (names.count("CallStarted"), names.count("CallEnded")) == (1, 1)


async def test_officer_in_chat_grants_video_at_once(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id, "chat")
    await take(database, news, staff.one)
    await ask(database, news, conversation_id, "video")
    assert "CallReady" in await thread(database, conversation_id)
    async with database.transaction() as tx:
        held = await escalation.held(tx, staff.one.id, conversation_id)
    assert held.medium == "video"


async def test_citizen_gets_video_again_from_the_same_officer_after_the_call_ended(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id, "video")
    await take(database, news, staff.one)
    await ask(database, news, conversation_id, "video")
    async with database.transaction() as tx:
        ready = [e for e in await repository.events_after(tx, conversation_id, 0) if e.name == "CallReady"]
    assert len(ready) == 1
    async with database.transaction() as tx:
        await news.emit(tx, CallEnded(ready[0].data["call_id"], str(conversation_id), now(), "vanished"))
    await ask(database, news, conversation_id, "video")
    names = await thread(database, conversation_id)
    assert (names.count("CallReady"), names.count("OfficerJoined")) == (2, 1)


async def test_sweep_frees_the_officer_and_keeps_the_note(
    database: Database, news: Events, settings: Settings, staff: Staff, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id, "video")
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        await desk.note(tx, staff.one, conversation_id, "Verbinding weg na twee minuten.")
        await repository.touch(tx, conversation_id, now() - timedelta(seconds=settings.officer_idle_s + 1))
    async with database.transaction() as tx:
        assert await reactions.Sweep(settings).run(tx) == 1
        assert await entries.taken_by(tx, staff.one.id) == []
        _, video = await contacts.contacts_of(tx, conversation_id)
    assert (video.end_reason, video.note) == ("vanished", "Verbinding weg na twee minuten.")
    await ask(database, news, await start_talk(), "video")
    await take(database, news, staff.one, "video")
