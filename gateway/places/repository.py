"""Reads and writes places and municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update
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


async def put_opening(
    tx: Tx,
    team_id: UUID,
    opening: Mapping[str, Any] | None,
    *,
    hours: Iterable[Mapping[str, Any]] = (),
    exceptions: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Give a team these hours and no others; None for `opening` leaves it with the force-wide desk's."""
    for table in (tables.OpeningHours, tables.OpeningException):
        await tx.execute(delete(table).where(table.team_id == team_id))
    await tx.execute(delete(tables.TeamOpening).where(tables.TeamOpening.team_id == team_id))
    if opening is None:
        return
    if opening["force_wide"]:
        await tx.execute(update(tables.TeamOpening).values(force_wide=False))
    tx.add(tables.TeamOpening(team_id=team_id, **opening))
    await tx.flush()
    tx.add_all(tables.OpeningHours(id=new_id(), team_id=team_id, **one) for one in hours)
    tx.add_all(tables.OpeningException(id=new_id(), team_id=team_id, **one) for one in exceptions)
    await tx.flush()


async def openings(tx: Tx) -> Sequence[tuple[str, tables.TeamOpening]]:
    """Return every team's name with what it has of opening hours of its own."""
    query = select(Team.name, tables.TeamOpening).join(Team, Team.id == tables.TeamOpening.team_id)
    return [(name, row) for name, row in await tx.execute(query.order_by(Team.name))]


async def opening_hours(tx: Tx) -> Sequence[tables.OpeningHours]:
    """Return every stretch of every team's week."""
    return (await tx.scalars(select(tables.OpeningHours))).all()


async def opening_exceptions(tx: Tx) -> Sequence[tables.OpeningException]:
    """Return every exception of every team."""
    return (await tx.scalars(select(tables.OpeningException))).all()


def _places() -> Select[tables.Place, str, str]:
    return (
        select(tables.Place, tables.Municipality.name, Team.name)
        .join(tables.Municipality, tables.Municipality.id == tables.Place.municipality_id)
        .join(Team, Team.id == tables.Municipality.team_id)
    )


def _place(row: tables.Place, municipality: str, team: str) -> Place:
    kind = PlaceKind(row.kind)
    return Place(row.id, row.slug, row.name, kind=kind, municipality=municipality, team=team, phone=row.phone)
