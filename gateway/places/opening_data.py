"""Opening hours as they stand in the data file of a force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from gateway.places.opening import Span

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


class Data(BaseModel):
    """Parent of what stands in the file; an unknown key is a slip of the pen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _span(raw: object) -> Span:
    """Read `09:00-17:00`; hours past midnight are two stretches, on two days."""
    found = HOURS.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        raise ValueError("hours are written as 09:00-17:00, the last one at most 24:00")
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
    return Span(opens_hour * 60 + opens_minute, closes_hour * 60 + closes_minute)


Hours = Annotated[Span, BeforeValidator(_span)]
Medium = Literal["chat", "video"]


class WeekData(Data):
    """Hours that come back every week on these days; without a medium for chat and video."""

    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...]
    hours: Hours
    medium: Medium | None = None


class ExceptionData(Data):
    """Other hours on one date, or closed; `reason` is read by people, by language."""

    date: date
    hours: Hours | None = None
    closed: bool = False
    medium: Medium | None = None
    reason: dict[Literal["nl", "en"], str] | None = None

    @model_validator(mode="after")
    def _either_or(self) -> Self:
        if (self.hours is None) != self.closed:
            raise ValueError("an exception has either hours or `closed: true`")
        if self.reason is not None and set(self.reason) != {"nl", "en"}:
            raise ValueError("a reason is written in nl and in en")
        return self


class OpeningData(Data):
    """The hours of a team; the force-wide desk serves everybody whose place is not known."""

    force_wide: bool = False
    closed_on_public_holidays: bool = False
    week: tuple[WeekData, ...]
    exceptions: tuple[ExceptionData, ...] = ()

    def hours_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the columns of each stretch of the week."""
        for one in self.week:
            for day in one.days:
                yield {"medium": one.medium, "weekday": DAYS.index(day) + 1, **vars(one.hours)}

    def exception_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the columns of each exception."""
        for one in self.exceptions:
            minutes = vars(one.hours) if one.hours else {"opens_min": None, "closes_min": None}
            yield {"medium": one.medium, "day": one.date, "reason": one.reason, **minutes}
