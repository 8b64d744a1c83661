"""A contact as the rest of the hub knows one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from gateway.places.place import Place


class Channel(StrEnum):
    """How a citizen and the police met."""

    WEB_CHAT = "web-chat"
    WEB_VIDEO = "web-video"
    KIOSK_CHAT = "kiosk-chat"
    KIOSK_VIDEO = "kiosk-video"


@dataclass(frozen=True)
class StartContact:
    """What is known of a contact when it starts; contacts of one thread share the reference."""

    conversation_id: UUID
    reference: str
    channel: Channel
    language: str
    place: Place | None = None
    chained_to: UUID | None = None
    topic: str | None = None
    theme: str | None = None
    municipality: str | None = None


@dataclass(frozen=True)
class Contact:
    """A contact as it stands; place, team and officer by the name they had then."""

    id: UUID
    reference: str
    conversation_id: UUID
    chained_to: UUID | None
    channel: Channel
    language: str
    topic: str | None
    theme: str | None
    municipality: str | None
    base_team: str | None
    place: str | None
    officer: str | None
    outcome: str | None
    end_reason: str | None
    note: str | None
    started_at: datetime
    ended_at: datetime | None
