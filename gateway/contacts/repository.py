"""Appends to the contact log and keeps its projection, always together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from gateway.contacts import lifecycle
from gateway.contacts.contact import Channel, Contact
from gateway.contacts.lifecycle import Happening, State
from gateway.contacts.tables import Contact as ContactRow
from gateway.contacts.tables import ContactEvent
from gateway.database import Tx
from gateway.errors import NotThere

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


def _carry(row: ContactRow, values: Mapping[str, Any]) -> None:
    for column, value in values.items():
        setattr(row, column, value)
