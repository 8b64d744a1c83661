"""An officer as the rest of the hub knows one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What someone in the console may do."""

    OFFICER = "officer"
    INTERPRETER = "interpreter"
    SUPERVISOR = "supervisor"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Officer:
    """Someone who works in the console; `team` is the name of the base team."""

    id: UUID
    name: str
    badge: str
    role: Role
    team: str
    languages: tuple[str, ...]
