"""Who works in the console."""

from __future__ import annotations

from uuid import UUID

from gateway.database import Tx
from gateway.errors import NotLoggedIn, NotThere
from gateway.officers import repository
from gateway.officers.officer import Officer
from gateway.officers.sessions import OfficerSessions


async def officer(tx: Tx, officer_id: UUID) -> Officer:
    """Return an officer who may log in, or raise NotThere."""
    found = await repository.active_officer(tx, officer_id)
    if found is None:
        raise NotThere
    return found


async def officer_for_session(tx: Tx, sessions: OfficerSessions, token: str | None) -> Officer:
    """Return whose session `token` opens, as the officers table has it now, or raise NotLoggedIn."""
    officer_id = await sessions.officer_id(token) if token else None
    found = await repository.active_officer(tx, officer_id) if officer_id else None
    if found is None:
        raise NotLoggedIn
    return found


async def demonstration_officers(tx: Tx) -> list[Officer]:
    """Return everybody who may log in on the development page."""
    return await repository.active_officers(tx)
