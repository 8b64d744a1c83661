"""A contact as the rest of the hub knows one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
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
