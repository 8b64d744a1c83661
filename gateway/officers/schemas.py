"""What crosses the wire about officers."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from gateway.officers.officer import Officer, Role
from gateway.officers.rights import RIGHTS, Right
from gateway.wire import Answer, Question


class DevelopmentOfficer(Answer):
    """One choice on the development log-in page."""

    id: UUID
    name: str
    role: Role
    team: str

    @classmethod
    def of(cls, officer: Officer) -> Self:
        """Show an officer as a choice."""
        return cls(id=officer.id, name=officer.name, role=officer.role, team=officer.team)


class Me(DevelopmentOfficer):
    """Who is logged in."""

    badge: str
    rights: list[Right]

    @classmethod
    def of(cls, officer: Officer) -> Self:
        """Show an officer to himself, with what the role allows."""
        return cls(
            id=officer.id,
            name=officer.name,
            role=officer.role,
            team=officer.team,
            badge=officer.badge,
            rights=sorted(RIGHTS[officer.role]),
        )


class LogIn(Question):
    """As whom to log in."""

    officer_id: UUID
