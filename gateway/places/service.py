"""Where people meet the police, and who serves them there."""

from __future__ import annotations

from uuid import UUID

from gateway.database import Tx
from gateway.errors import NotThere
from gateway.places import repository
from gateway.places.place import Place


class UnknownPlace(NotThere):
    code, title = "unknown_place", "There is no such place."


async def place_by_slug(tx: Tx, slug: str) -> Place:
    """Return the place with this slug, or raise UnknownPlace."""
    place = await repository.by_slug(tx, slug)
    if place is None:
        raise UnknownPlace
    return place


async def place_by_id(tx: Tx, place_id: UUID) -> Place:
    """Return the place with this id, or raise NotThere."""
    place = await repository.by_id(tx, place_id)
    if place is None:
        raise NotThere
    return place


async def team_for_municipality(tx: Tx, municipality: str) -> str | None:
    """Return the name of the base team that serves a municipality; None when nobody here does."""
    return await repository.team_of(tx, municipality)


async def municipalities(tx: Tx) -> dict[str, str]:
    """Return every municipality by name, with the name of the base team that serves it."""
    return await repository.municipalities(tx)


async def places(tx: Tx) -> list[Place]:
    """Return every place, by name."""
    return await repository.places(tx)
