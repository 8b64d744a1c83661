"""Where people meet the police, and which base team serves which municipality."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
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
    phone: Mapped[str | None]
    """Its own telephone number, for citizens"""


class TeamOpening(Base):
    """That a team has opening hours of its own; a team without this row keeps the force-wide desk's."""

    __tablename__ = "team_openings"
    __table_args__ = (
        Index("uq_team_openings_force_wide", "force_wide", unique=True, postgresql_where="force_wide"),
    )

    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    force_wide: Mapped[bool] = mapped_column(default=False)
    """The one team that serves everybody whose place or municipality is not known."""
    closed_on_public_holidays: Mapped[bool] = mapped_column(default=False)


class OpeningHours(Base):
    """A stretch of a weekday on which people of a team are there; minutes since local midnight."""

    __tablename__ = "opening_hours"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team_openings.team_id"), index=True)
    medium: Mapped[str | None]
    """chat | video; None counts for both"""
    weekday: Mapped[int]
    """ISO: Monday is 1"""
    opens_min: Mapped[int]
    closes_min: Mapped[int]


class OpeningException(Base):
    """Other hours on one date, or none: then both minutes are empty."""

    __tablename__ = "opening_exceptions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team_openings.team_id"), index=True)
    medium: Mapped[str | None]
    day: Mapped[date]
    opens_min: Mapped[int | None]
    closes_min: Mapped[int | None]
    reason: Mapped[dict[str, Any] | None]
    """Why, for people, by language"""
