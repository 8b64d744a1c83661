"""Frames between a citizen's browser and the gateway."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, TypeAdapter

from gateway.channels.frames import NO_NUL, Pong, Refused, Text
from gateway.conversations.schemas import (
    ConversationView,
    Event,
    Language,
    Medium,
    SaidView,
    WaitingView,
    Wire,
)

Code = Annotated[str, StringConstraints(max_length=128)]
Value = Annotated[str, StringConstraints(pattern=r"^(topic:[a-z0-9_]{1,64}|person:(chat|video)|menu)$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")]


class Hello(Wire):
    type: Literal["hello"]
    session: Code | None = None
    since: int | None = Field(default=None, ge=0, lt=2**31)
    surface: Literal["website", "kiosk", "call"] = "website"
    language: Language = "nl"
    place: Slug | None = None


class Say(Wire):
    type: Literal["say"]
    client_id: UUID
    text: Text


class Choose(Wire):
    type: Literal["choose"]
    client_id: UUID
    value: Value
    label: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=NO_NUL)
    ]


class Typing(Wire):
    type: Literal["typing"]
    on: bool


class ChangeLanguage(Wire):
    type: Literal["language"]
    language: Language


class AskPerson(Wire):
    type: Literal["ask_person"]
    client_id: UUID
    medium: Medium


class StopWaiting(Wire):
    type: Literal["stop_waiting"]
    client_id: UUID


class KeepWaiting(Wire):
    type: Literal["keep_waiting"]
    client_id: UUID


class WantHandoff(Wire):
    type: Literal["handoff"]


class GoOnLater(Wire):
    """Asks for a secret code; not repeated by itself, because each code ends the one before it."""

    type: Literal["later"]


class Join(Wire):
    type: Literal["join"]


class Done(Wire):
    type: Literal["done"]
    client_id: UUID


class Ping(Wire):
    type: Literal["ping"]
    seq: int = Field(ge=0)


CitizenFrame = Annotated[
    Hello
    | Say
    | Choose
    | Typing
    | ChangeLanguage
    | AskPerson
    | StopWaiting
    | KeepWaiting
    | WantHandoff
    | GoOnLater
    | Join
    | Done
    | Ping,
    Field(discriminator="type"),
]


class Snapshot(Wire):
    type: Literal["snapshot"] = "snapshot"
    session: str
    seq: int
    conversation: ConversationView
    events: list[Event]


class Happened(Event):
    type: Literal["event"] = "event"


class Ack(Wire):
    type: Literal["ack"] = "ack"
    client_id: UUID
    seq: int


class Waiting(WaitingView):
    type: Literal["waiting"] = "waiting"


class Persons(Wire):
    """How busy it is and whether people are there at all, for the buttons."""

    class Line(Wire):
        officers: int
        expected_s: int | None
        open: bool
        hours: SaidView

    type: Literal["persons"] = "persons"
    chat: Line
    video: Line


class SomeoneTypes(Wire):
    type: Literal["typing"] = "typing"
    who: Literal["bot", "officer"]
    name: str | None
    on: bool


class Seen(Wire):
    type: Literal["seen"] = "seen"
    seq: int


class Handoff(Wire):
    type: Literal["handoff"] = "handoff"
    code: str


class SecretCode(Wire):
    """The code as its owner sees it, once."""

    type: Literal["code"] = "code"
    reference: str
    code: str
    opens_until: datetime


class JoinTicket(Wire):
    type: Literal["ticket"] = "ticket"
    ticket: str
    url: str
    call_id: UUID


ToCitizen = (
    Snapshot
    | Happened
    | Ack
    | Waiting
    | Persons
    | SomeoneTypes
    | Seen
    | Handoff
    | SecretCode
    | JoinTicket
    | Refused
    | Pong
)

FROM_CITIZEN: TypeAdapter[CitizenFrame] = TypeAdapter(CitizenFrame)
