"""Kiosks over HTTP: for administrators, and what a device may know of its place."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Request

from gateway.errors import NotThere, Unavailable
from gateway.hub import Hub, hub_of
from gateway.kiosks import beats, repository, service
from gateway.kiosks.access import COOKIE
from gateway.kiosks.schemas import (
    CodeShown,
    HistoryLine,
    KioskList,
    KioskShown,
    KioskWish,
    NewKiosk,
    Revocation,
)
from gateway.live import LiveError
from gateway.officers.access import everyone, require
from gateway.officers.officer import Officer
from gateway.officers.rights import Right
from gateway.places import service as places
from gateway.places.schemas import PlaceShown
from gateway.wire import NOT_THERE

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/v1/kiosks", tags=["kiosks"])
device = APIRouter(prefix="/v1", tags=["kiosks"], dependencies=[Depends(everyone)])

InHub = Annotated[Hub, Depends(hub_of)]
Administrator = Annotated[Officer, Depends(require(Right.KIOSKS))]


@router.get("")
async def kiosks(_: Administrator, hub: InHub) -> KioskList:
    """List every kiosk as it is now."""
    try:
        living = await beats.all_of(hub.live)
    except LiveError:
        raise Unavailable from None
    async with hub.database.transaction() as tx:
        known = await repository.everyone(tx)
        return KioskList(
            kiosks=[KioskShown.of(kiosk, slug, living.get(kiosk.id)) for kiosk, slug in known],
            places=[PlaceShown.of(place) for place in await places.places(tx)],
            languages=sorted(hub.texts.languages, key=lambda code: (code != "nl", code)),
        )


@router.post("", status_code=201)
async def add(wanted: KioskWish, officer: Administrator, hub: InHub) -> NewKiosk:
    """Add a kiosk; answer the code that makes a device this kiosk."""
    async with hub.database.transaction() as tx:
        kiosk = await service.add(tx, officer, wanted.wish(), spoken=hub.texts.languages)
        code = await service.new_code(tx, officer, kiosk.id, hub.settings)
    log.info("kiosk_added", kiosk=str(kiosk.id), by=str(officer.id))
    return NewKiosk(id=kiosk.id, code=CodeShown.of(code))


@router.put("/{kiosk_id}", status_code=204)
async def change(kiosk_id: UUID, wanted: KioskWish, officer: Administrator, hub: InHub) -> None:
    """Give a kiosk another name, place or languages."""
    async with hub.database.transaction() as tx:
        await service.change(tx, officer, kiosk_id, wanted.wish(), spoken=hub.texts.languages)
    log.info("kiosk_changed", kiosk=str(kiosk_id), by=str(officer.id))


@router.post("/{kiosk_id}/codes", status_code=201)
async def new_code(kiosk_id: UUID, officer: Administrator, hub: InHub) -> CodeShown:
    """Make a new enrolment code, for example for a device that replaces the old one."""
    async with hub.database.transaction() as tx:
        code = await service.new_code(tx, officer, kiosk_id, hub.settings)
    log.info("kiosk_code_made", kiosk=str(kiosk_id), by=str(officer.id))
    return CodeShown.of(code)


@router.post("/{kiosk_id}/revocation", status_code=204)
async def revoke(kiosk_id: UUID, wanted: Revocation, officer: Administrator, hub: InHub) -> None:
    """Take a kiosk out of service for good."""
    async with hub.database.transaction() as tx:
        await service.revoke(tx, hub.events, officer, kiosk_id, reason=wanted.reason)
    log.info("kiosk_revoked", kiosk=str(kiosk_id), by=str(officer.id))


@router.get("/{kiosk_id}/history")
async def history(kiosk_id: UUID, _: Administrator, hub: InHub) -> list[HistoryLine]:
    """Tell what happened to a kiosk and who did it, the newest first."""
    async with hub.database.transaction() as tx:
        return [HistoryLine.of(event, by) for event, by in await repository.events_of(tx, kiosk_id)]


@device.get("/kiosk-place", responses=NOT_THERE)
async def place_of_device(request: Request, hub: InHub) -> PlaceShown:
    """Show where the kiosk that asks stands, also when it was revoked: its visitors need a number to call."""
    async with hub.database.transaction() as tx:
        kiosk = await service.of_device(tx, request.cookies.get(COOKIE))
        if kiosk is None:
            raise NotThere
        return PlaceShown.of(await places.place_by_id(tx, kiosk.place_id))
