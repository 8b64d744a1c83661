"""Reads and writes officers and their teams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert

from gateway.database import Tx, new_id, now
from gateway.officers import tables
from gateway.officers.officer import Officer, Role


async def active_officer(tx: Tx, officer_id: UUID) -> Officer | None:
    """Return an officer who may log in, or None."""
    row = (await tx.execute(_active().where(tables.Officer.id == officer_id))).one_or_none()
    return _officer(*row) if row else None


async def officer_by_subject(tx: Tx, subject: str) -> Officer | None:
    """Return who may log in under the name that the provider gives, or None."""
    row = (await tx.execute(_active().where(tables.Officer.subject == subject))).one_or_none()
    return _officer(*row) if row else None


async def put_log_in(tx: Tx, officer_id: UUID, values: dict[str, Any]) -> None:
    """Put a log-in on record."""
    tx.add(tables.OfficerLogIn(id=new_id(), officer_id=officer_id, at=now(), **values))
    await tx.flush()


async def active_officers(tx: Tx) -> list[Officer]:
    """Return everybody who may log in, by role and name."""
    rows = await tx.execute(_active().order_by(tables.Officer.role, tables.Officer.name))
    return [_officer(*row) for row in rows]


async def put_team(tx: Tx, slug: str, name: str) -> UUID:
    """Add a team or rename it; return its id."""
    adding = insert(tables.Team).values(id=new_id(), slug=slug, name=name)
    putting = adding.on_conflict_do_update(index_elements=["slug"], set_={"name": name})
    return (await tx.execute(putting.returning(tables.Team.id))).scalar_one()


async def put_officer(tx: Tx, subject: str, values: dict[str, Any]) -> None:
    """Add an officer or change the columns in `values`."""
    adding = insert(tables.Officer).values(id=new_id(), subject=subject, active=True, **values)
    await tx.execute(adding.on_conflict_do_update(index_elements=["subject"], set_=values))


def _active() -> Select[tables.Officer, str]:
    joined = select(tables.Officer, tables.Team.name).join(
        tables.Team, tables.Team.id == tables.Officer.team_id
    )
    return joined.where(tables.Officer.active)


def _officer(row: tables.Officer, team: str) -> Officer:
    return Officer(
        row.id, row.name, row.badge, role=Role(row.role), team=team, languages=tuple(row.languages)
    )
