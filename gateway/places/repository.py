"""Reads and writes places and municipalities."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert

from gateway.database import Tx, new_id
from gateway.officers.tables import Team
from gateway.places import tables
from gateway.places.place import Place, PlaceKind


async def by_slug(tx: Tx, slug: str) -> Place | None:
    """Return the place with this slug, or None."""
    row = (await tx.execute(_places().where(tables.Place.slug == slug))).one_or_none()
    return _place(*row) if row else None


async def by_id(tx: Tx, place_id: UUID) -> Place | None:
    """Return the place with this id, or None."""
    row = (await tx.execute(_places().where(tables.Place.id == place_id))).one_or_none()
    return _place(*row) if row else None


async def every_place(tx: Tx) -> list[Place]:
    """Return every place, by name."""
    return [_place(*row) for row in await tx.execute(_places().order_by(tables.Place.name))]


async def team_of(tx: Tx, municipality: str) -> str | None:
    """Return the name of the base team that serves a municipality, or None."""
    joined = select(Team.name).join(tables.Municipality, tables.Municipality.team_id == Team.id)
    return (await tx.execute(joined.where(tables.Municipality.name == municipality))).scalar_one_or_none()


async def municipalities(tx: Tx) -> dict[str, str]:
    """Return every municipality by name, with the name of the base team that serves it."""
    joined = select(tables.Municipality.name, Team.name).join(Team, Team.id == tables.Municipality.team_id)
    rows = await tx.execute(joined.order_by(tables.Municipality.name))
    return {row[0]: row[1] for row in rows}


async def places(tx: Tx) -> list[Place]:
    """Return every place, by name."""
    return [_place(*row) for row in await tx.execute(_places().order_by(tables.Place.name))]


async def put_municipality(tx: Tx, name: str, team_id: UUID) -> UUID:
    """Add a municipality or give it to another team; return its id."""
    adding = insert(tables.Municipality).values(id=new_id(), name=name, team_id=team_id)
    putting = adding.on_conflict_do_update(index_elements=["name"], set_={"team_id": team_id})
    return (await tx.execute(putting.returning(tables.Municipality.id))).scalar_one()


async def put_place(tx: Tx, slug: str, values: dict[str, Any]) -> None:
    """Add a place or change the columns in `values`."""
    adding = insert(tables.Place).values(id=new_id(), slug=slug, **values)
    await tx.execute(adding.on_conflict_do_update(index_elements=["slug"], set_=values))


def _places() -> Select[tables.Place, str, str]:
    return (
        select(tables.Place, tables.Municipality.name, Team.name)
        .join(tables.Municipality, tables.Municipality.id == tables.Place.municipality_id)
        .join(Team, Team.id == tables.Municipality.team_id)
    )


def _place(row: tables.Place, municipality: str, team: str) -> Place:
    return Place(row.id, row.slug, row.name, kind=PlaceKind(row.kind), municipality=municipality, team=team)
