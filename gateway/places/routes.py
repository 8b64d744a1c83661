"""Places over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from gateway.hub import Hub, hub_of
from gateway.officers.access import everyone
from gateway.places import service
from gateway.places.schemas import PlaceShown

router = APIRouter(prefix="/v1/places", tags=["places"])

Slug = Annotated[str, Path(pattern="^[a-z0-9-]{1,64}$")]


@router.get("/{slug}", dependencies=[Depends(everyone)])
async def place(slug: Slug, hub: Annotated[Hub, Depends(hub_of)]) -> PlaceShown:
    """Show one place."""
    async with hub.database.transaction() as tx:
        return PlaceShown.of(await service.place_by_slug(tx, slug))
