"""Load a force (teams, municipalities, places, officers) from a data file; again after the data changed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID

import yaml
from pydantic import StringConstraints, ValidationError

from gateway.database import Database, Tx
from gateway.officers import repository as officers
from gateway.officers.officer import Role
from gateway.places import repository as places
from gateway.places.opening_data import Data, OpeningData
from gateway.places.place import PlaceKind

DEMONSTRATION = Path(__file__).parent / "demonstration.yml"
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]{2,24}$")]


class TeamData(Data):
    """A base team, the municipalities it serves, and its hours if it has any of its own."""

    slug: str
    name: str
    municipalities: tuple[str, ...] = ()
    opening: OpeningData | None = None


class PlaceData(Data):
    """A place; `at` is latitude and longitude in degrees (WGS 84)."""

    slug: str
    name: str
    kind: PlaceKind
    municipality: str
    at: tuple[float, float] | None = None
    open_from: date | None = None
    open_until: date | None = None
    phone: Phone | None = None


class OfficerData(Data):
    """Someone who may log in; `team` is a slug."""

    subject: str
    name: str
    badge: str
    role: Role
    team: str
    languages: tuple[str, ...]


class Force(Data):
    """All of a force, or the part of it that a file is about."""

    teams: tuple[TeamData, ...]
    places: tuple[PlaceData, ...] = ()
    officers: tuple[OfficerData, ...] = ()


def read(file: Path = DEMONSTRATION) -> Force:
    """Read a force from its file; a fault in it raises ValueError (pydantic's ValidationError is one)."""
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    return Force.model_validate(raw)


def fault(error: OSError | ValueError) -> str:
    """Say in one sentence what is wrong with a file that `read` did not take."""
    if not isinstance(error, ValidationError):
        return f"The file cannot be read: {str(error).splitlines()[0]}."
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"The file cannot be used: {where}: {first['msg'].removeprefix('Value error, ')}."


def seed(url: str, force: Force | None = None) -> None:
    """Put a force, else the demonstration force, into the database at `url`, from outside any event loop."""
    asyncio.run(_seed(url, force or read()))


async def _seed(url: str, force: Force) -> None:
    database = Database(url, pool_size=1)
    try:
        async with database.transaction() as tx:
            await put(tx, force)
    finally:
        await database.close()


async def put(tx: Tx, force: Force) -> None:
    """Add what is new and change what differs; what left the file stays, because the log points to it."""
    teams = {team.slug: await officers.put_team(tx, team.slug, team.name) for team in force.teams}
    for team in force.teams:
        await _put_opening(tx, teams[team.slug], team.opening)
    municipalities = {
        name: await places.put_municipality(tx, name, teams[team.slug])
        for team in force.teams
        for name in team.municipalities
    }
    for place in force.places:
        await _put_place(tx, place, municipalities)
    for officer in force.officers:
        values = officer.model_dump(exclude={"subject", "team"}) | {"team_id": teams[officer.team]}
        await officers.put_officer(tx, officer.subject, values)


async def _put_opening(tx: Tx, team_id: UUID, opening: OpeningData | None) -> None:
    if opening is None:
        await places.put_opening(tx, team_id, None)
        return
    columns = opening.model_dump(include={"force_wide", "closed_on_public_holidays"})
    await places.put_opening(
        tx, team_id, columns, hours=opening.hours_rows(), exceptions=opening.exception_rows()
    )


async def _put_place(tx: Tx, place: PlaceData, municipalities: Mapping[str, UUID]) -> None:
    values = place.model_dump(include={"name", "kind", "open_from", "open_until", "phone"})
    values["municipality_id"] = municipalities[place.municipality]
    values["latitude"], values["longitude"] = place.at or (None, None)
    await places.put_place(tx, place.slug, values)
