"""The contact log: what goes in, what cannot be changed, and the row that people read."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from gateway import references
from gateway.contacts import service
from gateway.contacts.contact import Channel, StartContact
from gateway.contacts.lifecycle import ALLOWED, MOMENTS, PROJECTED, Happening, State, after
from gateway.contacts.tables import Contact as ContactRow
from gateway.contacts.tables import ContactEvent
from gateway.database import Database, Tx, now
from gateway.errors import Conflict, NotThere
from gateway.places.seed import Force
from gateway.places.service import place_by_slug
from tests.gateway.force import Officers


def _website(**more: object) -> StartContact:
    wanted = StartContact(uuid4(), references.new(), Channel.WEB_CHAT, "nl")
    return StartContact(**vars(wanted) | more)


def _thread(wanted: StartContact) -> UUID:
    assert wanted.conversation_id is not None
    return wanted.conversation_id


async def _kiosk(tx: Tx) -> StartContact:
    place = await place_by_slug(tx, "kiosk-utrecht-cs")
    return _website(channel=Channel.KIOSK_CHAT, language="en", place=place)


async def _events(tx: Tx, contact_id: UUID) -> list[ContactEvent]:
    query = select(ContactEvent).where(ContactEvent.contact_id == contact_id).order_by(ContactEvent.seq)
    return list((await tx.execute(query)).scalars())


async def test_contact_tells_its_story_from_start_to_end(
    database: Database, officers_by_name: Officers
) -> None:
    wanted = _website()
    async with database.transaction() as tx:
        contact_id = await service.start(tx, wanted)
    async with database.transaction() as tx:
        await service.route(tx, contact_id, topic="report_online", theme="other")
        await service.officer_joined(tx, contact_id, officers_by_name["S. Bakker"])
        await service.change_language(tx, contact_id, language="en")
    async with database.transaction() as tx:
        assert await service.end(
            tx, contact_id, reason="closed_by_officer", outcome="advice_given", note="Slot gekocht."
        )
    async with database.transaction() as tx:
        names = [(event.seq, event.name) for event in await _events(tx, contact_id)]
        contact = await service.last_of(tx, _thread(wanted))
    assert names == [
        (1, "ContactStarted"),
        (2, "ContactRouted"),
        (3, "OfficerJoined"),
        (4, "LanguageChanged"),
        (5, "NoteTaken"),
        (6, "ContactEnded"),
    ]
    assert contact is not None
    assert (contact.id, contact.reference, contact.channel) == (contact_id, wanted.reference, "web-chat")
    assert (contact.topic, contact.theme, contact.language) == ("report_online", "other", "en")
    assert (contact.officer, contact.base_team) == ("S. Bakker", "Zuidoost-Drenthe")
    assert (contact.outcome, contact.end_reason) == ("advice_given", "closed_by_officer")
    assert contact.note == "Slot gekocht."
    assert contact.ended_at is not None
    assert contact.ended_at >= contact.started_at


async def test_kiosk_contact_belongs_to_the_team_of_its_place_whoever_helps(
    database: Database, officers_by_name: Officers
) -> None:
    async with database.transaction() as tx:
        wanted = await _kiosk(tx)
        contact_id = await service.start(tx, wanted)
        await service.officer_joined(tx, contact_id, officers_by_name["S. Bakker"])
        contact = await service.last_of(tx, _thread(wanted))
    assert contact is not None
    assert (contact.place, contact.municipality) == ("Utrecht Centraal Station", "Utrecht")
    assert contact.base_team == "Utrecht-Centrum"


async def test_told_municipality_goes_before_that_of_the_officer(
    database: Database, officers_by_name: Officers
) -> None:
    async with database.transaction() as tx:
        wanted = _website()
        contact_id = await service.start(tx, wanted)
        await service.route(tx, contact_id, topic="theft", theme="other", municipality="Deventer")
        await service.officer_joined(tx, contact_id, officers_by_name["S. Bakker"])
        contact = await service.last_of(tx, _thread(wanted))
    assert contact is not None
    assert (contact.municipality, contact.base_team) == ("Deventer", "Deventer")


async def test_municipality_outside_the_force_leaves_the_team_to_the_officer(
    database: Database, officers_by_name: Officers
) -> None:
    async with database.transaction() as tx:
        wanted = _website(municipality="Rotterdam")
        contact_id = await service.start(tx, wanted)
        await service.officer_joined(tx, contact_id, officers_by_name["E. Yilmaz"])
        contact = await service.last_of(tx, _thread(wanted))
    assert contact is not None
    assert (contact.municipality, contact.base_team) == ("Rotterdam", "Utrecht-Centrum")


async def test_chat_that_goes_on_to_video_has_two_chained_contacts(database: Database, force: Force) -> None:
    chat = _website()
    async with database.transaction() as tx:
        chat_id = await service.start(tx, chat)
        video = _website(
            conversation_id=chat.conversation_id,
            reference=chat.reference,
            channel=Channel.WEB_VIDEO,
            chained_to=chat_id,
        )
        video_id = await service.start(tx, video)
        contacts = await service.contacts_of(tx, _thread(chat))
        assert [(contact.id, contact.chained_to) for contact in contacts] == [
            (chat_id, None),
            (video_id, chat_id),
        ]
        last = await service.last_of(tx, _thread(chat))
        assert last is not None
        assert last.id == video_id
        await service.end(tx, chat_id, reason="went_to_video")
        assert [contact.id for contact in await service.open_for(tx, _thread(chat))] == [video_id]
        assert len(await service.contacts_of(tx, _thread(chat))) == 2


async def test_conversation_without_contacts_has_no_last_one(database: Database) -> None:
    async with database.transaction() as tx:
        assert await service.last_of(tx, uuid4()) is None


async def test_second_end_is_ignored_and_the_first_one_counts(database: Database) -> None:
    wanted = _website()
    async with database.transaction() as tx:
        contact_id = await service.start(tx, wanted)
        assert await service.end(tx, contact_id, reason="vanished")
        assert not await service.end(tx, contact_id, reason="done", outcome="no_contact", note="Te laat.")
        assert len(await _events(tx, contact_id)) == 2
        contact = await service.last_of(tx, _thread(wanted))
    assert contact is not None
    assert (contact.end_reason, contact.outcome, contact.note) == ("vanished", None, None)


async def test_nothing_follows_the_end(database: Database, officers_by_name: Officers) -> None:
    async with database.transaction() as tx:
        contact_id = await service.start(tx, _website())
        await service.end(tx, contact_id, reason="done")
        with pytest.raises(Conflict):
            await service.route(tx, contact_id, topic="theft", theme=None)
        with pytest.raises(Conflict):
            await service.change_language(tx, contact_id, language="en")
        with pytest.raises(Conflict):
            await service.officer_joined(tx, contact_id, officers_by_name["S. Bakker"])
        assert [event.name for event in await _events(tx, contact_id)] == ["ContactStarted", "ContactEnded"]


async def test_unknown_contact_is_not_there(database: Database) -> None:
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await service.end(tx, uuid4(), reason="done")


async def test_end_by_a_slow_clock_is_not_before_the_start(database: Database) -> None:
    wanted = _website()
    async with database.transaction() as tx:
        contact_id = await service.start(tx, wanted)
        await service.end(tx, contact_id, reason="hung_up_citizen", at=now() - timedelta(hours=1))
        contact = await service.last_of(tx, _thread(wanted))
    assert contact is not None
    assert contact.ended_at == contact.started_at


async def test_end_at_a_given_moment_is_kept(database: Database) -> None:
    wanted, later = _website(), now() + timedelta(minutes=5)
    async with database.transaction() as tx:
        contact_id = await service.start(tx, wanted)
        await service.end(tx, contact_id, reason="vanished", at=later)
        contact = await service.last_of(tx, _thread(wanted))
    assert contact is not None
    assert contact.ended_at == later


async def test_many_at_once_number_the_events_without_gaps(database: Database) -> None:
    async with database.transaction() as tx:
        contact_id = await service.start(tx, _website())

    async def change(number: int) -> None:
        async with database.transaction() as tx:
            await service.change_language(tx, contact_id, language=f"l{number}")

    async with asyncio.TaskGroup() as group:
        for number in range(10):
            group.create_task(change(number))
    async with database.transaction() as tx:
        events = await _events(tx, contact_id)
        row = await tx.get_one(ContactRow, contact_id)
    assert [event.seq for event in events] == list(range(1, 12))
    assert (row.last_seq, row.language) == (11, events[-1].data["language"])


async def test_two_ends_at_once_leave_one(database: Database) -> None:
    async with database.transaction() as tx:
        contact_id = await service.start(tx, _website())
    ended: list[bool] = []

    async def end(reason: str) -> None:
        async with database.transaction() as tx:
            ended.append(await service.end(tx, contact_id, reason=reason))

    async with asyncio.TaskGroup() as group:
        group.create_task(end("hung_up_citizen"))
        group.create_task(end("vanished"))
    assert sorted(ended) == [False, True]


async def test_projection_can_be_made_anew_from_the_log(
    database: Database, officers_by_name: Officers
) -> None:
    async with database.transaction() as tx:
        first = await service.start(tx, await _kiosk(tx))
        wanted = _website(chained_to=first, topic="theft", theme="other")
        contact_id = await service.start(tx, wanted)
        await service.route(tx, contact_id, topic="burglary", theme=None, municipality="Emmen")
        await service.officer_joined(tx, contact_id, officers_by_name["S. Bakker"])
        await service.end(tx, contact_id, reason="done", outcome="referred", note="Naar de gemeente.")
        true = await service.last_of(tx, _thread(wanted))
    async with database.transaction() as tx:
        spoilt = {
            "topic": "x",
            "officer": "x",
            "base_team": None,
            "ended_at": None,
            "last_seq": 1,
            "note": "x",
        }
        await tx.execute(update(ContactRow).where(ContactRow.id == contact_id).values(**spoilt))
    async with database.transaction() as tx:
        assert await service.rebuild(tx, contact_id) == true
    async with database.transaction() as tx:
        assert await service.last_of(tx, _thread(wanted)) == true
        assert (await tx.get_one(ContactRow, contact_id)).last_seq == 5


async def test_rolled_back_unit_of_work_leaves_neither_event_nor_row(database: Database) -> None:
    wanted = _website()
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as tx:
            contact_id = await service.start(tx, wanted)
            raise ZeroDivisionError
    async with database.transaction() as tx:
        assert await service.contacts_of(tx, _thread(wanted)) == []
        assert await _events(tx, contact_id) == []


@pytest.mark.parametrize(
    "change",
    [
        "update contact_events set name = 'ContactEnded'",
        "delete from contact_events",
        "truncate contact_events",
        "delete from contacts",
        "drop table contact_events",
        "alter table contact_events disable trigger all",
    ],
)
async def test_running_hub_cannot_change_the_log(database: Database, change: str) -> None:
    async with database.transaction() as tx:
        contact_id = await service.start(tx, _website())
    with pytest.raises(ProgrammingError) as refusal:
        async with database.transaction() as tx:
            await tx.execute(text(change))
    assert isinstance(refusal.value.orig, psycopg.errors.InsufficientPrivilege)
    async with database.transaction() as tx:
        assert len(await _events(tx, contact_id)) == 1


@pytest.mark.parametrize("change", ["update contact_events set seq = 9", "delete from contact_events"])
async def test_even_the_owner_cannot_change_the_log_by_accident(database: Database, change: str) -> None:
    async with database.transaction() as tx:
        await service.start(tx, _website())
    with pytest.raises(DBAPIError, match="insert-only"):
        async with database.transaction() as tx:
            await tx.execute(text("reset role"))
            await tx.execute(text(change))


def test_every_event_has_its_place_in_the_tables_of_the_lifecycle() -> None:
    columns = set(ContactRow.__table__.columns.keys()) - {"id", "last_seq"}
    assert set(PROJECTED) == set(Happening)
    assert frozenset().union(*PROJECTED.values()) | set(MOMENTS.values()) == columns
    assert {happening for allowed in ALLOWED.values() for happening in allowed} == set(Happening)
    assert ALLOWED[State.CLOSED] == {Happening.CORRECTED: State.CLOSED}


@pytest.mark.parametrize("happening", Happening)
def test_contact_begins_with_its_start(happening: Happening) -> None:
    if happening is Happening.STARTED:
        assert after(State.NEW, happening) is State.OPEN
    else:
        with pytest.raises(Conflict):
            after(State.NEW, happening)


async def test_many_contacts_get_their_event_at_once_or_none_does(database: Database) -> None:
    async with database.transaction() as tx:
        ids = [await service.start(tx, _website()) for _ in range(5)]
    async with database.transaction() as tx:
        await service.route(tx, *ids, topic="theft", theme=None)
        await service.route(tx, *ids, topic="burglary", theme=None)
    async with database.transaction() as tx:
        assert {(await service.rebuild(tx, one)).topic for one in ids} == {"burglary"}
        await service.end(tx, ids[0], reason="done_by_citizen")
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await service.route(tx, *ids, topic="theft", theme=None)
    async with database.transaction() as tx:
        assert {(await service.rebuild(tx, one)).topic for one in ids} == {"burglary"}
