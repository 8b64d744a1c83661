"""Appends to the contact log and keeps its projection, always together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Uuid,
    any_,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.dml import ReturningInsert

from gateway.contacts import lifecycle
from gateway.contacts.contact import Channel, Contact, Initiative, OpenContact, Part, Wanted
from gateway.contacts.lifecycle import Happening, State
from gateway.contacts.tables import OPEN_TO_ALL, ContactEvent, ContactReceipt
from gateway.contacts.tables import Contact as ContactRow
from gateway.database import Tx
from gateway.errors import NotThere
from gateway.officers.officer import Officer, Role
from gateway.officers.tables import Officer as OfficerRow
from gateway.officers.tables import Team

EQUAL = ("channel", "language", "topic", "theme", "municipality", "base_team", "outcome", "reference")
"""Filters that are columns."""
OWN_COLUMNS = frozenset({"id", "last_seq"})
"""What the projection does not take from the data of events."""
LISTED = 200
"""How many contacts of a day are listed at most."""


async def begin(tx: Tx, contact_id: UUID, data: Mapping[str, Any], at: datetime) -> None:
    """Append the first event of a contact and make its projection."""
    row = ContactRow(id=contact_id, last_seq=0)
    tx.add(row)
    await append(tx, row, Happening.STARTED, data=data, at=at)


async def locked(tx: Tx, contact_id: UUID) -> ContactRow:
    """Return the projection, fresh and locked until the transaction ends, or raise NotThere.

    Whoever appends holds this lock, so the numbers of a contact's events have no gaps.
    """
    query = select(ContactRow).where(ContactRow.id == contact_id).with_for_update()
    row = (await tx.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise NotThere
    return row


def state_of(row: ContactRow) -> State:
    """Return how far a contact is."""
    if row.last_seq == 0:
        return State.NEW
    return State.OPEN if row.ended_at is None else State.CLOSED


async def append(
    tx: Tx, row: ContactRow, happening: Happening, *, data: Mapping[str, Any], at: datetime
) -> None:
    """Append the next event to the log and carry it into the locked (or new) projection.

    Raise Conflict when it cannot follow: closed means closed.
    """
    lifecycle.after(state_of(row), happening)
    row.last_seq += 1
    _carry(row, lifecycle.changes(happening, data, at))
    tx.add(ContactEvent(contact_id=row.id, seq=row.last_seq, name=happening, data=dict(data), at=at))
    await tx.flush()


async def append_to_open(
    tx: Tx, contact_ids: Collection[UUID], happening: Happening, *, data: Mapping[str, Any], at: datetime
) -> None:
    """Append the same event to several open contacts and carry it into them: one statement for all.

    Raise NotThere when there is no such contact, Conflict when one is closed.
    """
    lifecycle.after(State.OPEN, happening)
    await tx.flush()  # the statement sees only what was written
    written = set(await tx.scalars(_appending(contact_ids, happening, data, at)))
    for contact_id in set(contact_ids) - written:
        lifecycle.after(state_of(await locked(tx, contact_id)), happening)


def _appending(
    contact_ids: Collection[UUID], happening: Happening, data: Mapping[str, Any], at: datetime
) -> ReturningInsert[UUID]:
    """Return the statement that writes one event each, and gives the contacts that are open."""
    wanted = any_(cast(list(contact_ids), ARRAY(Uuid)))
    # Locked in one order, so that nobody waits in a circle.
    free = select(ContactRow.id).where(ContactRow.id == wanted, ContactRow.ended_at.is_(None))
    in_order = free.order_by(ContactRow.id).with_for_update().cte("in_order")
    changed = lifecycle.changes(happening, data, at) | {"last_seq": ContactRow.last_seq + 1}
    carrying = update(ContactRow).where(ContactRow.id == in_order.c.id).values(changed)
    carried = carrying.returning(ContactRow.id, ContactRow.last_seq).cte("carried")
    event = {
        ContactEvent.id: func.uuidv7(),
        ContactEvent.contact_id: carried.c.id,
        ContactEvent.seq: carried.c.last_seq,
        ContactEvent.name: literal(happening.value),
        ContactEvent.data: literal(dict(data), JSONB),
        ContactEvent.at: literal(at),
    }
    return (
        insert(ContactEvent).from_select([*event], select(*event.values())).returning(ContactEvent.contact_id)
    )


async def rebuild(tx: Tx, contact_id: UUID) -> Contact:
    """Make the projection anew from nothing but the log; return it."""
    row = await locked(tx, contact_id)
    _carry(row, dict.fromkeys(set(ContactRow.__table__.columns.keys()) - OWN_COLUMNS))
    with tx.no_autoflush:
        for event in await events_of(tx, contact_id):
            _carry(row, lifecycle.changes(Happening(event.name), event.data, event.at))
            row.last_seq = event.seq
    await tx.flush()
    return contact(row)


async def of_conversation(tx: Tx, conversation_id: UUID) -> list[Contact]:
    """Return the contacts of one thread, the first one first."""
    query = select(ContactRow).where(ContactRow.conversation_id == conversation_id)
    query = query.execution_options(populate_existing=True)
    rows = await tx.execute(query.order_by(ContactRow.started_at, ContactRow.id))
    return [contact(row) for row in rows.scalars()]


async def open_of_conversation(tx: Tx, conversation_id: UUID) -> list[OpenContact]:
    """Return the contacts of one thread that have not ended, the first one first."""
    query = select(ContactRow.id, ContactRow.channel, ContactRow.officer)
    query = query.where(ContactRow.conversation_id == conversation_id, ContactRow.ended_at.is_(None))
    rows = await tx.execute(query.order_by(ContactRow.started_at, ContactRow.id))
    return [OpenContact(row.id, Channel(row.channel), row.officer) for row in rows]


async def events_of(tx: Tx, contact_id: UUID) -> list[ContactEvent]:
    """Return what happened in a contact, the first thing first."""
    query = select(ContactEvent).where(ContactEvent.contact_id == contact_id).order_by(ContactEvent.seq)
    return list((await tx.execute(query)).scalars())


async def last_of_reference(tx: Tx, reference: str) -> Contact | None:
    """Return the contact with this reference that started last and counts, or None."""
    query = select(ContactRow).where(ContactRow.reference == reference, ContactRow.withdrawn.is_(False))
    newest = query.order_by(ContactRow.started_at.desc(), ContactRow.id.desc()).limit(1)
    row = (await tx.execute(newest)).scalar_one_or_none()
    return contact(row) if row else None


async def within_reach(tx: Tx, officer: Officer, contact_id: UUID) -> ContactRow:
    """Return a contact that this officer may read, fresh and locked, or raise NotThere."""
    query = select(ContactRow).where(ContactRow.id == contact_id, _reach(officer)).with_for_update()
    row = (await tx.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise NotThere
    return row


async def of_day(tx: Tx, officer: Officer, begins: datetime, ends: datetime) -> tuple[int, list[Contact]]:
    """Return how many contacts of a day this officer may read, and the newest LISTED of them.

    A contact by hand belongs to the day on which it was written down.
    """
    by_hand = (ContactRow.entered_at >= begins) & (ContactRow.entered_at < ends)
    started = (ContactRow.started_at >= begins) & (ContactRow.started_at < ends)
    found = (by_hand | (ContactRow.entered_at.is_(None) & started), _reach(officer))
    newest = func.coalesce(ContactRow.entered_at, ContactRow.started_at).desc()
    query = select(ContactRow).where(*found).order_by(newest, ContactRow.id.desc()).limit(LISTED)
    count = (await tx.execute(select(func.count()).select_from(ContactRow).where(*found))).scalar_one()
    return count, [contact(row) for row in (await tx.execute(query)).scalars()]


async def receipt(tx: Tx, officer_id: UUID, client_id: UUID) -> ContactReceipt | None:
    """Return what was carried out before under this client id, or None."""
    return await tx.get(ContactReceipt, (officer_id, client_id))


def keep_receipt(tx: Tx, officer_id: UUID, client_id: UUID, *, contact_id: UUID, digest: str) -> None:
    """Keep that this was carried out."""
    given = ContactReceipt(officer_id=officer_id, client_id=client_id, contact_id=contact_id, digest=digest)
    tx.add(given)


def contact(row: ContactRow) -> Contact:
    """Return a contact as the rest of the hub knows it."""
    values = {name: getattr(row, name) for name in Contact.__dataclass_fields__}
    return Contact(**values | {"channel": Channel(row.channel), "initiative": Initiative(row.initiative)})


def _reach(officer: Officer) -> ColumnElement[bool]:
    """Officers reach what they handled or entered; a supervisor also what is the team's."""
    own = or_(ContactRow.officer_id == officer.id, ContactRow.entered_by == officer.id)
    if officer.role is not Role.SUPERVISOR:
        return own
    colleagues = (
        select(OfficerRow.id).join(Team, Team.id == OfficerRow.team_id).where(Team.name == officer.team)
    )
    return or_(own, ContactRow.base_team == officer.team, ContactRow.officer_id.in_(colleagues))


