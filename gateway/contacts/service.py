"""The contact log: every contact in every channel, from its start to its end."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from gateway.contacts import repository
from gateway.contacts.contact import COUNTED, Contact, OpenContact, Part, StartContact, Wanted
from gateway.contacts.lifecycle import Happening, State
from gateway.database import Tallied, Tx, new_id, now, tally
from gateway.errors import NotThere
from gateway.officers.officer import Officer
from gateway.places.service import team_for_municipality


async def start(
    tx: Tx, wanted: StartContact, at: datetime | None = None, *, contact_id: UUID | None = None
) -> UUID:
    """Open a contact and return its id; the municipality of its place tells the base team."""
    place = wanted.place
    municipality = wanted.municipality or (place.municipality if place else None)
    data = asdict(wanted) | {
        "conversation_id": _written(wanted.conversation_id),
        "chained_to": _written(wanted.chained_to),
        "entered_by": _written(wanted.entered_by),
        "entered_at": wanted.entered_at.isoformat() if wanted.entered_at else None,
        "place": place.name if place else None,
        "place_id": str(place.id) if place else None,
        "municipality": municipality,
        "base_team": await team_for_municipality(tx, municipality) if municipality else None,
    }
    contact_id = contact_id or new_id()
    await repository.begin(tx, contact_id, data, at or now())
    tally(tx, Tallied("contact_started", wanted.channel))
    return contact_id


async def route(
    tx: Tx, *contact_ids: UUID, topic: str, theme: str | None, municipality: str | None = None
) -> None:
    """Keep what these contacts are about and, when it was told, in which municipality that is."""
    data: dict[str, Any] = {"topic": topic, "theme": theme}
    if municipality:
        data |= {"municipality": municipality, "base_team": await team_for_municipality(tx, municipality)}
    await _append(tx, contact_ids, Happening.ROUTED, data)


async def change_language(tx: Tx, *contact_ids: UUID, language: str) -> None:
    """Keep that the citizen chose another language in these contacts."""
    await _append(tx, contact_ids, Happening.LANGUAGE_CHANGED, {"language": language})


async def officer_joined(tx: Tx, contact_id: UUID, officer: Officer, at: datetime | None = None) -> None:
    """Keep who took the contact; his base team counts unless a place or municipality told it before."""
    row = await repository.locked(tx, contact_id)
    data = {
        "officer": officer.name,
        "officer_id": str(officer.id),
        "badge": officer.badge,
        "base_team": row.base_team or officer.team,
    }
    await repository.append(tx, row, Happening.OFFICER_JOINED, data=data, at=at or now())


async def officer_left(tx: Tx, contact_id: UUID, *, reason: str) -> None:
    """Keep that the officer gave the person back to the queue and why; the contact goes on without one."""
    await _append(
        tx, (contact_id,), Happening.OFFICER_LEFT, {"officer": None, "officer_id": None, "reason": reason}
    )


async def end(
    tx: Tx,
    contact_id: UUID,
    *,
    reason: str,
    outcome: str | None = None,
    note: str | None = None,
    follow_up: bool = False,
    at: datetime | None = None,
) -> bool:
    """Close a contact, with the officer's note before it; False when it was closed already."""
    row = await repository.locked(tx, contact_id)
    if repository.state_of(row) is State.CLOSED:
        return False
    # News from another machine's clock must not end a contact before it began.
    moment = max(at or now(), row.started_at)
    if note:
        await repository.append(tx, row, Happening.NOTE_TAKEN, data={"note": note}, at=moment)
    data = {"outcome": outcome, "end_reason": reason, "follow_up": follow_up}
    await repository.append(tx, row, Happening.ENDED, data=data, at=moment)
    return True


async def contacts_of(tx: Tx, conversation_id: UUID) -> list[Contact]:
    """Return every contact of a conversation, the first one first."""
    return await repository.of_conversation(tx, conversation_id)


async def open_for(tx: Tx, conversation_id: UUID) -> list[OpenContact]:
    """Return the contacts of a conversation that have not ended, the first one first."""
    return await repository.open_of_conversation(tx, conversation_id)


async def last_of(tx: Tx, conversation_id: UUID) -> Contact | None:
    """Return the contact of a conversation that started last, to chain the next one to."""
    contacts = await contacts_of(tx, conversation_id)
    return contacts[-1] if contacts else None


async def contact(tx: Tx, contact_id: UUID, among: Wanted) -> Contact:
    """Return a contact among those that the caller may see, or raise NotThere."""
    found = await repository.one(tx, contact_id, among)
    if found is None:
        raise NotThere
    return found


async def page_of(tx: Tx, wanted: Wanted, part: Part) -> tuple[list[Contact], bool]:
    """Return a part of the wanted contacts, the newest first, and whether more follow.

    Raise NotThere when the part begins behind a contact that the caller may not see.
    """
    if part.after:
        # One that was withdrawn meanwhile still marks the place.
        await contact(tx, part.after, Wanted(taken_by=wanted.taken_by, counted=False))
    found = await repository.part_of(tx, wanted, replace(part, size=part.size + 1))
    return found[: part.size], len(found) > part.size


async def count(tx: Tx, wanted: Wanted) -> int:
    """Return how many contacts are wanted; one more than COUNTED stands for "more than these"."""
    return await repository.count(tx, wanted, COUNTED + 1)


async def rebuild(tx: Tx, contact_id: UUID) -> Contact:
    """Make the projection of a contact anew from its events."""
    return await repository.rebuild(tx, contact_id)


def _written(identity: UUID | None) -> str | None:
    return str(identity) if identity else None


async def _append(tx: Tx, contact_ids: Collection[UUID], happening: Happening, data: dict[str, Any]) -> None:
    if contact_ids:
        await repository.append_to_open(tx, contact_ids, happening, data=data, at=now())
