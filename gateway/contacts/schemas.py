"""What crosses the wire about contacts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from gateway import references
from gateway.contacts.contact import HERE, Channel, Contact, Part, Wanted
from gateway.wire import Answer, Question

PAGE_SIZE_MAX = 100
PAGE_MAX = 10_000
TEXT_CHARS = 200

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2999, 12, 31))]
Moment = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
"""Told in UTC, whatever the time zone of the database session."""


def _reference(text: str) -> str:
    found = references.normalise(text)
    if found is None:
        raise ValueError("this is not a reference: a character is wrong or missing")
    return found


Reference = Annotated[str, AfterValidator(_reference)]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_CHARS)]


class Period(Question):
    """Days from and up to and including; an open end has no bound."""

    from_: Day | None = Field(
        default=None,
        alias="from",
        description="First day, in the Netherlands, on which the contact started.",
        examples=["2026-11-01"],
    )
    to: Day | None = Field(
        default=None, description="Last day on which the contact started.", examples=["2026-11-30"]
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError("from is later than to")
        return self

    @property
    def begins(self) -> datetime | None:
        """Return the moment at which the first day begins."""
        return midnight(self.from_) if self.from_ else None

    @property
    def ends(self) -> datetime | None:
        """Return the moment at which the last day is over."""
        return midnight(self.to + timedelta(days=1)) if self.to else None

    def wanted(self, **more: Any) -> Wanted:
        """Return which contacts are asked for, as the contact log understands it."""
        return Wanted(begins=self.begins, ends=self.ends, **more)


class ContactQuery(Period):
    """Which contacts are wanted, and which part of them."""

    channel: Channel | None = Field(default=None, description="The way in.", examples=["web-chat"])
    language: Text | None = Field(
        default=None, description="Language as an ISO 639-1 code.", examples=["nl"], max_length=3
    )
    topic: Text | None = Field(default=None, description="Exact topic.", examples=["bicycle_theft"])
    theme: Text | None = Field(default=None, description="Year priority.", examples=["burglary_violence"])
    municipality: Text | None = Field(default=None, description="Municipality.", examples=["Emmen"])
    base_team: Text | None = Field(default=None, description="Base team.", examples=["Zuidoost-Drenthe"])
    outcome: Text | None = Field(default=None, description="How it ended.", examples=["advice_given"])
    reference: Reference | None = Field(
        default=None,
        description="The contacts of one thread. Small letters and a missing dash are understood.",
        examples=["7KQ2-MX42"],
    )
    after: UUID | None = Field(
        default=None,
        description="Go on behind this contact, the last you have; new contacts do not move what follows.",
    )
    page: int = Field(default=1, ge=1, le=PAGE_MAX, description="Number of the page; not with `after`.")
    page_size: int = Field(
        default=25, ge=1, le=PAGE_SIZE_MAX, description="How many contacts a page has at most."
    )

    @model_validator(mode="after")
    def _one_way_to_go_on(self) -> Self:
        if self.after and self.page != 1:
            raise ValueError("page and after do not go together")
        return self

    @property
    def part(self) -> Part:
        """Return which part of the wanted contacts is asked for."""
        return Part(self.page_size, (self.page - 1) * self.page_size, self.after)

    def narrowed(self, taken_by: UUID | None) -> Wanted:
        """Return which contacts are asked for; only those of one officer when `taken_by` is given."""
        names = ("channel", "language", "topic", "theme", "municipality", "base_team", "outcome", "reference")
        return self.wanted(taken_by=taken_by, **{name: getattr(self, name) for name in names})


class LoggedContact(Answer):
    """A contact: one stretch in one channel, from first to last moment; never with its note."""

    id: UUID = Field(examples=["01940000-0000-7000-8000-000000000000"])
    reference: str = Field(
        description="Shared by the contacts of one thread; not a secret.", examples=["7KQ2-MX42"]
    )
    channel: Channel
    started_at: Moment = Field(examples=["2026-11-20T12:00:00Z"])
    ended_at: Moment | None = Field(
        description="Null while the contact goes on.", examples=["2026-11-20T12:05:00Z"]
    )
    language: str = Field(description="ISO 639-1 code.", examples=["nl"])
    topic: str | None = Field(description="What it is about.", examples=["bicycle_theft"])
    theme: str | None = Field(description="The year priority it counts for.", examples=["clean_safe"])
    municipality: str | None = Field(examples=["Emmen"])
    base_team: str | None = Field(description="The local police team.", examples=["Zuidoost-Drenthe"])
    place: str | None = Field(description="Kiosk or counter.", examples=["Utrecht Centraal Station"])
    officer: str | None = Field(description="Who took it, by the name of that day.", examples=["S. Bakker"])
    outcome: str | None = Field(description="How it ended.", examples=["advice_given"])
    end_reason: str | None = Field(description="Why it ended.", examples=["closed_by_officer"])
    chained_to: UUID | None = Field(description="The contact that this one continues.")

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """Show a contact."""
        return cls(**{name: getattr(contact, name) for name in cls.model_fields})


class Link(Answer):
    """Where to go from here."""

    href: str = Field(examples=["https://hub.example/v1/contacts?pageSize=25"])


class Links(Answer):
    """Where this list begins and goes on; `next` is null at its end."""

    self_: Link = Field(alias="self")
    first: Link
    prev: Link | None
    next: Link | None


class ContactList(Answer):
    """A part of the contacts, the newest first."""

    links: Links = Field(alias="_links")
    count: int = Field(description="How many contacts there are; counted up to 10,000.", examples=[42])
    count_is_exact: bool = Field(description="False when there are more than were counted.")
    results: list[LoggedContact]


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins where the contacts take place."""
    return datetime(day.year, day.month, day.day, tzinfo=HERE)
