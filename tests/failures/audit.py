"""Compare what people were told with what PostgreSQL holds; each difference is one sentence."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import select

from gateway.contacts import service as contacts
from gateway.contacts.tables import Contact, ContactEvent
from gateway.conversations.tables import Conversation, ConversationEvent
from gateway.database import Database, Tx
from gateway.escalation.tables import QueueEntry
from tests.failures.people import Citizen, Officer, Told

SETTLED_S = 15.0


class Books:
    """All that PostgreSQL holds, read in one transaction."""

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.events: dict[str, list[ConversationEvent]] = {}
        self.entries: list[QueueEntry] = []
        self.contacts: list[Contact] = []
        self.log: dict[UUID, list[ContactEvent]] = {}

    @classmethod
    async def read(cls, tx: Tx) -> Books:
        """Read everything."""
        books = cls()
        books.conversations = {str(one.id): one for one in await tx.scalars(select(Conversation))}
        for event in await tx.scalars(select(ConversationEvent).order_by(ConversationEvent.seq)):
            books.events.setdefault(str(event.conversation_id), []).append(event)
        books.entries = list(await tx.scalars(select(QueueEntry).order_by(QueueEntry.asked_at)))
        books.contacts = list(await tx.scalars(select(Contact)))
        for line in await tx.scalars(select(ContactEvent).order_by(ContactEvent.seq)):
            books.log.setdefault(line.contact_id, []).append(line)
        return books


async def faults(database: Database, citizens: Sequence[Citizen], officers: Sequence[Officer]) -> list[str]:
    """Return every promise that PostgreSQL does not keep."""
    async with database.transaction() as tx:
        books = await Books.read(tx)
    found = [
        *_threads(books),
        *_contacts(books),
        *_desks(books, officers),
        *_takes(books, citizens, officers),
        *_notes(books, officers),
    ]
    for citizen in citizens:
        found += [f"{citizen.id}: {gap}" for gap in citizen.gaps]
        found += [*_said(books, citizen.id, citizen.commands), *_place(books, citizen)]
        found += _seen(books, citizen)
    for officer in officers:
        for conversation_id in {about(told) for told in officer.commands} - {""}:
            mine = [told for told in officer.commands if about(told) == conversation_id]
            found += [*_said(books, conversation_id, mine), *_closed(books, conversation_id, mine)]
    return [*found, *await _projections(database, books)]


async def assert_kept(database: Database, citizens: Sequence[Citizen], officers: Sequence[Officer]) -> None:
    """Fail when a promise is not kept; consoles may need one more look at the queue."""
    by = time.monotonic() + SETTLED_S
    while found := await faults(database, citizens, officers):
        assert time.monotonic() < by, "\n".join(found)
        await asyncio.sleep(0.5)


def about(told: Told) -> str:
    """Return the conversation that an officer's command was about."""
    return str(told.frame.get("conversation_id", ""))


def _threads(books: Books) -> Iterator[str]:
    for conversation_id, conversation in books.conversations.items():
        numbers = [event.seq for event in books.events[conversation_id]]
        if numbers != list(range(1, conversation.last_seq + 1)):
            yield f"{conversation_id}: the thread is numbered {numbers}"


def _said(books: Books, conversation_id: str, commands: Sequence[Told]) -> Iterator[str]:
    posted = [event for event in books.events.get(conversation_id, ()) if event.name == "MessagePosted"]
    numbers = []
    for told in commands:
        if told.frame["type"] != "say":
            continue
        same = [event for event in posted if event.data.get("client_id") == told.frame["client_id"]]
        if len(same) > 1 or (told.acknowledged and len(same) != 1):
            yield f"{conversation_id}: {told.frame['text']!r} stands {len(same)} times"
        elif told.acknowledged:
            numbers.append(same[0].seq)
            if same[0].data["text"] != told.frame["text"]:
                yield f"{conversation_id}: {told.frame['text']!r} became {same[0].data['text']!r}"
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        yield f"{conversation_id}: what was said has the order {numbers}"


def _place(books: Books, citizen: Citizen) -> Iterator[str]:
    """Every acknowledged wish has its entry, asked at the moment it was asked, whatever came after."""
    mine = [entry for entry in books.entries if str(entry.conversation_id) == citizen.id]
    asked = [told for told in citizen.commands if told.frame["type"] == "ask_person" and told.acknowledged]
    for told in asked:
        assert told.answered_at is not None
        if not any(told.sent_at <= entry.asked_at <= told.answered_at for entry in mine):
            yield f"{citizen.id}: the place asked for at {told.sent_at} is lost"
    left = sum(told.frame["type"] == "stop_waiting" and told.acknowledged for told in citizen.commands)
    states = Counter(entry.state for entry in mine)
    if states["left"] < left or states["waiting"] + states["taken"] > 1:
        yield f"{citizen.id}: left {left} times, entries are {dict(states)}"


