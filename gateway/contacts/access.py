"""Which contacts an officer may read, and what of them may be corrected."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from gateway.contacts import repository
from gateway.contacts.contact import Contact
from gateway.database import Tx
from gateway.officers.officer import Officer, Role

ANY: Final = frozenset({"topic", "municipality", "outcome"})
"""What may be corrected in a contact that the hub carried: the rest it knows better than people."""
BY_HAND: Final = ANY | {
    *("channel", "start", "end", "place", "language", "initiative", "note", "follow_up", "withdrawn")
}


async def contact_for(tx: Tx, officer: Officer, contact_id: UUID) -> Contact:
    """Return a contact that this officer handled or entered, or of the supervisor's team; else NotThere."""
    return repository.contact(await repository.within_reach(tx, officer, contact_id))


async def contacts_of_day(
    tx: Tx, officer: Officer, begins: datetime, ends: datetime
) -> tuple[int, list[Contact]]:
    """Return how many contacts of a day this officer may read, and the newest of them."""
    return await repository.of_day(tx, officer, begins, ends)


def is_own(contact: Contact, officer: Officer) -> bool:
    """Tell whether this officer handled or entered the contact; only then the note is theirs to read."""
    return officer.id in {contact.officer_id, contact.entered_by}


def correctable(contact: Contact, officer: Officer, at: datetime, *, hours: int) -> frozenset[str]:
    """Return what this officer may correct now: a supervisor always, others their own for some hours.

    A contact that is not over cannot be corrected; a note only by who may read it.
    """
    if contact.ended_at is None:
        return frozenset()
    fields = BY_HAND if contact.by_hand else ANY
    if officer.role is Role.SUPERVISOR:
        return fields if is_own(contact, officer) else fields - {"note"}
    written_down = contact.entered_at or contact.ended_at
    return fields if at < written_down + timedelta(hours=hours) else frozenset()
