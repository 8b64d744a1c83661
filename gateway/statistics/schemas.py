"""What crosses the wire about statistics."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from gateway.contacts.contact import HERE, Channel
from gateway.database import now
from gateway.wire import Answer, Question

PAGE_SIZE_MAX = 100
PAGE_MAX = 100_000
DAYS_SHOWN = 14
DAYS_MAX = 366

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2999, 12, 31))]
Moment = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
"""Told in UTC, whatever the time zone of the database session."""


class Period(Question):
    """Days from and up to and including; an open end has no bound."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError("from is later than to")
        return self

    @property
    def begins(self) -> datetime | None:
        """Return the moment at which the first day begins."""
        return _midnight(self.from_) if self.from_ else None

    @property
    def ends(self) -> datetime | None:
        """Return the moment at which the last day is over."""
        return _midnight(self.to + timedelta(days=1)) if self.to else None


class Filter(Period):
    """Which contacts are wanted."""

    channel: Channel | None = None


class Page(Filter):
    """Which contacts are wanted, and which part of them."""

    page: int = Field(default=1, ge=1, le=PAGE_MAX)
    page_size: int = Field(default=25, ge=1, le=PAGE_SIZE_MAX)


class Days(Period):
    """Which days are counted: by default the last DAYS_SHOWN."""

    @model_validator(mode="after")
    def _few_enough(self) -> Self:
        if len(self.days) > DAYS_MAX:
            raise ValueError(f"at most {DAYS_MAX} days at once")
        return self

    @property
    def days(self) -> list[date]:
        """Return every day, the first one first."""
        last = self.to or (self.from_ + timedelta(days=DAYS_SHOWN - 1) if self.from_ else today())
        first = self.from_ or last - timedelta(days=DAYS_SHOWN - 1)
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    @property
    def whole(self) -> Period:
        """Return the counted days as a period with both ends."""
        return Period(**{"from": self.days[0], "to": self.days[-1]})


class ContactRow(Answer):
    """One contact as a supervisor reads it; never the note."""

    id: UUID
    reference: str
    channel: str
    started_at: Moment
    ended_at: Moment | None
    language: str
    topic: str | None
    theme: str | None
    municipality: str | None
    base_team: str | None
    place: str | None
    officer: str | None
    outcome: str | None
    end_reason: str | None
    chained_to: UUID | None


class ContactPage(Answer):
    """A part of the contacts, and how many there are in all."""

    count: int
    results: list[ContactRow]


class Series(Answer):
    """How many contacts a channel had on each day."""

    channel: str
    counts: list[int]


class ChannelCounts(Answer):
    """What came in by channel and day."""

    total: int
    days: list[date]
    series: list[Series]


def today() -> date:
    """Return today's date where the contacts take place."""
    return now().astimezone(HERE).date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HERE)
