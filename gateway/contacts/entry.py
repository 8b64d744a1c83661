"""What an officer fills in about a contact by hand, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from gateway.contacts.contact import BY_HAND, Initiative
from gateway.errors import Fault
from gateway.places.place import Place

NOTE_CHARS: Final = 4_000
CLOCKS_DIFFER: Final = timedelta(minutes=2)
"""How far the officer's clock may be ahead of ours before a moment is in the future."""

REASONS: Final = {
    "choose": "Choose one of the choices.",
    "unknown": "This is not one of the choices.",
    "note-too-long": "The note is too long.",
    "in-future": "This moment has not come yet.",
    "too-long-ago": "This is too long ago.",
    "end-before-start": "The end is before the start.",
    "end-or-duration": "Give an end or a duration, not both.",
    "reference-wrong": "The check character of this reference is wrong.",
    "reference-unknown": "There is no contact with this reference.",
    "nothing-changed": "Nothing was changed.",
    "not-correctable": "This cannot be corrected here.",
}
"""What a fault means, for readers of the API; people read the text `entry-fault-<code>`."""


@dataclass(frozen=True)
class Entry:
    """A contact as an officer writes it down; without times it was now."""

    client_id: UUID
    channel: str | None
    topic: str | None
    outcome: str | None
    municipality: str | None = None
    place: str | None = None
    """The slug of a place; its municipality counts then."""
    language: str = "nl"
    initiative: str = Initiative.CITIZEN
    note: str = ""
    follow_up: bool = False
    same_case: str | None = None
    """The reference of an earlier contact, as typed."""
    start: datetime | None = None
    end: datetime | None = None
    duration_s: int | None = None


@dataclass(frozen=True)
class Known:
    """What there is to choose from, and how far back a contact may lie."""

    topics: Mapping[str, str]
    """Topics with the theme that each counts for."""
    outcomes: tuple[str, ...]
    languages: tuple[str, ...]
    municipalities: Mapping[str, str]
    """Municipalities with the base team that serves each."""
    places: Mapping[str, Place]
    """Places by slug."""
    entry_days: int

    def choices(self) -> Mapping[str, Container[str]]:
        """Return what each field may hold."""
        return {
            "channel": frozenset(channel.value for channel in BY_HAND),
            "topic": self.topics,
            "outcome": self.outcomes,
            "language": self.languages,
            "initiative": frozenset(initiative.value for initiative in Initiative),
            "municipality": self.municipalities,
            "place": self.places,
        }


OPTIONAL: Final = frozenset({"municipality", "place"})


def fault(name: str, code: str, **args: str | int) -> Fault:
    """Make a fault of a field, with its reason."""
    return Fault(name, code, REASONS[code], args)


def value_faults(values: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Yield what is wrong with the given fields, each by itself."""
    for name, allowed in known.choices().items():
        if name not in values or (values[name] is None and name in OPTIONAL):
            continue
        if not values[name]:
            yield fault(name, "choose")
        elif values[name] not in allowed:
            yield fault(name, "unknown")
    if len(values.get("note") or "") > NOTE_CHARS:
        yield fault("note", "note-too-long", max=NOTE_CHARS)


def moments(entry: Entry, at: datetime) -> tuple[datetime, datetime]:
    """Return start and end: what was not told follows from the rest, and without anything it was now."""
    lasted = timedelta(seconds=entry.duration_s or 0)
    if entry.start is None:
        end = entry.end or at
        return end - lasted, end
    return entry.start, entry.end or entry.start + lasted


def time_faults(start: datetime, end: datetime, at: datetime, days: int) -> Iterator[Fault]:
    """Yield what is wrong with the moments of a contact that is written down at `at`."""
    if start > at + CLOCKS_DIFFER:
        yield fault("start", "in-future")
    elif start < at - timedelta(days=days):
        yield fault("start", "too-long-ago", days=days)
    if end < start:
        yield fault("end", "end-before-start")
    elif end > at + CLOCKS_DIFFER and start <= at + CLOCKS_DIFFER:
        yield fault("end", "in-future")
