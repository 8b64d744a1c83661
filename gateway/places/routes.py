"""Places over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from gateway.database import now
from gateway.hub import Hub, hub_of
from gateway.officers.access import everyone
from gateway.places import service, timetables
from gateway.places.schemas import OpeningShown, OpeningsShown, PlaceShown

router = APIRouter(prefix="/v1", tags=["places"])

Slug = Annotated[str, Path(pattern="^[a-z0-9-]{1,64}$")]

MaybeSlug = Annotated[str | None, Query(pattern="^[a-z0-9-]{1,64}$")]


@router.get("/places/{slug}", dependencies=[Depends(everyone)])
async def place(slug: Slug, hub: Annotated[Hub, Depends(hub_of)]) -> PlaceShown:
    """Show one place."""
    async with hub.database.transaction() as tx:
        return PlaceShown.of(await service.place_by_slug(tx, slug))


@router.get("/opening-hours", dependencies=[Depends(everyone)])
async def opening_hours(hub: Annotated[Hub, Depends(hub_of)], place: MaybeSlug = None) -> OpeningsShown:
    """Tell when people are there for a place, or for who has none; pages ask before a conversation begins."""
    async with hub.database.transaction() as tx:
        team = (await service.place_by_slug(tx, place)).team if place else None
        loaded = await timetables.load(tx)
    at = now()
    shown = {medium: OpeningShown.of(loaded.opening(team, medium, at), at) for medium in timetables.MEDIA}
    return OpeningsShown(**shown)
