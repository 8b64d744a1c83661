"""The contact log over HTTP, for officers and other systems (docs/api.md)."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from gateway.clients.access import Caller, reach, told
from gateway.clients.client import Scope
from gateway.contacts import service
from gateway.contacts.contact import COUNTED, Wanted
from gateway.contacts.schemas import ContactList, ContactQuery, Link, Links, LoggedContact
from gateway.hub import Hub, hub_of
from gateway.officers.officer import Officer
from gateway.officers.rights import Right, may
from gateway.wire import speaks_json

READERS = reach(Scope.READ, Right.STATISTICS, Right.CONVERSATIONS)

Reader = Annotated[Caller, Depends(READERS)]
InHub = Annotated[Hub, Depends(hub_of)]

router = APIRouter(prefix="/v1/contacts", tags=["contacts"], dependencies=[Depends(speaks_json)])


@router.get("", summary="List contacts")
async def list_contacts(
    asked: Annotated[ContactQuery, Query()], caller: Reader, hub: InHub, response: Response
) -> ContactList:
    """List contacts, the newest first. Officers see the contacts they took."""
    wanted = asked.narrowed(only_taken_by(caller))
    async with hub.database.transaction() as tx:
        found, more = await service.page_of(tx, wanted, asked.part)
        count = await service.count(tx, wanted)
    links = _links(asked, hub, found[-1].id if more else None)
    response.headers["Link"] = ", ".join(
        f'<{link.href}>; rel="{rel}"'
        for rel in ("first", "prev", "next")
        if (link := getattr(links, rel)) is not None
    )
    told(caller, "listContacts", len(found))
    return ContactList(
        links=links,
        count=min(count, COUNTED),
        count_is_exact=count <= COUNTED,
        results=[LoggedContact.of(contact) for contact in found],
    )


@router.get("/{id}", summary="Read one contact")
async def read_contact(
    contact_id: Annotated[UUID, Path(alias="id")], caller: Reader, hub: InHub
) -> LoggedContact:
    """Read one contact. One that is not there and one that is not yours look the same."""
    async with hub.database.transaction() as tx:
        found = await service.contact(tx, contact_id, Wanted(taken_by=only_taken_by(caller)))
    told(caller, "readContact", 1)
    return LoggedContact.of(found)


def only_taken_by(caller: Caller) -> UUID | None:
    """Return whose contacts this caller may see; None for all of them."""
    return caller.id if isinstance(caller, Officer) and not may(caller.role, Right.STATISTICS) else None


def _links(asked: ContactQuery, hub: Hub, last: UUID | None) -> Links:
    filters = asked.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"page", "after"})

    def link(**more: str | int) -> Link:
        return Link(href=f"{hub.settings.address}/v1/contacts?{urlencode(filters | more)}")

    here = {"after": str(asked.after)} if asked.after else {"page": asked.page}
    return Links(
        self_=link(**here),
        first=link(),
        prev=link(page=asked.page - 1) if asked.page > 1 else None,
        next=link(after=str(last)) if last else None,
    )
