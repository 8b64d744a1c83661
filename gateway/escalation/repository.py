"""SQL for the queue. Waiting people are rows; SKIP LOCKED lets two officers never get the same one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert

from gateway.database import Tx, hold
from gateway.escalation.tables import ConsoleSign, QueueEntry

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
    a colleague took in the meantime. Who waits no more is let go of at once: nobody waits for us while
    we wait for somebody else.
    """
    waits = QueueEntry.state == "waiting"
    if medium is not None:
        waits = waits & (QueueEntry.medium == medium)
    query = select(QueueEntry.id, QueueEntry.conversation_id).where(waits)
    for entry_id, person in await tx.execute(query.order_by(QueueEntry.asked_at, QueueEntry.id)):
        still = select(QueueEntry).where(QueueEntry.id == entry_id, waits)
        with suppress(_WaitsNoMore):
            async with tx.begin_nested():
                await hold(tx, person)
                entry = await tx.scalar(still.with_for_update(skip_locked=True))
                if entry is None:
                    raise _WaitsNoMore
                return entry
    return None


class _WaitsNoMore(Exception):
    """Undoes the hold of a person who was taken, or left, before it was ours."""


async def last_asked_at(tx: Tx) -> datetime | None:
    """Return when the last of those asked who wait or are helped now, or None."""
    query = select(QueueEntry.asked_at).where(QueueEntry.state == "waiting")
    taken = select(QueueEntry.asked_at).where(QueueEntry.state == "taken")
    newest = QueueEntry.asked_at.desc()
    moments = [await tx.scalar(one.order_by(newest).limit(1)) for one in (query, taken)]
    return max((at for at in moments if at is not None), default=None)


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


async def in_hand(tx: Tx) -> Sequence[tuple[UUID, str]]:
    """Return officer and medium of everybody who is taken."""
    query = select(QueueEntry.taken_by, QueueEntry.medium).where(QueueEntry.state == "taken")
    return [(officer, medium) for officer, medium in await tx.execute(query) if officer is not None]


async def contested(tx: Tx, officer_id: UUID, medium: str | None, since: datetime) -> bool:
    """Tell whether a colleague took someone since that moment, or is taking the last one this instant."""
    by_colleague = (QueueEntry.taken_at >= since) & (QueueEntry.taken_by != officer_id)
    query = select(func.count()).where(by_colleague | (QueueEntry.state == "waiting"))
    if medium is not None:
        query = query.where(QueueEntry.medium == medium)
    return bool(await tx.scalar(query))


async def handling_s(tx: Tx, medium: str) -> tuple[int, float]:
    """Return how many of the latest handled entries of a medium were measured, and their median seconds.

    The median: one conversation that was left open over night does not frighten everybody who waits.
    """
    seconds = func.extract("epoch", QueueEntry.finished_at - QueueEntry.taken_at)
    latest = (
        select(seconds.label("seconds"))
        .where(QueueEntry.state == "done", QueueEntry.medium == medium)
        .order_by(QueueEntry.finished_at.desc())
        .limit(MEASURED)
        .subquery()
    )
    median = func.percentile_cont(0.5).within_group(latest.c.seconds)
    counted, seconds_in_the_middle = (
        await tx.execute(select(func.count(), median).select_from(latest))
    ).one()
    return int(counted), float(seconds_in_the_middle or 0)


async def silent(tx: Tx, since: datetime) -> Sequence[UUID]:
    """Return the conversations taken by an officer who did not show up, longest waiting first.

    Either nothing was said, typed or joined since before `since`, or the console is gone since then.
    """
    query = select(QueueEntry.conversation_id).where(_keeps_silent(since))
    return (await tx.scalars(query.order_by(QueueEntry.asked_at, QueueEntry.id))).all()


async def still_silent(tx: Tx, conversation_id: UUID, since: datetime) -> QueueEntry | None:
    """Return the entry, locked, if its officer keeps silent even now."""
    query = select(QueueEntry).where(QueueEntry.conversation_id == conversation_id, _keeps_silent(since))
    return await tx.scalar(query.with_for_update().execution_options(populate_existing=True))


def _keeps_silent(since: datetime) -> ColumnElement[bool]:
    seen = select(ConsoleSign.seen_at).where(ConsoleSign.officer_id == QueueEntry.taken_by).scalar_subquery()
    gone = func.coalesce(seen, QueueEntry.taken_at) < since
    taken = (QueueEntry.state == "taken") & (QueueEntry.taken_at < since)
    return taken & (QueueEntry.appeared_at.is_(None) | gone)


async def sign(tx: Tx, officer_id: UUID, at: datetime) -> None:
    """Keep that this officer's console is open."""
    adding = insert(ConsoleSign).values(officer_id=officer_id, seen_at=at)
    await tx.execute(adding.on_conflict_do_update(index_elements=["officer_id"], set_={"seen_at": at}))


async def put_back_unheard(tx: Tx, officer_id: UUID) -> int:
    """Return how many were put back from an officer after the last sign of the console."""
    query = (
        select(func.count())
        .select_from(QueueEntry)
        .join(ConsoleSign, ConsoleSign.officer_id == QueueEntry.put_back_from)
        .where(QueueEntry.put_back_from == officer_id, QueueEntry.put_back_at > ConsoleSign.seen_at)
    )
    return int(await tx.scalar(query) or 0)


async def waiting_by_medium(tx: Tx) -> dict[str, tuple[int, datetime]]:
    """Return, for each medium that somebody waits for, how many wait and since when the longest."""
    query = select(QueueEntry.medium, func.count(), func.min(QueueEntry.asked_at))
    rows = await tx.execute(query.where(QueueEntry.state == "waiting").group_by(QueueEntry.medium))
    return {medium: (number, since) for medium, number, since in rows}
