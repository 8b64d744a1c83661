"""What crosses the wire about places."""

from __future__ import annotations

from typing import Self

from gateway.places.place import Place, PlaceKind
from gateway.wire import Answer


class PlaceShown(Answer):
    """A place as a kiosk shows it."""

    slug: str
    name: str
    kind: PlaceKind
    municipality: str

    @classmethod
    def of(cls, place: Place) -> Self:
        """Show a place."""
        return cls(slug=place.slug, name=place.name, kind=place.kind, municipality=place.municipality)
