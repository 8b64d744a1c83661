"""What the video nodes tell about their calls, in the past tense, on one Redis stream (published module)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Final, Literal, TypeAlias

from uuid_utils import uuid7

STREAM: Final = "hub:video:events"
NODE_PREFIX: Final = "hub:video:node:"
"""One short-lived record a node: its id, its url, how many calls it has (`calls`) and which (`open`)."""
OVER_PREFIX: Final = "hub:video:over:"
"""One short-lived record a call that the hub ended, with the `reason`: its node ends it, nobody joins it."""

EndReason: TypeAlias = Literal[
    "hung_up_citizen", "hung_up_officer", "vanished", "node_stopped", "node_lost", "released"
]


def _new_id() -> str:
    return str(uuid7())


@dataclass(frozen=True)
class VideoEvent:
    """Something that happened in a call; `id` stays the same when it is delivered again."""

    call_id: str
    conversation_id: str
    at: datetime
    id: str = field(default_factory=_new_id, kw_only=True)

    def to_fields(self) -> dict[str, str]:
        """Return the event as flat text, ready for a stream."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {"event": type(self).__name__, **values, "at": self.at.isoformat()}


@dataclass(frozen=True)
class CallStarted(VideoEvent):
    """Two seats are taken for the first time: they can see and hear each other."""


@dataclass(frozen=True)
class ParticipantJoined(VideoEvent):
    """Someone took a seat for the first time; coming back into the same seat is not told."""

    seat: str
    role: str


@dataclass(frozen=True)
class ParticipantLeft(VideoEvent):
    """Someone gave a seat up: hung up, or stayed away too long."""

    seat: str
    role: str
    reason: EndReason


@dataclass(frozen=True)
class CallEnded(VideoEvent):
    """The call is over for all; nobody can come back into it."""

    reason: EndReason


_KINDS: Final[Mapping[str, type[VideoEvent]]] = {
    kind.__name__: kind for kind in (CallStarted, ParticipantJoined, ParticipantLeft, CallEnded)
}


def from_fields(values: Mapping[str, str]) -> VideoEvent:
    """Rebuild the event from its fields on the stream.

    Raises KeyError for an unknown kind or a missing field, ValueError for a time that is none.
    Fields that this version does not know are skipped, so that nodes can be renewed first.
    """
    kind = _KINDS[values["event"]]
    known: dict[str, object] = {one.name: values[one.name] for one in fields(kind)}
    known["at"] = datetime.fromisoformat(values["at"])
    return kind(**known)  # type: ignore[arg-type]  # all other fields are text, as on the stream
