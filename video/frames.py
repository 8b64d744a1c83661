"""Frames of the signalling socket: JSON text, one object a frame."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from video.errors import Code, Refused
from video.events import EndReason
from video.settings import IceServer

TICKET_CHARS = 2_000

PeerState: TypeAlias = Literal["joined", "reconnecting", "left"]


class _Frame(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Join(_Frame):
    """Take the seat that the ticket names; must be the first frame."""

    type: Literal["join"]
    ticket: str = Field(max_length=TICKET_CHARS)


class Offer(_Frame):
    """Describe the browser's peer connection; a later offer replaces the connection before it."""

    type: Literal["offer"]
    sdp: str = Field(min_length=1)


class Media(_Frame):
    """Tell whether microphone and camera are on."""

    type: Literal["media"]
    audio: bool
    video: bool


class Leave(_Frame):
    """Hang up."""

    type: Literal["leave"]


class End(_Frame):
    """End the call for all (officer)."""

    type: Literal["end"]


class Ping(_Frame):
    """Ask for a pong."""

    type: Literal["ping"]


Asked: TypeAlias = Join | Offer | Media | Leave | End | Ping
_ASKED: TypeAdapter[Asked] = TypeAdapter(Annotated[Asked, Field(discriminator="type")])


class Peer(_Frame):
    """Someone in another seat, as it is now."""

    seat: str
    role: str
    name: str
    audio: bool
    video: bool


class Joined(_Frame):
    """The seat is taken; `peers` are the others."""

    type: Literal["joined"] = "joined"
    call_id: str
    seat: str
    role: str
    peers: tuple[Peer, ...]
    ice_servers: tuple[IceServer, ...]


class Answer(_Frame):
    """The node's side of the peer connection, with all its candidates."""

    type: Literal["answer"] = "answer"
    sdp: str


class PeerChanged(Peer):
    """Someone in another seat came, went, is coming back, or switched microphone or camera."""

    type: Literal["peer"] = "peer"
    state: PeerState


class Ended(_Frame):
    """The call is over; the node closes the socket."""

    type: Literal["ended"] = "ended"
    reason: EndReason


class Refusal(_Frame):
    """What was asked is not done; the code says why."""

    type: Literal["refused"] = "refused"
    code: Code
    retry_s: int | None = None


class Pong(_Frame):
    """Still here."""

    type: Literal["pong"] = "pong"


Told: TypeAlias = Joined | Answer | PeerChanged | Ended | Refusal | Pong


def schema() -> dict[str, Any]:
    """Return the JSON schema of every frame, as it is committed in frames.schema.json."""
    adapter: TypeAdapter[Asked | Told] = TypeAdapter(Asked | Told)
    return adapter.json_schema()


def parse(text: str | bytes) -> Asked:
    """Return the frame in `text`; raise Refused when it is not one."""
    if isinstance(text, bytes):
        raise Refused("bad_frame")
    try:
        return _ASKED.validate_json(text)
    except ValidationError:
        raise Refused("bad_frame") from None