async def one(tx: Tx, contact_id: UUID, wanted: Wanted) -> Contact | None:
    """Return a contact if it is among the wanted ones, else None."""
    query = select(ContactRow).where(ContactRow.id == contact_id, *matching(wanted))
    row = (await tx.execute(query)).scalar_one_or_none()
    return contact(row) if row else None


async def part_of(tx: Tx, wanted: Wanted, part: Part) -> list[Contact]:
    """Return one part of the wanted contacts, the newest first."""
    return [contact(row) for row in (await tx.execute(selection(wanted, part))).scalars()]


def selection(wanted: Wanted, part: Part) -> Select[ContactRow]:
    """Return the query of one part of the wanted contacts, the newest first."""
    newest = ContactRow.started_at.desc(), ContactRow.id.desc()
    ordered = select(ContactRow.id).where(*matching(wanted), *_behind(part.after)).order_by(*newest)
    # Skipping walks the index alone; only what is shown is read from the table.
    shown = ordered.limit(part.size).offset(part.skipped).subquery()
    return select(ContactRow).join(shown, shown.c.id == ContactRow.id).order_by(*newest)


async def count(tx: Tx, wanted: Wanted, most: int | None = None) -> int:
    """Return how many contacts are wanted, counting no further than `most` when it is given."""
    found = select(ContactRow.id).where(*matching(wanted)).limit(most).subquery()
    return (await tx.execute(select(func.count()).select_from(found))).scalar_one()


