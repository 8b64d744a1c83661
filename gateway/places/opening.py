"""When people of a team are there: weekly hours, exceptions by date, holidays. Pure, in Dutch local time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from holidays import country_holidays

LOCAL: Final = ZoneInfo("Europe/Amsterdam")
DAY_MIN: Final = 24 * 60
FAR_DAYS: Final = 62
"""How far ahead an opening or a closing is looked for; beyond it "we cannot say" and "always" begin."""
HOLIDAY_LANGUAGES: Final = MappingProxyType({"nl": "nl", "en": "en_US"})

Reason = Mapping[str, str]
"""Why a day differs, by language."""


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a local day in minutes since midnight; it may end at 24:00."""

    opens_min: int
    closes_min: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens_min < self.closes_min <= DAY_MIN:
            raise ValueError("a stretch opens before it closes, on the same day")


@dataclass(frozen=True)
class Exceptional:
    """A day with other hours than its weekday; without any it is closed."""

    spans: tuple[Span, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True)
class Timetable:
    """The hours of one team for one medium."""

    week: Mapping[int, tuple[Span, ...]]
    """By ISO weekday: Monday is 1."""
    exceptions: Mapping[date, Exceptional] = field(default_factory=dict)
    closed_on_public_holidays: bool = False

    def day(self, day: date) -> Exceptional:
        """Return the hours of one day: an exception goes before a public holiday, that before the week."""
        if (exception := self.exceptions.get(day)) is not None:
            return exception
        if self.closed_on_public_holidays and (name := holiday(day)) is not None:
            return Exceptional(reason=name)
        return Exceptional(self.week.get(day.isoweekday(), ()))


ALWAYS: Final = Timetable(
    MappingProxyType({weekday: (Span(0, DAY_MIN),) for weekday in range(1, 8)}), MappingProxyType({})
)
"""The hours of a force that names none."""


@dataclass(frozen=True)
class Opening:
    """Whether people are there at a moment, and when that changes."""

    open: bool
    until: datetime | None = None
    """When they leave (UTC), while open; None when that is further away than FAR_DAYS."""
    opens: datetime | None = None
    """When they are there again (UTC), while closed; None when that is further away than FAR_DAYS."""
    reason: Reason | None = None
    """Why today differs, while closed."""


def opening(timetable: Timetable, at: datetime) -> Opening:
    """Return whether `timetable` is open at the aware moment `at`, until when, or from when on."""
    today = at.astimezone(LOCAL).date()
    for opens, closes in _stretches(timetable, today - timedelta(days=1)):
        if closes <= at:
            continue
        if opens > at:
            return Opening(open=False, opens=opens, reason=timetable.day(today).reason)
        far = closes - at > timedelta(days=FAR_DAYS - 2)
        return Opening(open=True, until=None if far else closes)
    return Opening(open=False, reason=timetable.day(today).reason)


def _stretches(timetable: Timetable, first: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield when people are there, in order, as UTC moments; stretches that touch are one."""
    current: tuple[datetime, datetime] | None = None
    for offset in range(FAR_DAYS + 1):
        day = first + timedelta(days=offset)
        for span in sorted(timetable.day(day).spans):
            opens, closes = _moment(day, span.opens_min, fold=0), _moment(day, span.closes_min, fold=1)
            if opens >= closes:  # the hour that the clock skips in spring
                continue
            if current is not None and opens <= current[1]:
                current = current[0], max(current[1], closes)
                continue
            if current is not None:
                yield current
            current = opens, closes
    if current is not None:
        yield current


def _moment(day: date, minute: int, *, fold: int) -> datetime:
    """Return a local time as UTC; in the hour that comes twice in autumn `fold` says which one."""
    local = datetime.combine(day, time.min) + timedelta(minutes=minute)
    return local.replace(tzinfo=LOCAL, fold=fold).astimezone(UTC)


def holiday(day: date) -> Reason | None:
    """Return the names of a Dutch public holiday by language, or None on any other day."""
    return _holidays(day.year).get(day)


@cache
def _holidays(year: int) -> Mapping[date, Reason]:
    by_language = {
        language: country_holidays("NL", years=year, language=code)
        for language, code in HOLIDAY_LANGUAGES.items()
    }
    return {
        day: {language: str(names[day]) for language, names in by_language.items()}
        for day in by_language["nl"]
    }
