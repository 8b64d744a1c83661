"""SQL for calls."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from gateway.calls.tables import Call
from gateway.database import Tx

OPEN = ("ready", "live")


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
