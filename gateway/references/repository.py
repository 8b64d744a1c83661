"""SQL for the codes of references and the tries at them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from gateway.database import Tx
from gateway.references.tables import ReferenceCode, ReferenceTries


async def keep_code(tx: Tx, reference: str, code_hash: str, opens_until: datetime, *, at: datetime) -> None:
    """Keep the hash of a reference's code in the place of an earlier one."""
    values = {"code_hash": code_hash, "made_at": at, "opens_until": opens_until}
    adding = insert(ReferenceCode).values(reference=reference, **values)
    await tx.execute(adding.on_conflict_do_update(index_elements=["reference"], set_=values))


async def code_hash(tx: Tx, reference: str, at: datetime) -> str | None:
    """Return the hash of the code that opens a reference now, if there is one."""
    query = select(ReferenceCode.code_hash).where(
        ReferenceCode.reference == reference, ReferenceCode.opens_until > at
    )
    return await tx.scalar(query)


async def tries(tx: Tx, reference: str, at: datetime) -> ReferenceTries:
    """Return the tries at a reference, locked until the transaction ends."""
    fresh = insert(ReferenceTries).values(reference=reference, tried=0, last_at=at)
    await tx.execute(fresh.on_conflict_do_nothing())
    return await tx.get_one(ReferenceTries, reference, with_for_update=True, populate_existing=True)


async def forget_tries(tx: Tx, reference: str) -> None:
    """Let the tries at a reference begin anew."""
    await tx.execute(delete(ReferenceTries).where(ReferenceTries.reference == reference))


async def forget_old(tx: Tx, at: datetime, tries_before: datetime) -> None:
    """Delete codes that open nothing any more, and tries of long ago."""
    await tx.execute(delete(ReferenceCode).where(ReferenceCode.opens_until <= at))
    await tx.execute(delete(ReferenceTries).where(ReferenceTries.last_at < tries_before))
