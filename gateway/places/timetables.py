"""Every team's opening hours at once, and which team's hours count for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from gateway.database import Tx
from gateway.places import repository, tables
from gateway.places.opening import ALWAYS, Exceptional, Opening, Span, Timetable, opening

MEDIA: Final = ("chat", "video")


@dataclass(frozen=True)
class Timetables:
    """Timetables by team and medium."""

    by_team: Mapping[str, Mapping[str, Timetable]] = field(default_factory=dict)
    """By the name of the team; only teams with hours of their own."""
    force_wide: str | None = None
    """The team that serves everybody else; without one people are always there."""

    def desk(self, team: str | None) -> str | None:
        """Return the team whose hours count for somebody whom `team` serves."""
        return team if team in self.by_team else self.force_wide

    def opening(self, team: str | None, medium: str, at: datetime) -> Opening:
        """Return whether people are there for somebody whom `team` serves (None: not known)."""
        timetable = self.by_team.get(self.desk(team) or "", {}).get(medium, ALWAYS)
        return opening(timetable, at)


async def load(tx: Tx) -> Timetables:
    """Read the hours of all teams."""
    openings = await repository.openings(tx)
    if not openings:
        return Timetables()
    hours, exceptions = await repository.opening_hours(tx), await repository.opening_exceptions(tx)
    by_team = {
        name: {medium: _timetable(row, medium, hours=hours, exceptions=exceptions) for medium in MEDIA}
        for name, row in openings
    }
    force_wide = next((name for name, row in openings if row.force_wide), None)
    return Timetables(by_team, force_wide)


def _timetable(
    of: tables.TeamOpening,
    medium: str,
    *,
    hours: Sequence[tables.OpeningHours],
    exceptions: Sequence[tables.OpeningException],
) -> Timetable:
    week: dict[int, tuple[Span, ...]] = defaultdict(tuple)
    for row in hours:
        if _counts(row, of.team_id, medium):
            week[row.weekday] += (Span(row.opens_min, row.closes_min),)
    days: dict[date, Exceptional] = {}
    for exception in exceptions:
        if _counts(exception, of.team_id, medium):
            days[exception.day] = _with(days.get(exception.day, Exceptional()), exception)
    return Timetable(dict(week), days, of.closed_on_public_holidays)


def _counts(row: tables.OpeningHours | tables.OpeningException, team_id: UUID, medium: str) -> bool:
    return row.team_id == team_id and row.medium in {None, medium}


def _with(day: Exceptional, row: tables.OpeningException) -> Exceptional:
    spans = day.spans
    if row.opens_min is not None and row.closes_min is not None:
        spans += (Span(row.opens_min, row.closes_min),)
    return Exceptional(spans, row.reason or day.reason)
