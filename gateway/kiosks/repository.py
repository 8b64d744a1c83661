"""Reads and writes kiosks and what happened to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from gateway.database import NO_KEY, Tx, new_id, now
from gateway.kiosks.tables import Kiosk, KioskEvent
from gateway.officers.tables import Officer
from gateway.places.tables import Place


async def locked(tx: Tx, kiosk_id: UUID) -> Kiosk | None:
    """Return a kiosk, locked until the transaction ends."""
    return await tx.get(Kiosk, kiosk_id, with_for_update=NO_KEY, populate_existing=True)


async def by_code(tx: Tx, code_hash: str, at: datetime) -> Kiosk | None:
    """Return the kiosk that waits for this code, locked: a second device with the code finds nothing."""
    query = select(Kiosk).where(
        Kiosk.code_hash == code_hash, Kiosk.code_expires_at > at, Kiosk.revoked_at.is_(None)
    )
    return await tx.scalar(query.with_for_update(key_share=True))


async def by_secret(tx: Tx, secret_hash: str, *, lock: bool = False) -> Kiosk | None:
    """Return the kiosk of a device's secret, revoked or not."""
    query = select(Kiosk).where(Kiosk.secret_hash == secret_hash)
    return await tx.scalar(query.with_for_update(key_share=True) if lock else query)


async def everyone(tx: Tx) -> Sequence[tuple[Kiosk, str]]:
    """Return every kiosk with the slug of its place: those in service by name, then the revoked ones."""
    query = select(Kiosk, Place.slug).join(Place, Place.id == Kiosk.place_id)
    rows = await tx.execute(query.order_by(Kiosk.revoked_at.desc().nulls_first(), Kiosk.name, Kiosk.id))
    return [(kiosk, slug) for kiosk, slug in rows]


async def note_seen(tx: Tx, kiosk_id: UUID, at: datetime, *, unless_since: datetime) -> None:
    """Note a heartbeat, unless one was noted after `unless_since`."""
    stale = or_(Kiosk.seen_at.is_(None), Kiosk.seen_at < unless_since)
    await tx.execute(update(Kiosk).where(Kiosk.id == kiosk_id, stale).values(seen_at=at))


async def add_event(
    tx: Tx, kiosk: Kiosk, name: str, *, officer_id: UUID | None, data: dict[str, Any]
) -> None:
    """Add a line to what happened to a kiosk."""
    tx.add(KioskEvent(id=new_id(), kiosk_id=kiosk.id, name=name, officer_id=officer_id, data=data, at=now()))
    await tx.flush()


async def events_of(tx: Tx, kiosk_id: UUID) -> Sequence[tuple[KioskEvent, str | None]]:
    """Return what happened to a kiosk, the newest first, with the name of who did it."""
    query = (
        select(KioskEvent, Officer.name)
        .outerjoin(Officer, Officer.id == KioskEvent.officer_id)
        .where(KioskEvent.kiosk_id == kiosk_id)
        .order_by(KioskEvent.id.desc())
    )
    return [(event, name) for event, name in await tx.execute(query)]
