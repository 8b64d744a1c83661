"""People who wait for a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.database import Base, new_id, now


class QueueEntry(Base):
    """One wish for an officer, by chat or video; the order is time alone."""

    __tablename__ = "queue_entries"
    __table_args__ = (
        Index("ix_queue_entries_waiting", "asked_at", "id", postgresql_where="state = 'waiting'"),
        Index(
            "uq_queue_entries_active",
            "conversation_id",
            unique=True,
            postgresql_where="state IN ('waiting', 'taken')",
        ),
        Index("ix_queue_entries_taken_by", "taken_by", postgresql_where="state = 'taken'"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    medium: Mapped[str]
    """chat | video"""
    language: Mapped[str]
    topic: Mapped[str | None]
    surface: Mapped[str]
    place_name: Mapped[str | None]
    team: Mapped[str | None]
    """The team that serves this person, by the name it had then; its opening hours count"""
    state: Mapped[str] = mapped_column(default="waiting")
    """waiting | taken | left | done: see lifecycle.py"""
    asked_at: Mapped[datetime] = mapped_column(default=now)
    taken_by: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    taken_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    """The officer's note until it goes to the contact log at the close."""
    appeared_at: Mapped[datetime | None]
    """When the officer who took this first showed up: said or typed something, or joined the call."""
    put_back_from: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    """The last officer who took this and did not show up, or whose console went away."""
    put_back_at: Mapped[datetime | None]
    told: Mapped[str | None]
    """Why the waiting person last heard what is possible instead: late | nobody | closed"""


class ConsoleSign(Base):
    """When an officer's console last showed that it is open; presence in Redis may be forgotten, this not."""

    __tablename__ = "console_signs"

    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    seen_at: Mapped[datetime]
