"""Video calls."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.database import Base, new_id, now


class Call(Base):
    """A call on a video node: ready (tickets may be had), live, or ended."""

    __tablename__ = "calls"
    __table_args__ = (
        Index("uq_calls_open", "conversation_id", unique=True, postgresql_where="state IN ('ready', 'live')"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    node: Mapped[str]
    state: Mapped[str] = mapped_column(default="ready")
    made_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
