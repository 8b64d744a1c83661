"""Log-in sessions of officers: an opaque token in a cookie, only its hash in Redis."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from gateway.database import now
from gateway.live import Live
from gateway.settings import Settings

KEY = "hub:officer-session:"
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Session:
    """Whose log-in this is, since when, and with which assurance level (None: the provider named none)."""

    officer_id: UUID
    since: datetime
    acr: str | None


class OfficerSessions:
    """Start, find and end sessions; each ends after a working day, or earlier when nobody uses it."""

    def __init__(self, live: Live, settings: Settings) -> None:
        self._live = live
        # A log-in of the development page counts in development only.
        self._key = f"{KEY}{settings.environment}:"
        self._idle_s = settings.officer_idle_s
        self._longest_s = settings.officer_hours * 3600

    async def start(self, officer_id: UUID, acr: str | None = None) -> str:
        """Start a session; return the token, which is new each time and known nowhere else."""
        token, since = secrets.token_urlsafe(TOKEN_BYTES), now().timestamp()
        kept = {"officer": str(officer_id), "since": since, "until": since + self._longest_s, "acr": acr}
        await self._live.put(self._name(token), kept, min(self._idle_s, self._longest_s))
        return token

    async def officer_id(self, token: str) -> UUID | None:
        """Return whose session this is and count as use; None when it ended."""
        session = await self.session(token)
        return session.officer_id if session else None

    async def session(self, token: str, *, used: bool = True) -> Session | None:
        """Return the session of a token, or None when it ended; `used` keeps it from being idle."""
        kept = await self._live.get(self._name(token))
        left_s = int(kept["until"] - now().timestamp()) if kept else 0
        if kept is None or left_s <= 0:
            return None
        if used:
            await self._live.touch(self._name(token), min(self._idle_s, left_s))
        return _session(kept)

    async def end(self, token: str) -> None:
        """End a session; nothing happens when it ended before."""
        await self._live.drop(self._name(token))

    def _name(self, token: str) -> str:
        return self._key + hashlib.sha256(token.encode()).hexdigest()


def _session(kept: dict[str, Any]) -> Session:
    return Session(UUID(kept["officer"]), datetime.fromtimestamp(kept["since"], UTC), kept["acr"])
