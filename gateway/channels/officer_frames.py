"""Frames between an officer's console and the gateway."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, TypeAdapter

from gateway.channels.citizen_frames import JoinTicket
from gateway.channels.frames import NO_NUL, Pong, Refused, Text
from gateway.conversations.schemas import ConversationView, Event, Medium, Wire


class OfficerHello(Wire):
    type: Literal["hello"]


class Available(Wire):
    type: Literal["available"]
    on: bool


class Take(Wire):
    type: Literal["take"]
    client_id: UUID
    medium: Medium | None = None


class OfficerSay(Wire):
    type: Literal["say"]
    client_id: UUID
    conversation_id: UUID
    text: Text


class OfficerTyping(Wire):
    type: Literal["typing"]
    conversation_id: UUID
    on: bool


class OfficerSeen(Wire):
    type: Literal["seen"]
    conversation_id: UUID
    seq: int = Field(ge=0)


class Note(Wire):
    type: Literal["note"]
    client_id: UUID
    conversation_id: UUID
    text: Annotated[str, StringConstraints(max_length=4_000, pattern=NO_NUL)]


class Release(Wire):
    type: Literal["release"]
    client_id: UUID
    conversation_id: UUID


class Close(Wire):
    type: Literal["close"]
    client_id: UUID
    conversation_id: UUID
    outcome: Literal["report_taken", "advice_given", "referred", "appointment_made", "no_contact"]
    note: Annotated[str, StringConstraints(max_length=4_000, pattern=NO_NUL)] = ""


class OfficerJoin(Wire):
    type: Literal["join"]
    conversation_id: UUID


class OfficerPing(Wire):
    type: Literal["ping"]
    seqs: dict[UUID, int] = Field(default_factory=dict, max_length=50)
    active: bool = False
    """Somebody touched the screen since the last one: use of the log-in."""


OfficerFrame = Annotated[
    OfficerHello
    | Available
    | Take
    | OfficerSay
    | OfficerTyping
    | OfficerSeen
    | Note
    | Release
    | Close
    | OfficerJoin
    | OfficerPing,
    Field(discriminator="type"),
]


class Me(Wire):
    id: UUID
    name: str
    badge: str
    role: str
    team: str


class QueueRow(Wire):
    id: UUID
    medium: Medium
    language: str
    topic: str | None
    topic_label_key: str | None
    place_name: str | None
    surface: str
    asked_at: str
    target_s: int
    state: Literal["waiting", "taken"]
    appear_by: str | None = None
    """Until when the officer who took this has to show up; None when they did."""


class ContactView(Wire):
    reference: str
    channel: str
    topic: str | None
    theme: str | None
    route: str | None


class Work(Wire):
    """A conversation in hand with its full story."""

    conversation: ConversationView
    events: list[Event]
    entry: QueueRow
    note: str
    contact: ContactView
    online: bool


class OfficerSnapshot(Wire):
    type: Literal["snapshot"] = "snapshot"
    me: Me
    available: bool
    queue: list[QueueRow]
    work: list[Work]
    outcomes: list[str]
    officers: int
    put_back: int = 0
    """How many people went back to the queue while this officer's console was away."""


class Queue(Wire):
    type: Literal["queue"] = "queue"
    seq: int
    entries: list[QueueRow]
    officers: int


class WorkTaken(Wire):
    type: Literal["work"] = "work"
    work: Work


class WorkHappened(Event):
    type: Literal["event"] = "event"
    conversation_id: UUID


class OfficerAck(Wire):
    type: Literal["ack"] = "ack"
    client_id: UUID
    conversation_id: UUID | None = None


class Appeared(Wire):
    """The officer showed up for somebody just taken: nobody counts down any more."""

    type: Literal["appeared"] = "appeared"
    conversation_id: UUID


class CitizenTypes(Wire):
    type: Literal["typing"] = "typing"
    conversation_id: UUID
    on: bool


class Presence(Wire):
    type: Literal["presence"] = "presence"
    conversation_id: UUID
    online: bool


class OfficerTicket(JoinTicket):
    conversation_id: UUID


ToOfficer = (
    OfficerSnapshot
    | Queue
    | WorkTaken
    | WorkHappened
    | OfficerAck
    | Appeared
    | CitizenTypes
    | Presence
    | OfficerTicket
    | Refused
    | Pong
)

FROM_OFFICER: TypeAdapter[OfficerFrame] = TypeAdapter(OfficerFrame)
