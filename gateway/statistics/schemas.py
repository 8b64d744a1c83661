"""What crosses the wire about statistics."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from gateway.contacts.contact import HERE, Channel
from gateway.contacts.schemas import PAGE_SIZE_MAX, LoggedContact, Period
from gateway.database import now
from gateway.wire import Answer

PAGE_MAX = 100_000
DAYS_SHOWN = 14
DAYS_MAX = 366


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


class ContactRow(LoggedContact):
    """One contact as a supervisor reads it; never the note."""


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
