"""`hub officer`: say who may log in, from the command line, so that a new force gets its first people in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from gateway.children import CannotStart
from gateway.database import Database, Tx
from gateway.officers import repository
from gateway.officers.officer import Role

Result = TypeVar("Result")


@dataclass(frozen=True)
class NewOfficer:
    """Somebody to add or change; `team` is the short name of a base team."""

    subject: str
    name: str
    badge: str
    role: Role
    team: str
    languages: tuple[str, ...]


def add(url: str, officer: NewOfficer, team_name: str | None) -> str:
    """Add an officer, or change one who is there, and let them log in; return a sentence."""

    async def put(tx: Tx) -> str:
        teams = await repository.teams(tx)
        if officer.team not in teams and team_name is None:
            known = ", ".join(sorted(teams)) or "none yet"
            raise CannotStart(f"There is no team {officer.team} ({known}); make it with --team-name.")
        team_id = teams.get(officer.team)
        if team_name is not None or team_id is None:
            team_id = await repository.put_team(tx, officer.team, team_name or officer.team)
        values = {
            "name": officer.name,
            "badge": officer.badge,
            "role": officer.role,
            "team_id": team_id,
            "languages": list(officer.languages),
            "active": True,
        }
        await repository.put_officer(tx, officer.subject, values)
        return f"{officer.name} may log in as {officer.role}."

    return _in_transaction(url, put)


def listed(url: str) -> list[str]:
    """Return a line for everybody who may log in or could before."""

    async def read(tx: Tx) -> list[str]:
        return [
            f"{one.subject:<40} {one.officer.role:<16} {one.officer.name:<24} {one.officer.team}"
            + ("" if one.active else "  (may not log in)")
            for one in await repository.everybody(tx)
        ]

    return _in_transaction(url, read)


def deactivate(url: str, subject: str) -> str:
    """Take the log-in of an officer away, now; what they did stays on record. Return a sentence."""

    async def take_away(tx: Tx) -> str:
        if not await repository.deactivate(tx, subject):
            raise CannotStart(f"Nobody is known by the subject {subject}; see `hub officer list`.")
        return f"{subject} may not log in any more; an open screen closes within seconds."

    return _in_transaction(url, take_away)


def _in_transaction(url: str, work: Callable[[Tx], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        database = Database(url, pool_size=1)
        try:
            async with database.transaction() as tx:
                return await work(tx)
        finally:
            await database.close()

    return asyncio.run(run())
