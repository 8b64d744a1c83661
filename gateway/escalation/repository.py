"""SQL for the queue. Waiting people are rows; SKIP LOCKED lets two officers never get the same one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from gateway.database import Tx, hold
from gateway.escalation.tables import QueueEntry

MEASURED = 20


async def active_of(tx: Tx, conversation_id: UUID, *, lock: bool = True) -> QueueEntry | None:
    """Return the conversation's entry that waits or is taken, locked unless said otherwise."""
    query = select(QueueEntry).where(
        QueueEntry.conversation_id == conversation_id, QueueEntry.state.in_(("waiting", "taken"))
    )
    return await tx.scalar(query.with_for_update() if lock else query)


async def first_waiting(tx: Tx, medium: str | None) -> QueueEntry | None:
    """Return who has waited longest, held for this transaction, or None.

    The person is held first (see `service.lock`), then the row; SKIP LOCKED passes over a row that
    a colleague took in the meantime.
    """
    waits = QueueEntry.state == "waiting"
    if medium is not None:
        waits = waits & (QueueEntry.medium == medium)
    query = select(QueueEntry.id, QueueEntry.conversation_id).where(waits)
    for entry_id, person in await tx.execute(query.order_by(QueueEntry.asked_at, QueueEntry.id)):
        await hold(tx, person)
        still = select(QueueEntry).where(QueueEntry.id == entry_id, waits)
        entry = await tx.scalar(still.with_for_update(skip_locked=True))
        if entry is not None:
            return entry
    return None


async def waiting(tx: Tx) -> Sequence[QueueEntry]:
    """Return all who wait, longest first."""
    query = (
        select(QueueEntry).where(QueueEntry.state == "waiting").order_by(QueueEntry.asked_at, QueueEntry.id)
    )
    return (await tx.scalars(query)).all()


async def taken_by(tx: Tx, officer_id: UUID) -> Sequence[QueueEntry]:
    """Return what this officer has in hand, oldest first."""
    query = select(QueueEntry).where(QueueEntry.taken_by == officer_id, QueueEntry.state == "taken")
    return (await tx.scalars(query.order_by(QueueEntry.taken_at))).all()


async def busy_officers(tx: Tx) -> set[UUID]:
    """Return the officers who have someone in hand."""
    query = select(QueueEntry.taken_by).where(QueueEntry.state == "taken").distinct()
    return {officer for officer in await tx.scalars(query) if officer is not None}


async def contested(tx: Tx, officer_id: UUID, medium: str | None, since: datetime) -> bool:
    """Tell whether a colleague took someone since that moment, or is taking the last one this instant."""
    by_colleague = (QueueEntry.taken_at >= since) & (QueueEntry.taken_by != officer_id)
    query = select(func.count()).where(by_colleague | (QueueEntry.state == "waiting"))
    if medium is not None:
        query = query.where(QueueEntry.medium == medium)
    return bool(await tx.scalar(query))


async def mean_handling_s(tx: Tx) -> tuple[int, float]:
    """Return how many of the latest handled entries were measured, and their mean seconds."""
    seconds = func.extract("epoch", QueueEntry.finished_at - QueueEntry.taken_at)
    latest = (
        select(seconds.label("seconds"))
        .where(QueueEntry.state == "done")
        .order_by(QueueEntry.finished_at.desc())
        .limit(MEASURED)
        .subquery()
    )
    counted, mean = (await tx.execute(select(func.count(), func.avg(latest.c.seconds)))).one()
    return int(counted), float(mean or 0)


async def waiting_by_medium(tx: Tx) -> dict[str, tuple[int, datetime]]:
    """Return, for each medium that somebody waits for, how many wait and since when the longest."""
    query = select(QueueEntry.medium, func.count(), func.min(QueueEntry.asked_at))
    rows = await tx.execute(query.where(QueueEntry.state == "waiting").group_by(QueueEntry.medium))
    return {medium: (number, since) for medium, number, since in rows}
