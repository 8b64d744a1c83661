"""SQL for calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from gateway.calls.tables import Call
from gateway.database import Tx

OPEN = ("ready", "live")
LONGEST: Final = timedelta(hours=12)
"""Nobody looks for calls older than this: ids begin with the time, so the primary key finds the rest."""


async def by_id(tx: Tx, call_id: UUID) -> Call | None:
    """Return the call, locked for this transaction."""
    return await tx.get(Call, call_id, with_for_update=True)


async def open_of(tx: Tx, conversation_id: UUID, *, lock: bool = True) -> Call | None:
    """Return the conversation's call that has not ended, locked unless said otherwise."""
    query = select(Call).where(Call.conversation_id == conversation_id, Call.state.in_(OPEN))
    return await tx.scalar(query.with_for_update() if lock else query)


async def latest_of(tx: Tx, conversation_id: UUID) -> Call | None:
    """Return the conversation's last call, whatever its state."""
    query = select(Call).where(Call.conversation_id == conversation_id).order_by(Call.made_at.desc()).limit(1)
    return await tx.scalar(query)


async def ended_since(tx: Tx, since: datetime) -> Sequence[Call]:
    """Return the calls that ended since that moment."""
    query = select(Call).where(Call.id >= _first_id(since - LONGEST), Call.ended_at >= since)
    return (await tx.scalars(query)).all()


async def live_since(tx: Tx, since: datetime) -> Sequence[Call]:
    """Return the calls that run and were made since that moment."""
    return (await tx.scalars(select(Call).where(Call.id >= _first_id(since), Call.state == "live"))).all()


def _first_id(at: datetime) -> UUID:
    """Return the lowest UUIDv7 of a moment."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
