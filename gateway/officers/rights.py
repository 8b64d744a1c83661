"""What each role may do: the one table that routes and sockets are guarded by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from gateway.officers.officer import Role


class Right(StrEnum):
    """Something that a role may do; `docs/architecture.md` shows the same table to people."""

    OWN_PAGE = "own_page"
    """See who one is logged in as, and log out."""
    CONSOLE = "console"
    """Look at the queue and at who is available."""
    CONVERSATIONS = "conversations"
    """Take conversations, and read and answer the own ones."""
    CONTACTS_BY_HAND = "contacts_by_hand"
    """Write contacts down, and correct the own ones; a supervisor those of the team."""
    STATISTICS = "statistics"
    """Read the figures and the contact log, without what was said."""
    PLACES = "places"
    """Change places and their opening hours."""
    KIOSKS = "kiosks"
    """Add kiosks and end them."""
    OFFICERS = "officers"
    """Say who may log in, and in which role."""


RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.OFFICER: frozenset({Right.OWN_PAGE, Right.CONSOLE, Right.CONVERSATIONS, Right.CONTACTS_BY_HAND}),
    Role.INTERPRETER: frozenset({Right.OWN_PAGE}),
    Role.SUPERVISOR: frozenset({Right.OWN_PAGE, Right.CONSOLE, Right.CONTACTS_BY_HAND, Right.STATISTICS}),
    Role.PRIVACY_OFFICER: frozenset({Right.OWN_PAGE, Right.STATISTICS}),
    Role.ADMINISTRATOR: frozenset({Right.OWN_PAGE, Right.PLACES, Right.KIOSKS, Right.OFFICERS}),
}


def roles_with(right: Right) -> frozenset[Role]:
    """Return the roles that have a right."""
    return frozenset(role for role, rights in RIGHTS.items() if right in rights)


def may(role: Role, right: Right) -> bool:
    """Tell whether a role has a right."""
    return right in RIGHTS[role]
