"""A conversation and its thread of numbered events."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.database import Base, new_id, now


class Conversation(Base):
    """What one citizen and the police say to each other, over channels."""

    __tablename__ = "conversations"
    __table_args__ = (
        Index("ix_conversations_open", "last_seen_at", postgresql_where="state = 'open'"),
        Index("ix_conversations_at_kiosk", "kiosk_id", postgresql_where="state = 'open'"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(unique=True)
    surface: Mapped[str]
    """website | kiosk"""
    language: Mapped[str]
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("places.id"))
    kiosk_id: Mapped[UUID | None] = mapped_column(ForeignKey("kiosks.id"))
    """The device of a visit at an enrolled kiosk."""
    state: Mapped[str] = mapped_column(default="open")
    held_by: Mapped[str] = mapped_column(default="bot")
    """bot | queue | officer | nobody: see lifecycle.py"""
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("officers.id"))
    topic: Mapped[str | None]
    theme: Mapped[str | None]
    route: Mapped[str | None]
    unsure: Mapped[int] = mapped_column(default=0)
    """How often in a row the assistant did not understand."""
    last_seq: Mapped[int] = mapped_column(default=0)
    seen_seq: Mapped[int] = mapped_column(default=0)
    """Up to here the other side (assistant or officer) has what the citizen said."""
    started_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str | None]


class ConversationSession(Base):
    """A browser that may take part in a conversation; only the hash of its secret is kept."""

    __tablename__ = "conversation_sessions"

    secret_hash: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), index=True)
    expires_at: Mapped[datetime]


class ConversationEvent(Base):
    """One numbered event of the thread; what is here was acknowledged."""

    __tablename__ = "conversation_events"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=now)


class ConversationFile(Base):
    """A file that the citizen added; what its content says it is, whatever its name."""

    __tablename__ = "conversation_files"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    """Media type, such as `image/jpeg`."""
    size: Mapped[int]
    sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


class FilePart(Base):
    """A piece of a file's content, numbered from 0."""

    __tablename__ = "conversation_file_parts"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("conversation_files.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class Receipt(Base):
    """A command already carried out: the same client id again answers the same number, once."""

    __tablename__ = "conversation_receipts"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int]
