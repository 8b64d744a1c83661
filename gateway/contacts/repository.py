"""Appends to the contact log and keeps its projection, always together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, func, select, tuple_

from gateway.contacts import lifecycle
from gateway.contacts.contact import Channel, Contact, Part, Wanted
from gateway.contacts.lifecycle import Happening, State
from gateway.contacts.tables import Contact as ContactRow
from gateway.contacts.tables import ContactEvent
from gateway.database import Tx
from gateway.errors import NotThere

EQUAL = ("channel", "language", "topic", "theme", "municipality", "base_team", "outcome", "reference")
"""Filters that are columns."""
OWN_COLUMNS = frozenset({"id", "last_seq"})
"""What the projection does not take from the data of events."""


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


async def rebuild(tx: Tx, contact_id: UUID) -> Contact:
    """Make the projection anew from nothing but the log; return it."""
    row = await locked(tx, contact_id)
    query = select(ContactEvent).where(ContactEvent.contact_id == contact_id).order_by(ContactEvent.seq)
    _carry(row, dict.fromkeys(set(ContactRow.__table__.columns.keys()) - OWN_COLUMNS))
    with tx.no_autoflush:
        for event in (await tx.execute(query)).scalars():
            _carry(row, lifecycle.changes(Happening(event.name), event.data, event.at))
            row.last_seq = event.seq
    await tx.flush()
    return contact(row)


async def of_conversation(tx: Tx, conversation_id: UUID) -> list[Contact]:
    """Return the contacts of one thread, the first one first."""
    query = select(ContactRow).where(ContactRow.conversation_id == conversation_id)
    rows = await tx.execute(query.order_by(ContactRow.started_at, ContactRow.id))
    return [contact(row) for row in rows.scalars()]


def contact(row: ContactRow) -> Contact:
    """Return a contact as the rest of the hub knows it."""
    values = {name: getattr(row, name) for name in Contact.__dataclass_fields__}
    return Contact(**values | {"channel": Channel(row.channel)})


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
    """Return what only the log holds of these contacts: what was told at the start, and who joined."""
    names = (Happening.STARTED, Happening.OFFICER_JOINED)
    query = select(ContactEvent.contact_id, ContactEvent.data)
    query = query.where(ContactEvent.contact_id.in_(contact_ids), ContactEvent.name.in_(names))
    found: dict[UUID, dict[str, Any]] = {}
    for contact_id, data in await tx.execute(query.order_by(ContactEvent.contact_id, ContactEvent.seq)):
        found.setdefault(contact_id, {}).update(data)
    return found


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
        conditions.append(ContactRow.id.in_(_taken_by(wanted.taken_by)))
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


def _taken_by(officer_id: UUID) -> Select[UUID]:
    """Return the contacts that an officer took; his name may change, his id does not."""
    joined = select(ContactEvent.contact_id).where(ContactEvent.name == Happening.OFFICER_JOINED)
    return joined.where(ContactEvent.data["officer_id"].astext == str(officer_id))


def _open_to_all() -> Select[UUID]:
    """Return the few contacts of which another system told that they are not confidential."""
    started = select(ContactEvent.contact_id).where(ContactEvent.name == Happening.STARTED)
    return started.where(ContactEvent.data["told"]["vertrouwelijk"].astext == "false")


def _behind(contact_id: UUID | None) -> list[ColumnElement[bool]]:
    if contact_id is None:
        return []
    place = select(ContactRow.started_at, ContactRow.id).where(ContactRow.id == contact_id)
    return [tuple_(ContactRow.started_at, ContactRow.id) < place.scalar_subquery()]


def _carry(row: ContactRow, values: Mapping[str, Any]) -> None:
    for column, value in values.items():
        setattr(row, column, value)
