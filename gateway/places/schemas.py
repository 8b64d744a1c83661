"""What crosses the wire about places."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from gateway.places import hours
from gateway.places.opening import Opening
from gateway.places.place import Place, PlaceKind
from gateway.wire import Answer


class PlaceShown(Answer):
    """A place as a kiosk shows it."""

    slug: str
    name: str
    kind: PlaceKind
    municipality: str
    phone: str | None

    @classmethod
    def of(cls, place: Place) -> Self:
        """Show a place."""
        return cls(
            slug=place.slug,
            name=place.name,
            kind=place.kind,
            municipality=place.municipality,
            phone=place.phone,
        )


class SaidShown(Answer):
    """A text for people: its Fluent key and arguments."""

    key: str
    args: dict[str, str | int]


class OpeningShown(Answer):
    """Whether people are there for a medium, and the words for it."""

    open: bool
    hours: SaidShown

    @classmethod
    def of(cls, opening: Opening, at: datetime) -> Self:
        """Show an opening as it is right at `at`."""
        said = hours.said(opening, at)
        return cls(open=opening.open, hours=SaidShown(key=said.key, args=said.args))


class OpeningsShown(Answer):
    """Both media of who serves a place."""

    chat: OpeningShown
    video: OpeningShown
