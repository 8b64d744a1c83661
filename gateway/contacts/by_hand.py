"""Contacts that officers write down: phone, counter, street, home visit, pop-up and e-mail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from gateway import references
from gateway.contacts import entry as entries
from gateway.contacts import repository, service
from gateway.contacts.contact import Channel, Contact, Initiative, StartContact
from gateway.contacts.entry import Entry, Known
from gateway.database import Tx, hold, now
from gateway.errors import Fault, Faulty, UsedBefore
from gateway.officers.officer import Officer

END_REASON = "entered_by_hand"


class AlreadySaved(UsedBefore):
    """The same press again, with other words: the first ones are in the log and can be corrected there."""

    code, title = "already_saved", "This contact was saved already."


async def enter(tx: Tx, officer: Officer, wanted: Entry, known: Known) -> tuple[Contact, bool]:
    """Write a contact down, once however often it is sent; tell whether it is new.

    Raise Faulty with all faults, or AlreadySaved.
    """
    await hold(tx, wanted.client_id)
    asked = digest(asdict(wanted))
    if contact_id := await done_before(tx, officer, wanted.client_id, asked=asked):
        return repository.contact(await repository.locked(tx, contact_id)), False
    at = now()
    earlier, faults = await _same_case(tx, wanted.same_case)
    if faults := [*_faults(wanted, known, at=at), *faults]:
        raise Faulty(faults)
    start, end = (min(moment, at) for moment in entries.moments(wanted, at))
    told = _told(wanted, known, earlier=earlier)
    contact_id = await service.start(tx, StartContact(**told, entered_by=officer.id, entered_at=at), start)
    await service.officer_joined(tx, contact_id, officer, start)
    await service.end(
        tx,
        contact_id,
        reason=END_REASON,
        outcome=wanted.outcome,
        note=wanted.note or None,
        follow_up=wanted.follow_up,
        at=end,
    )
    repository.keep_receipt(tx, officer.id, wanted.client_id, contact_id=contact_id, digest=asked)
    await tx.flush()
    return repository.contact(await repository.locked(tx, contact_id)), True


async def done_before(tx: Tx, officer: Officer, client_id: UUID, *, asked: str) -> UUID | None:
    """Return the contact for which this was carried out before; raise AlreadySaved when it said otherwise.

    The caller holds the client id.
    """
    receipt = await repository.receipt(tx, officer.id, client_id)
    if receipt is None:
        return None
    if receipt.digest != asked:
        row = await repository.locked(tx, receipt.contact_id)
        raise AlreadySaved(reference=row.reference)
    return receipt.contact_id


def digest(asked: dict[str, Any]) -> str:
    """Return a hash of what was asked."""
    return hashlib.sha256(json.dumps(asked, default=str, sort_keys=True).encode()).hexdigest()


def _faults(wanted: Entry, known: Known, *, at: datetime) -> Iterator[Fault]:
    yield from entries.value_faults(vars(wanted), known)
    if wanted.end is not None and wanted.start is not None and wanted.duration_s is not None:
        yield entries.fault("duration_s", "end-or-duration")
    yield from entries.time_faults(*entries.moments(wanted, at), at, known.entry_days)


async def _same_case(tx: Tx, typed: str | None) -> tuple[Contact | None, list[Fault]]:
    if not typed:
        return None, []
    reference = references.normalise(typed)
    if reference is None:
        return None, [entries.fault("same_case", "reference-wrong")]
    earlier = await repository.last_of_reference(tx, reference)
    return earlier, [] if earlier else [entries.fault("same_case", "reference-unknown")]


def _told(wanted: Entry, known: Known, *, earlier: Contact | None) -> dict[str, Any]:
    assert wanted.channel and wanted.topic, "faults were looked for"
    return {
        "conversation_id": None,
        "reference": earlier.reference if earlier else references.new(),
        "channel": Channel(wanted.channel),
        "language": wanted.language,
        "place": known.places[wanted.place] if wanted.place else None,
        "chained_to": earlier.id if earlier else None,
        "topic": wanted.topic,
        "theme": known.topics[wanted.topic],
        "municipality": None if wanted.place else wanted.municipality,
        "initiative": Initiative(wanted.initiative),
    }
