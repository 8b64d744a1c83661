"""A contact as the rest of the hub knows one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from gateway.places.place import Place

HERE: Final = ZoneInfo("Europe/Amsterdam")
"""Days begin and end where the contacts took place."""


class Channel(StrEnum):
    """How a citizen and the police met."""

    WEB_CHAT = "web-chat"
    WEB_VIDEO = "web-video"
    KIOSK_CHAT = "kiosk-chat"
    KIOSK_VIDEO = "kiosk-video"
    PHONE = "phone"
    COUNTER = "counter"
    STREET = "street"
    HOME_VISIT = "home-visit"
    POP_UP = "pop-up"
    EMAIL = "email"


BY_HAND: Final = (
    Channel.PHONE,
    Channel.COUNTER,
    Channel.STREET,
    Channel.HOME_VISIT,
    Channel.POP_UP,
    Channel.EMAIL,
)
"""Channels that the hub does not carry: an officer writes these contacts down."""


class Initiative(StrEnum):
    """Who began the contact."""

    CITIZEN = "citizen"
    POLICE = "police"


@dataclass(frozen=True)
class StartContact:
    """What is known of a contact when it starts; contacts of one thread share the reference."""

    conversation_id: UUID | None
    """None for a contact that an officer wrote down: the hub did not carry it."""
    reference: str
    channel: Channel
    language: str
    place: Place | None = None
    chained_to: UUID | None = None
    topic: str | None = None
    theme: str | None = None
    municipality: str | None = None
    initiative: Initiative = Initiative.CITIZEN
    entered_by: UUID | None = None
    """The officer who wrote the contact down, and when that was."""
    entered_at: datetime | None = None
    told: Mapping[str, Any] | None = None
    """What another system told and no column holds; it stays in the log."""


@dataclass(frozen=True)
class OpenContact:
    """A contact that has not ended: what each message of its thread needs to know."""

    id: UUID
    channel: Channel
    officer: str | None


@dataclass(frozen=True)
class Wanted:
    """Which contacts somebody asks for; what is None does not narrow."""

    begins: datetime | None = None
    ends: datetime | None = None
    """The first moment that is not wanted any more."""
    at: datetime | None = None
    channel: Channel | None = None
    language: str | None = None
    topic: str | None = None
    theme: str | None = None
    municipality: str | None = None
    base_team: str | None = None
    outcome: str | None = None
    reference: str | None = None
    taken_by: UUID | None = None
    """Only what this officer took or wrote down."""
    topic_contains: str | None = None
    topics: tuple[str, ...] = ()
    """Topics that count as containing `topic_contains`, because their name does."""
    note_contains: str | None = None
    confidential: bool | None = None
    counted: bool = True
    """Only contacts that count: what was entered twice is left out."""


COUNTED = 10_000
"""Beyond this the exact number of contacts costs more than it tells."""


@dataclass(frozen=True)
class Part:
    """Which part of the wanted contacts, the newest first; `after` goes on behind one of them."""

    size: int
    skipped: int = 0
    after: UUID | None = None


@dataclass(frozen=True)
class Contact:
    """A contact as it stands; place, team and officer by the name they had then."""

    id: UUID
    reference: str
    conversation_id: UUID | None
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
    initiative: Initiative
    follow_up: bool
    """Something remains to be done."""
    officer_id: UUID | None
    entered_by: UUID | None
    entered_at: datetime | None
    withdrawn: bool
    """Entered twice: it stays in the log and counts no more."""

    @property
    def by_hand(self) -> bool:
        """Tell whether an officer wrote this contact down."""
        return self.entered_by is not None
