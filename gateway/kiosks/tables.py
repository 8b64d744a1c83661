"""Kiosks as devices, and who did what to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gateway.database import Base, new_id, now


class Kiosk(Base):
    """A device in a public place; of its secret and its enrolment code only the hash is kept."""

    __tablename__ = "kiosks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    place_id: Mapped[UUID] = mapped_column(ForeignKey("places.id"))
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(3)))
    """What the first screen offers, in this order."""
    made_at: Mapped[datetime] = mapped_column(default=now)
    code_hash: Mapped[str | None] = mapped_column(unique=True)
    code_expires_at: Mapped[datetime | None]
    secret_hash: Mapped[str | None] = mapped_column(unique=True)
    enrolled_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """Last heartbeat, noted at most once a minute."""
    revoked_at: Mapped[datetime | None]


class KioskEvent(Base):
    """One line of what happened to a kiosk and who did it; lines are only added."""

    __tablename__ = "kiosk_events"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kiosk_id: Mapped[UUID] = mapped_column(ForeignKey("kiosks.id"), index=True)
    name: Mapped[str]
    """KioskAdded | CodeMade | DeviceEnrolled | KioskChanged | KioskRevoked"""
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    """None when a device did it: it had the code."""
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=now)
