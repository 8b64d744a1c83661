"""Corrections: appended to the log with who, when and why; nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from gateway.contacts import access, by_hand, lifecycle, repository
from gateway.contacts import entry as entries
from gateway.contacts.contact import Contact
from gateway.contacts.entry import Known
from gateway.contacts.lifecycle import Happening
from gateway.contacts.tables import ContactEvent
from gateway.database import Tx, hold, now
from gateway.errors import Conflict, Fault, Faulty
from gateway.officers.officer import Officer
from gateway.officers.repository import active_officer

WHY: Final = ("mistaken", "learned_later", "entered_twice")
COLUMNS: Final = {"start": "started_at", "end": "ended_at"}
"""Fields that people know by another name than the column has."""


class TooLate(Conflict):
    """The time for own corrections is over, or the contact is not: somebody else can help, or later."""

    code, title = "not_correctable", "This contact cannot be corrected by you now."


@dataclass(frozen=True)
class Correction:
    """What somebody wants changed in a contact, and why; only the named fields."""

    client_id: UUID
    why: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """What one correction changed: each column with its value before and after."""

    at: datetime
    officer: str | None
    why: str
    columns: Mapping[str, tuple[Any, Any]]


async def correct(
    tx: Tx, officer: Officer, contact_id: UUID, *, wanted: Correction, known: Known, hours: int
) -> Contact:
    """Append a correction, once however often it is sent.

    Raise NotThere, TooLate, Faulty with all faults, or AlreadySaved.
    """
    await hold(tx, wanted.client_id)
    row = await repository.within_reach(tx, officer, contact_id)
    contact, at = repository.contact(row), now()
    asked = by_hand.digest({"contact": contact_id, "why": wanted.why, "fields": dict(wanted.fields)})
    if await by_hand.done_before(tx, officer, wanted.client_id, asked=asked):
        return contact
    allowed = access.correctable(contact, officer, at, hours=hours)
    if not allowed:
        raise TooLate
    if faults := list(_faults(contact, wanted, known, allowed=allowed)):
        raise Faulty(faults)
    columns = await _columns(tx, contact, wanted.fields, known=known)
    changed = {name: value for name, value in columns.items() if getattr(contact, name) != value}
    if not changed:
        raise Faulty([entries.fault("fields", "nothing-changed")])
    by = {"why": wanted.why, "corrected_by": str(officer.id), "corrected_by_name": officer.name}
    data = {name: _written(value) for name, value in changed.items()} | by
    await repository.append(tx, row, Happening.CORRECTED, data=data, at=at)
    repository.keep_receipt(tx, officer.id, wanted.client_id, contact_id=contact_id, digest=asked)
    await tx.flush()
    return repository.contact(row)


async def history(tx: Tx, contact: Contact) -> list[Change]:
    """Return every correction of a contact, the first one first, read from nothing but the log."""
    found: list[Change] = []
    values: dict[str, Any] = {}
    for event in await repository.events_of(tx, contact.id):
        new = lifecycle.changes(Happening(event.name), event.data, event.at)
        if event.name == Happening.CORRECTED:
            found.append(_change(event, values, new))
        values |= new
    return found


def _change(event: ContactEvent, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    columns = {name: (before.get(name), value) for name, value in after.items()}
    return Change(event.at, event.data.get("corrected_by_name"), event.data["why"], columns)


def _faults(
    contact: Contact, wanted: Correction, known: Known, *, allowed: frozenset[str]
) -> Iterator[Fault]:
    if wanted.why not in WHY:
        yield entries.fault("why", "choose")
    for name in sorted(wanted.fields.keys() - allowed):
        yield entries.fault(name, "not-correctable")
    yield from entries.value_faults(wanted.fields, known)
    if wanted.fields.keys() & COLUMNS.keys():
        start = wanted.fields.get("start") or contact.started_at
        end = wanted.fields.get("end") or contact.ended_at or start
        written_down = contact.entered_at or start
        yield from entries.time_faults(start, end, written_down, known.entry_days)


async def _columns(tx: Tx, contact: Contact, fields: Mapping[str, Any], *, known: Known) -> dict[str, Any]:
    columns = {COLUMNS.get(name, name): value for name, value in fields.items()}
    for name in COLUMNS.values():
        if name in columns:
            columns[name] = columns[name] or getattr(contact, name)
    if "note" in columns:
        columns["note"] = columns["note"] or None
    if "topic" in columns:
        columns["theme"] = known.topics[columns["topic"]]
    if columns.keys() & {"place", "municipality"}:
        columns |= await _where(tx, contact, columns, known=known)
    return columns


async def _where(tx: Tx, contact: Contact, columns: Mapping[str, Any], *, known: Known) -> dict[str, Any]:
    """Let a place say its municipality and that its team; without either the officer's team counts."""
    if columns.get("place"):
        place = known.places[columns["place"]]
        return {"place": place.name, "municipality": place.municipality, "base_team": place.team}
    municipality = columns.get("municipality")
    # A kiosk stays where it stands, whatever municipality the question was about.
    place_now = None if contact.by_hand else contact.place
    if municipality:
        team = known.municipalities[municipality]
        return {"place": place_now, "municipality": municipality, "base_team": team}
    officer = await active_officer(tx, contact.officer_id) if contact.officer_id else None
    told = officer.team if officer else contact.base_team
    return {"place": place_now, "municipality": None, "base_team": told}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
