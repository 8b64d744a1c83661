"""What of a conversation crosses the wire, to citizens and officers alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Medium = Literal["chat", "video"]
Language = Literal["nl", "en"]


class Wire(BaseModel):
    """Parent of everything we send: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Button(Wire):
    """A next step. `value`: `topic:<id>`, `person:chat`, `person:video`, `menu`, an address or `tel:`."""

    label: str
    kind: Literal["choose", "link", "phone"]
    value: str
    primary: bool = False


class Safety(Wire):
    """A number that may save someone, shown at once."""

    id: str
    number: str
    label: str
    text: str
    primary: bool


class Event(Wire):
    """One numbered event of the thread."""

    seq: int
    name: str
    data: dict[str, Any]
    at: datetime


class OfficerView(Wire):
    name: str
    badge: str


class SaidView(Wire):
    """A text for people: its Fluent key and arguments."""

    key: str
    args: dict[str, str | int]


class WaitingView(Wire):
    """A place in the queue; `expected_s` is what is said of the wait, None when no officer is there."""

    medium: Medium
    place: int
    expected_s: int | None
    officers: int
    closing: SaidView | None = None
    """Said to who waits while people are about to leave."""


class CallView(Wire):
    id: UUID
    state: Literal["ready", "live", "ended"]


class ConversationView(Wire):
    """A conversation as its people see it now."""

    id: UUID
    reference: str
    language: str
    state: Literal["open", "closed"]
    held_by: Literal["bot", "queue", "officer", "nobody"]
    officer: OfficerView | None
    waiting: WaitingView | None
    call: CallView | None
    seen_seq: int
