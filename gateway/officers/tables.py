"""Teams and the people who work in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gateway.database import Base, new_id
from gateway.officers.officer import Role

ROLE_IS_KNOWN = "role IN ({})".format(", ".join(f"'{role}'" for role in Role))


class Team(Base):
    """A base team: the officers that serve some municipalities."""

    __tablename__ = "teams"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Officer(Base):
    """Someone who logs in to the console; the role comes from this row, never from a claim."""

    __tablename__ = "officers"
    __table_args__ = (Index(None, "team_id"), CheckConstraint(ROLE_IS_KNOWN, name="role"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject: Mapped[str] = mapped_column(unique=True)
    """Who the log-in provider says this is."""
    name: Mapped[str]
    badge: Mapped[str]
    role: Mapped[str]
    """officer | interpreter | supervisor | privacy_officer | administrator"""
    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"))
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(3)))
    active: Mapped[bool] = mapped_column(default=True)


class OfficerLogIn(Base):
    """One log-in; the running hub may add lines and change none."""

    __tablename__ = "officer_log_ins"
    __table_args__ = (Index(None, "officer_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"))
    at: Mapped[datetime]
    issuer: Mapped[str | None]
    """The provider that vouched; none for the development log-in."""
    acr: Mapped[str | None]
    """The assurance level, in the provider's own words."""
    authenticated_at: Mapped[datetime | None]
    """When the provider last saw the person prove who they are."""
