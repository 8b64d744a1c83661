"""Which officers are available now; each says so again before the time is over, or is gone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gateway.live import Live
from gateway.officers.officer import Officer

KEY = "hub:officer:"
AWAY = "hub:officer-away:"
STAY_S = 45
AWAY_S = 12 * 3600


@dataclass(frozen=True)
class Present:
    """An available officer."""

    officer_id: UUID
    team: str


async def stay(live: Live, officer: Officer) -> None:
    """Be available for the next STAY_S seconds."""
    await live.put(_key(officer.id), {"id": str(officer.id), "team": officer.team}, STAY_S)


async def leave(live: Live, officer_id: UUID) -> None:
    """Be available no longer, also after a reload, until the officer comes back or the day is over."""
    await live.put(AWAY + str(officer_id), {"away": True}, AWAY_S)
    await live.drop(_key(officer_id))


async def come_back(live: Live, officer: Officer) -> None:
    """Be available again."""
    await live.drop(AWAY + str(officer.id))
    await stay(live, officer)


async def is_away(live: Live, officer_id: UUID) -> bool:
    """Tell whether this officer chose not to be available."""
    return await live.get(AWAY + str(officer_id)) is not None


async def present(live: Live) -> list[Present]:
    """Return who is available, each officer once however many screens are open."""
    return [Present(UUID(kept["id"]), kept["team"]) for kept in await live.under(KEY)]


def _key(officer_id: UUID) -> str:
    return f"{KEY}{officer_id}"
