"""A place as the rest of the hub knows one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class PlaceKind(StrEnum):
    """What citizens find at a place."""

    STATION = "station"
    POST_BY_APPOINTMENT = "post_by_appointment"
    POP_UP = "pop_up"
    KIOSK = "kiosk"


@dataclass(frozen=True)
class Place:
    """Where people meet the police; `team` is the name of the base team that serves its municipality."""

    id: UUID
    slug: str
    name: str
    kind: PlaceKind
    municipality: str
    team: str
    phone: str | None
    """Its own telephone number, beside the one of the whole police"""
