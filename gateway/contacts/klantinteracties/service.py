"""Contacts in the standard's words: read from the log, and written to it once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from gateway.contacts import repository, service
from gateway.contacts.contact import Contact, Part, Wanted
from gateway.contacts.klantinteracties import mapping
from gateway.contacts.klantinteracties.mapping import Shown
from gateway.contacts.klantinteracties.questions import MaakKlantcontact
from gateway.contacts.klantinteracties.schemas import GemaaktKlantcontact, Klantcontact
from gateway.contacts.klantinteracties.words import Vocabulary
from gateway.database import Tx, hold, new_id, now
from gateway.errors import Fault, Faulty, UsedBefore

END_REASON = "registered"
EARLIER = "body.onderwerpobject.wasKlantcontact.uuid"


async def register(
    tx: Tx, given: MaakKlantcontact, vocabulary: Vocabulary, *, client: str, key: str | None
) -> UUID:
    """Write a contact that another system told to the log, once for each key; return its id.

    Raise Faulty when it continues a contact that is not there, UsedBefore for a key with other words.
    """
    contact_id = uuid5(mapping.NAMESPACE, f"{client}:{key}") if key else new_id()
    digest = hashlib.sha256(given.model_dump_json().encode()).hexdigest()
    if key and await _was_sent(tx, contact_id, digest):
        return contact_id
    told = mapping.registration(given, vocabulary, client=client, earlier=await _earlier(tx, given), at=now())
    start = replace(told.start, told={**(told.start.told or {}), "digest": digest})
    await service.start(tx, start, told.started_at, contact_id=contact_id)
    await service.end(
        tx,
        contact_id,
        reason=END_REASON,
        outcome=told.outcome,
        note=told.note,
        follow_up=told.follow_up,
        at=told.ended_at,
    )
    return contact_id


async def made(tx: Tx, contact_id: UUID, shown: Shown) -> GemaaktKlantcontact:
    """Tell what was made."""
    contact = await service.contact(tx, contact_id, Wanted())
    logged = (await repository.from_log(tx, [contact_id])).get(contact_id, {})
    return GemaaktKlantcontact(
        klantcontact=mapping.klantcontact(contact, logged, shown),
        betrokkene=mapping.betrokkene(contact, logged, shown),
        onderwerpobject=mapping.onderwerpobject(contact, logged, shown),
    )


async def one(tx: Tx, contact_id: UUID, among: Wanted, shown: Shown) -> Klantcontact:
    """Tell one contact among those that the caller may see, or raise NotThere."""
    return (await _told(tx, [await service.contact(tx, contact_id, among)], shown))[0]


async def page_of(tx: Tx, wanted: Wanted, part: Part, shown: Shown) -> tuple[list[Klantcontact], int]:
    """Tell a page of contacts, the newest first, and how many there are in all."""
    found = await repository.part_of(tx, wanted, part)
    return await _told(tx, found, shown), await repository.count(tx, wanted)


async def _told(tx: Tx, contacts: Sequence[Contact], shown: Shown) -> list[Klantcontact]:
    logged = await repository.from_log(tx, [contact.id for contact in contacts])
    return [mapping.klantcontact(contact, logged.get(contact.id, {}), shown) for contact in contacts]


async def _was_sent(tx: Tx, contact_id: UUID, digest: str) -> bool:
    await hold(tx, contact_id)
    logged = (await repository.from_log(tx, [contact_id])).get(contact_id)
    if logged is not None and logged["told"]["digest"] != digest:
        raise UsedBefore
    return logged is not None


async def _earlier(tx: Tx, given: MaakKlantcontact) -> Contact | None:
    about = given.onderwerpobject
    if about is None or about.was_klantcontact is None:
        return None
    earlier = await repository.one(tx, about.was_klantcontact.uuid, Wanted())
    if earlier is None:
        raise Faulty([Fault(EARLIER, "unknown", "There is no such contact.")])
    return earlier