async def from_log(tx: Tx, contact_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return what was told when these contacts started; much of it only the log holds."""
    query = select(ContactEvent.contact_id, ContactEvent.data)
    query = query.where(ContactEvent.contact_id.in_(contact_ids), ContactEvent.name == Happening.STARTED)
    return {row.contact_id: row.data for row in await tx.execute(query)}


def matching(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions of the wanted contacts; every list and count uses these."""
    conditions = [
        getattr(ContactRow, name) == value for name in EQUAL if (value := getattr(wanted, name)) is not None
    ]
    if wanted.begins:
        conditions.append(ContactRow.started_at >= wanted.begins)
    if wanted.ends:
        conditions.append(ContactRow.started_at < wanted.ends)
    if wanted.at:
        conditions.append(ContactRow.started_at == wanted.at)
    if wanted.taken_by:
        own = or_(ContactRow.officer_id == wanted.taken_by, ContactRow.entered_by == wanted.taken_by)
        conditions.append(own)
    if wanted.counted:
        conditions.append(~ContactRow.withdrawn)
    return [*conditions, *_containing(wanted)]


def _containing(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.topic_contains is not None:
        named = ContactRow.topic.in_(wanted.topics)
        conditions.append(named | ContactRow.topic.icontains(wanted.topic_contains, autoescape=True))
    if wanted.note_contains is not None:
        conditions.append(ContactRow.note.icontains(wanted.note_contains, autoescape=True))
    if wanted.confidential is not None:
        # As an array it is looked up once; a join would try every contact.
        open_to_all = ContactRow.id == any_(func.array(_open_to_all().scalar_subquery()))
        conditions.append(~open_to_all if wanted.confidential else open_to_all)
    return conditions


def _open_to_all() -> Select[UUID]:
    """Return the few contacts of which another system told that they are not confidential."""
    return select(ContactEvent.contact_id).where(text(OPEN_TO_ALL))  # letter by letter as in its index


def _behind(contact_id: UUID | None) -> list[ColumnElement[bool]]:
    if contact_id is None:
        return []
    place = select(ContactRow.started_at, ContactRow.id).where(ContactRow.id == contact_id)
    return [tuple_(ContactRow.started_at, ContactRow.id) < place.scalar_subquery()]


def _carry(row: ContactRow, values: Mapping[str, Any]) -> None:
    for column, value in values.items():
        setattr(row, column, value)
