"""HTTP of the citizen's channels."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Cookie, Depends, Query
from pydantic import Field

from gateway.channels.keys import HANDOFF_KEY
from gateway.conversations import later, repository, service
from gateway.database import Tx, now
from gateway.errors import NotThere
from gateway.hub import Hub, hub_of
from gateway.kiosks import service as kiosks
from gateway.kiosks.access import COOKIE
from gateway.officers.access import everyone, own_origin, widget_origin
from gateway.places import service as places
from gateway.places import timetables
from gateway.places.schemas import OpeningShown, OpeningsShown
from gateway.wire import NOT_THERE, Answer, Question

router = APIRouter(prefix="/v1", tags=["channels"])


InHub = Annotated[Hub, Depends(hub_of)]
MaybeSlug = Annotated[str | None, Query(pattern="^[a-z0-9-]{1,64}$")]
Device = Annotated[str | None, Cookie(alias=COOKIE)]


class Redemption(Question):
    code: Annotated[str, Field(min_length=16, max_length=64)]


class Resumption(Question):
    """What a citizen wrote down."""

    reference: Annotated[str, Field(min_length=1, max_length=32)]
    code: Annotated[str, Field(min_length=1, max_length=32)]


class NewSession(Answer):
    session: str


@router.post(
    "/handoff-redemptions", responses=NOT_THERE, dependencies=[Depends(everyone), Depends(own_origin)]
)
async def redeem(wanted: Redemption, hub: InHub) -> NewSession:
    """Change a one-time code for a session; used, expired and made-up codes look the same.

    So does a code whose giver ended the conversation in the meantime.
    """
    kept = await hub.live.take(HANDOFF_KEY + service.hash_secret(wanted.code))
    if kept is None:
        raise NotThere
    async with hub.database.transaction() as tx:
        conversation_id = UUID(kept["conversation"])
        await service.hold(tx, conversation_id)  # whoever ends it at this moment revokes this session too
        if not await repository.may_take_part(tx, kept["by"], now()):
            raise NotThere
        session = await service.open_session(tx, hub.settings, conversation_id)
    return NewSession(session=session)


@router.get("/opening-hours", responses=NOT_THERE, dependencies=[Depends(everyone)])
async def opening_hours(hub: InHub, place: MaybeSlug = None, device: Device = None) -> OpeningsShown:
    """Tell a page, before a conversation begins, when people are there.

    For the place it names, else for where the kiosk stands, else for everybody whose place is not known.
    """
    async with hub.database.transaction() as tx:
        team = await _team(tx, place, device)
        loaded = await timetables.load(tx)
    at = now()
    shown = {medium: OpeningShown.of(loaded.opening(team, medium, at), at) for medium in timetables.MEDIA}
    return OpeningsShown(**shown)


async def _team(tx: Tx, slug: str | None, device: str | None) -> str | None:
    if slug is not None:
        return (await places.place_by_slug(tx, slug)).team
    kiosk = await kiosks.of_device(tx, device)
    return (await places.place_by_id(tx, kiosk.place_id)).team if kiosk else None


@router.post("/resumptions", responses=NOT_THERE, dependencies=[Depends(everyone), Depends(widget_origin)])
async def resume(wanted: Resumption, hub: Annotated[Hub, Depends(hub_of)]) -> NewSession:
    """Change reference and secret code for a session of the same conversation.

    A reference that does not exist looks like a wrong code and takes as long; after 5 tries it rests.
    """
    return NewSession(session=await later.resume(hub, wanted.reference, wanted.code))
