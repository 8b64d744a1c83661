"""The contact log over HTTP in the words of the standard Klantinteracties (docs/api.md)."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Response

from gateway.clients.access import Caller, reach, told
from gateway.clients.client import Client, Scope
from gateway.contacts.contact import Wanted
from gateway.contacts.klantinteracties import mapping, service
from gateway.contacts.klantinteracties.mapping import Shown
from gateway.contacts.klantinteracties.questions import ExpandVraag, KlantcontactenVraag, MaakKlantcontact
from gateway.contacts.klantinteracties.schemas import (
    GemaaktKlantcontact,
    Klantcontact,
    Klantcontacten,
)
from gateway.contacts.klantinteracties.words import Vocabulary
from gateway.contacts.routes import InHub, Reader, only_taken_by
from gateway.errors import NotAllowed
from gateway.hub import Hub
from gateway.wire import speaks_json

PATH = "/v1/klantcontacten"

router = APIRouter(tags=["klantinteracties"], dependencies=[Depends(speaks_json)])

Writer = Annotated[Caller, Depends(reach(Scope.WRITE))]


@router.get(PATH, summary="List klantcontacten")
async def list_klantcontacten(
    asked: Annotated[KlantcontactenVraag, Query()], caller: Reader, hub: InHub
) -> Klantcontacten:
    """List contacts, the newest first. Officers see the contacts they took."""
    shown = _shown(hub, caller, asked)
    if asked.inhoud and not shown.notes:
        raise NotAllowed("Your role does not read notes, so it cannot search them.")
    wanted = mapping.wanted(asked, shown.vocabulary, only_taken_by(caller))
    async with hub.database.transaction() as tx:
        results, count = await service.page_of(tx, wanted, asked.part, shown)
    told(caller, "listKlantcontacten", len(results))
    more = asked.page * asked.page_size < count
    return Klantcontacten(
        count=count,
        next=_page(hub, asked, asked.page + 1) if more else None,
        previous=_page(hub, asked, asked.page - 1) if asked.page > 1 else None,
        results=results,
    )


@router.get(PATH + "/{uuid}", summary="Read one klantcontact")
async def read_klantcontact(
    uuid: UUID, asked: Annotated[ExpandVraag, Query()], caller: Reader, hub: InHub
) -> Klantcontact:
    """Read one contact. One that is not there and one that is not yours look the same."""
    among = Wanted(taken_by=only_taken_by(caller))
    async with hub.database.transaction() as tx:
        found = await service.one(tx, uuid, among, _shown(hub, caller, asked))
    told(caller, "readKlantcontact", 1)
    return found


@router.post(
    "/v1/maak-klantcontact",
    status_code=201,
    summary="Make a klantcontact, betrokkene and onderwerpobject",
)
async def make_klantcontact(
    given: MaakKlantcontact,
    caller: Writer,
    hub: InHub,
    *,
    response: Response,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=8, max_length=100, description="The same key makes the same contact once."),
    ] = None,
) -> GemaaktKlantcontact:
    """Write a contact that took place elsewhere to the contact log, in one call."""
    assert isinstance(caller, Client), "only tokens have this scope"
    shown = _shown(hub, caller)
    async with hub.database.transaction() as tx:
        contact_id = await service.register(
            tx, given, shown.vocabulary, client=caller.name, key=idempotency_key
        )
        made = await service.made(tx, contact_id, shown)
    told(caller, "makeKlantcontact", 1)
    response.headers["Location"] = made.klantcontact.url
    return made


def _shown(hub: Hub, caller: Caller, asked: ExpandVraag | None = None) -> Shown:
    """Tell notes to the officer who took the contact and to other systems, and to nobody else."""
    notes = isinstance(caller, Client) or only_taken_by(caller) is not None
    relations = asked.relations if asked else frozenset()
    return Shown(hub.settings.address, Vocabulary.of(hub.texts), notes, relations)


def _page(hub: Hub, asked: KlantcontactenVraag, number: int) -> str:
    query = asked.model_dump(mode="json", by_alias=True, exclude_none=True) | {"page": number}
    return f"{hub.settings.address}{PATH}?{urlencode(query)}"
