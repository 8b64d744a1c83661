"""Secret codes of references, and how often somebody tried one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from gateway.database import Base, now


class ReferenceCode(Base):
    """The code that opens what a reference stands for; only its Argon2 hash is kept."""

    __tablename__ = "reference_codes"

    reference: Mapped[str] = mapped_column(primary_key=True)
    code_hash: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=now)
    opens_until: Mapped[datetime] = mapped_column(index=True)


class ReferenceTries(Base):
    """Tries in a row for a reference, whether or not there is one; they stay when Redis is emptied."""

    __tablename__ = "reference_tries"

    reference: Mapped[str] = mapped_column(primary_key=True)
    tried: Mapped[int] = mapped_column(default=0)
    shut_until: Mapped[datetime | None]
    last_at: Mapped[datetime] = mapped_column(index=True)
