"""The contact log: what happened (`contact_events`, insert-only) and how it stands (`contacts`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.database import Base, new_id, now


class ContactEvent(Base):
    """One thing that happened in a contact; never changed, never deleted by the running hub."""

    __tablename__ = "contact_events"
    __table_args__ = (UniqueConstraint("contact_id", "seq"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID]
    seq: Mapped[int]
    name: Mapped[str]
    """See `Happening` in lifecycle.py."""
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=now)


class Contact(Base):
    """The projection of a contact's events: one row as people read it."""

    __tablename__ = "contacts"
    __table_args__ = (
        Index("ix_contacts_started_at_id", "started_at", "id"),
        Index("ix_contacts_channel_started_at", "channel", "started_at"),
        Index("ix_contacts_open", "conversation_id", postgresql_where="ended_at IS NULL"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    last_seq: Mapped[int]
    reference: Mapped[str] = mapped_column(index=True)
    """Shared by the contacts of one thread."""
    conversation_id: Mapped[UUID] = mapped_column(index=True)
    chained_to: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id"))
    channel: Mapped[str]
    """web-chat | web-video | kiosk-chat | kiosk-video"""
    language: Mapped[str]
    topic: Mapped[str | None]
    theme: Mapped[str | None]
    municipality: Mapped[str | None]
    base_team: Mapped[str | None]
    place: Mapped[str | None]
    officer: Mapped[str | None]
    outcome: Mapped[str | None]
    end_reason: Mapped[str | None]
    note: Mapped[str | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
