"""Where people meet the police, and which base team serves which municipality."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gateway.database import Base, new_id


class Municipality(Base):
    """A municipality and the base team that serves it."""

    __tablename__ = "municipalities"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"), index=True)


class Place(Base):
    """A station, post by appointment, pop-up place or kiosk."""

    __tablename__ = "places"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    """station | post_by_appointment | pop_up | kiosk"""
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipalities.id"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    open_from: Mapped[date | None]
    open_until: Mapped[date | None]
