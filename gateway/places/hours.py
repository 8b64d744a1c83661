"""Say opening hours in words: the Fluent key and arguments that server and browser both render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gateway.places.opening import LOCAL, Opening

SOON: Final = timedelta(minutes=30)
"""So close to the end it is said that people are about to leave."""
A_DAY: Final = timedelta(hours=24)
WEEK_DAYS: Final = 7
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Args = dict[str, str | int]


@dataclass(frozen=True)
class Said:
    """A text for people: its Fluent key and arguments."""

    key: str
    args: Args


def said(opening: Opening, at: datetime) -> Said:
    """Return the short words beside a button, as they are right at `at`."""
    if not opening.open:
        return Said("hours-opens", moment(opening.opens, at)) if opening.opens else Said("hours-closed", {})
    if opening.until is None:
        return Said("hours-always", {})
    left = opening.until - at
    if left > A_DAY:
        return Said("hours-open", {})
    return Said("hours-closes" if closes_soon(opening, at) else "hours-until", moment(opening.until, at))


def closes_soon(opening: Opening, at: datetime) -> bool:
    """Tell whether people are there now and leave within half an hour."""
    return opening.open and opening.until is not None and opening.until - at <= SOON


def moment(when: datetime, at: datetime) -> Args:
    """Return a moment as people name it at `at`: a day by its nearness, and the local time."""
    local = when.astimezone(LOCAL)
    days = (local.date() - at.astimezone(LOCAL).date()).days
    near = {0: "today", 1: "tomorrow"}.get(days)
    named = near or (WEEKDAYS[local.weekday()] if days < WEEK_DAYS else "date")
    return {
        "day": named,
        "date": local.day,
        "month": f"m{local.month}",
        "hour": f"{local.hour}",
        "minute": f"{local.minute:02}",
    }