def _seen(books: Books, citizen: Citizen) -> Iterator[str]:
    stored = {event.seq: event for event in books.events.get(citizen.id, ())}
    for number, seen in citizen.events.items():
        if number not in stored or stored[number].data != seen["data"]:
            yield f"{citizen.id}: event {number} was seen and is not what is stored"


def _closed(books: Books, conversation_id: str, commands: Sequence[Told]) -> Iterator[str]:
    closes = [told for told in commands if told.frame["type"] == "close" and told.acknowledged]
    for told in closes:
        wanted = (told.frame["outcome"], told.frame["note"] or None)
        mine = [one for one in books.contacts if str(one.conversation_id) == conversation_id]
        if wanted not in [(one.outcome, one.note) for one in mine]:
            yield f"{conversation_id}: closed with {told.frame['note']!r}, the log does not know"


def _notes(books: Books, officers: Sequence[Officer]) -> Iterator[str]:
    """The note of what is in hand is the newest one, whoever wrote it: it stays when somebody is put back."""
    told = [told for officer in officers for told in officer.commands if told.frame["type"] == "note"]
    newest = {about(one): one for one in sorted(told, key=lambda one: one.sent_at)}
    for entry in books.entries:
        last = newest.get(str(entry.conversation_id))
        if entry.state == "taken" and last and last.acknowledged and entry.note != last.frame["text"]:
            yield f"{about(last)}: the note {last.frame['text']!r} is lost, {entry.note!r} stands there"


def _desks(books: Books, officers: Sequence[Officer]) -> Iterator[str]:
    """What an officer's console shows is what the table holds."""
    waiting = [str(entry.id) for entry in books.entries if entry.state == "waiting"]
    for officer in officers:
        taken = {
            str(entry.conversation_id)
            for entry in books.entries
            if entry.state == "taken" and str(entry.taken_by) == officer.officer_id
        }
        if set(officer.work) != taken:
            yield f"officer {officer.officer_id} sees {sorted(officer.work)}, has {sorted(taken)}"
        if officer.queue != waiting:
            yield f"officer {officer.officer_id} sees the queue {officer.queue}, it is {waiting}"


def _takes(books: Books, citizens: Sequence[Citizen], officers: Sequence[Officer]) -> Iterator[str]:
    """One press takes one person."""
    pressed: Counter[str] = Counter()
    for officer in officers:
        takes = [told for told in officer.commands if told.frame["type"] == "take" and told.acknowledged]
        pressed.update(str(told.answer["conversation_id"]) for told in takes if told.answer)
    for citizen in citizens:
        joined = sum(event.name == "OfficerJoined" for event in books.events.get(citizen.id, ()))
        if joined != pressed[citizen.id]:
            yield f"{citizen.id}: taken {joined} times, acknowledged {pressed[citizen.id]} times"


def _contacts(books: Books) -> Iterator[str]:
    for conversation_id, conversation in books.conversations.items():
        mine = [one for one in books.contacts if str(one.conversation_id) == conversation_id]
        spoke = any(
            event.name == "MessagePosted" and event.data["author"] == "citizen"
            for event in books.events[conversation_id]
        )
        if spoke and not mine:
            yield f"{conversation_id}: somebody spoke and there is no contact"
        if conversation.state == "closed" and any(one.ended_at is None for one in mine):
            yield f"{conversation_id}: it is closed and a contact is open"
    for one in books.contacts:
        numbers = [event.seq for event in books.log.get(one.id, ())]
        if numbers != list(range(1, one.last_seq + 1)) or not numbers:
            yield f"contact {one.id}: the log is numbered {numbers}, the contact says {one.last_seq}"


async def _projections(database: Database, books: Books) -> list[str]:
    """Make each contact anew from its log and compare."""
    found = []
    for one in books.contacts:
        before = _columns(one)
        async with database.transaction() as tx:
            await contacts.rebuild(tx, one.id)
            after = _columns(await tx.get_one(Contact, one.id))
        wrong = [name for name in before if before[name] != after[name]]
        found += [f"contact {one.id}: {name} is {before[name]!r}, not {after[name]!r}" for name in wrong]
    return found


def _columns(row: Contact) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in Contact.__table__.columns}
