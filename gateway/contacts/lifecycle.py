"""What may happen in a contact, and what each happening changes in its projection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from gateway.errors import Conflict


class State(StrEnum):
    """How far a contact is."""

    NEW = "new"
    OPEN = "open"
    CLOSED = "closed"


class Happening(StrEnum):
    """Names of the events in the contact log."""

    STARTED = "ContactStarted"
    ROUTED = "ContactRouted"
    LANGUAGE_CHANGED = "LanguageChanged"
    OFFICER_JOINED = "OfficerJoined"
    OFFICER_LEFT = "OfficerLeft"
    NOTE_TAKEN = "NoteTaken"
    ENDED = "ContactEnded"
    CORRECTED = "ContactCorrected"


ALLOWED: Mapping[State, Mapping[Happening, State]] = {
    State.NEW: {Happening.STARTED: State.OPEN},
    State.OPEN: {
        Happening.ROUTED: State.OPEN,
        Happening.LANGUAGE_CHANGED: State.OPEN,
        Happening.OFFICER_JOINED: State.OPEN,
        Happening.OFFICER_LEFT: State.OPEN,
        Happening.NOTE_TAKEN: State.OPEN,
        Happening.ENDED: State.CLOSED,
    },
    State.CLOSED: {Happening.CORRECTED: State.CLOSED},
}

PROJECTED: Mapping[Happening, frozenset[str]] = {
    Happening.STARTED: frozenset(
        {"reference", "conversation_id", "chained_to", "channel", "language", "place"}
        | {"topic", "theme", "municipality", "base_team"}
        | {"initiative", "entered_by", "entered_at"}
    ),
    Happening.ROUTED: frozenset({"topic", "theme", "municipality", "base_team"}),
    Happening.LANGUAGE_CHANGED: frozenset({"language"}),
    Happening.OFFICER_JOINED: frozenset({"officer", "officer_id", "base_team"}),
    Happening.OFFICER_LEFT: frozenset({"officer", "officer_id"}),
    Happening.NOTE_TAKEN: frozenset({"note"}),
    Happening.ENDED: frozenset({"outcome", "end_reason", "follow_up"}),
    Happening.CORRECTED: frozenset(
        {"channel", "language", "place", "topic", "theme", "municipality", "base_team"}
        | {"initiative", "started_at", "ended_at", "outcome", "note", "follow_up", "withdrawn"}
    ),
}
"""Columns that the data of each event fills; other keys stay in the log only."""

MOMENTS: Mapping[Happening, str] = {Happening.STARTED: "started_at", Happening.ENDED: "ended_at"}
AT_FIRST: Mapping[Happening, Mapping[str, Any]] = {
    Happening.STARTED: {"initiative": "citizen", "follow_up": False, "withdrawn": False}
}
"""What holds unless the data of an event says otherwise."""
IDS = frozenset({"conversation_id", "chained_to", "officer_id", "entered_by"})
TIMES = frozenset({"started_at", "ended_at", "entered_at"})


def after(state: State, happening: Happening) -> State:
    """Return the state that follows, or raise Conflict: after the end only corrections are added."""
    following = ALLOWED[state].get(happening)
    if following is None:
        raise Conflict(f"{happening} cannot follow in a contact that is {state}.")
    return following


def changes(happening: Happening, data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return the columns of the projection that an event changes, with their new values."""
    columns = {name: _value(name, data[name]) for name in PROJECTED[happening] & data.keys()}
    at_first = AT_FIRST.get(happening, {})
    return {**at_first, **columns, **({MOMENTS[happening]: at} if happening in MOMENTS else {})}


def _value(column: str, kept: Any) -> Any:
    if kept is None:
        return None
    if column in IDS:
        return UUID(kept)
    return datetime.fromisoformat(kept) if column in TIMES else kept
