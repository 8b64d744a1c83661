"""Reads and writes officers and their teams."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Listed:
    """An officer as the operator's list shows one, active or not."""

    subject: str
    active: bool
    officer: Officer


async def everybody(tx: Tx) -> list[Listed]:
    """Return all officers, also those who may no longer log in, by name."""
    rows = await tx.execute(_joined().order_by(tables.Officer.name))
    return [Listed(row.subject, row.active, _officer(row, team)) for row, team in rows]


async def deactivate(tx: Tx, subject: str) -> bool:
    """Let an officer log in no longer; False when nobody has this subject."""
    found = await tx.scalar(select(tables.Officer).where(tables.Officer.subject == subject))
    if found is not None:
        found.active = False
    return found is not None


async def teams(tx: Tx) -> dict[str, UUID]:
    """Return the ids of all teams by their short names."""
    rows = await tx.execute(select(tables.Team.slug, tables.Team.id))
    return {row.slug: row.id for row in rows}


async def put_team(tx: Tx, slug: str, name: str) -> UUID:
    """Add a team or rename it; return its id."""
    adding = insert(tables.Team).values(id=new_id(), slug=slug, name=name)
    putting = adding.on_conflict_do_update(index_elements=["slug"], set_={"name": name})
    return (await tx.execute(putting.returning(tables.Team.id))).scalar_one()


async def put_officer(tx: Tx, subject: str, values: dict[str, Any]) -> None:
    """Add an officer or change the columns in `values`."""
    adding = insert(tables.Officer).values({"id": new_id(), "subject": subject, "active": True} | values)
    await tx.execute(adding.on_conflict_do_update(index_elements=["subject"], set_=values))


def _active() -> Select[tables.Officer, str]:
    return _joined().where(tables.Officer.active)


def _joined() -> Select[tables.Officer, str]:
    return select(tables.Officer, tables.Team.name).join(
        tables.Team, tables.Team.id == tables.Officer.team_id
    )


def _officer(row: tables.Officer, team: str) -> Officer:
    return Officer(
        row.id, row.name, row.badge, role=Role(row.role), team=team, languages=tuple(row.languages)
    )
