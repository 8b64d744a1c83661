"""Contacts by hand over HTTP: officers write them down, correct them and read who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from gateway.channels.by_hand_schemas import (
    ChangeShown,
    Choices,
    ContactHistory,
    ContactShown,
    DayOfContacts,
    DayWanted,
    NewContact,
    NewCorrection,
)
from gateway.channels.console import OUTCOMES
from gateway.channels.shared import Shared
from gateway.contacts import access, by_hand, corrections
from gateway.contacts.contact import Contact
from gateway.contacts.entry import Known
from gateway.database import Tx
from gateway.hub import Hub, hub_of
from gateway.officers.access import require
from gateway.officers.officer import Officer
from gateway.officers.rights import Right
from gateway.places import service as places
from models.languages import CODES

router = APIRouter(prefix="/v1/console/contacts", tags=["contacts by hand"])

AtWork = Annotated[Officer, Depends(require(Right.CONTACTS_BY_HAND))]


def shared_of(hub: Annotated[Hub, Depends(hub_of)]) -> Shared:
    """Return the hub with what it knows about topics."""
    assert isinstance(hub, Shared)
    return hub


InShared = Annotated[Shared, Depends(shared_of)]


@router.get("/choices")
async def choices(officer: AtWork, shared: InShared) -> Choices:
    """Tell what there is to choose from, the officer's own team first."""
    async with shared.database.transaction() as tx:
        return Choices.of(await _known(tx, shared), officer)


@router.get("")
async def of_day(wanted: Annotated[DayWanted, Query()], officer: AtWork, shared: InShared) -> DayOfContacts:
    """List the officer's contacts of a day, for a supervisor those of the team; the newest first."""
    async with shared.database.transaction() as tx:
        count, found = await access.contacts_of_day(tx, officer, *wanted.bounds)
    hours = shared.settings.correction_hours
    return DayOfContacts(count=count, results=[ContactShown.of(one, officer, hours) for one in found])


@router.post("", status_code=201)
async def enter(wanted: NewContact, officer: AtWork, shared: InShared, response: Response) -> ContactShown:
    """Write a contact down; the same client id again answers 200 and makes nothing."""
    async with shared.database.transaction() as tx:
        contact, is_new = await by_hand.enter(tx, officer, wanted.entry(), await _known(tx, shared))
    if not is_new:
        response.status_code = 200
    return ContactShown.of(contact, officer, shared.settings.correction_hours)


@router.get("/{contact_id}")
async def history(contact_id: UUID, officer: AtWork, shared: InShared) -> ContactHistory:
    """Show a contact as it stands, and who corrected what, when and why."""
    async with shared.database.transaction() as tx:
        contact = await access.contact_for(tx, officer, contact_id)
        return await _with_history(tx, shared, officer, contact=contact)


@router.post("/{contact_id}/corrections", status_code=201)
async def correct(
    contact_id: UUID, wanted: NewCorrection, officer: AtWork, shared: InShared
) -> ContactHistory:
    """Append a correction; what it does not name stays."""
    async with shared.database.transaction() as tx:
        contact = await corrections.correct(
            tx,
            officer,
            contact_id,
            wanted=wanted.correction(),
            known=await _known(tx, shared),
            hours=shared.settings.correction_hours,
        )
        return await _with_history(tx, shared, officer, contact=contact)


async def _with_history(tx: Tx, shared: Shared, officer: Officer, *, contact: Contact) -> ContactHistory:
    changes = await corrections.history(tx, contact)
    own = access.is_own(contact, officer)
    return ContactHistory(
        contact=ContactShown.of(contact, officer, shared.settings.correction_hours),
        changes=[ChangeShown.of(change, own=own) for change in changes],
    )


async def _known(tx: Tx, shared: Shared) -> Known:
    topics = shared.assistant.content.topics.values()
    themes: Mapping[str, str] = MappingProxyType({topic.id: topic.theme for topic in topics})
    return Known(
        topics=themes,
        outcomes=tuple(OUTCOMES),
        languages=CODES,
        municipalities=await places.municipalities(tx),
        places={place.slug: place for place in await places.places(tx)},
        entry_days=shared.settings.entry_days,
    )
