"""The contact log: what happened (`contact_events`, insert-only) and how it stands (`contacts`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
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
        Index("ix_contacts_entered_at_entered_by", "entered_at", "entered_by"),
        Index("ix_contacts_officer_id_started_at", "officer_id", "started_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    last_seq: Mapped[int]
    reference: Mapped[str] = mapped_column(index=True)
    """Shared by the contacts of one thread."""
    conversation_id: Mapped[UUID | None] = mapped_column(index=True)
    chained_to: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id"))
    channel: Mapped[str]
    """See `Channel` in contact.py."""
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
    initiative: Mapped[str] = mapped_column(server_default="citizen")
    follow_up: Mapped[bool] = mapped_column(server_default=text("false"))
    officer_id: Mapped[UUID | None]
    entered_by: Mapped[UUID | None]
    """The officer who wrote the contact down; None when the hub carried it."""
    entered_at: Mapped[datetime | None]
    withdrawn: Mapped[bool] = mapped_column(server_default=text("false"))


class ContactReceipt(Base):
    """An entry or correction already carried out: the same client id again changes nothing."""

    __tablename__ = "contact_receipts"

    officer_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contacts.id"))
    digest: Mapped[str]
    """Of what was asked, so that the same id with other words is noticed."""
