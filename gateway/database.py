"""PostgreSQL: one engine, one transaction a unit of work, nudges only after the commit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

import uuid_utils
from sqlalchemy import DateTime, MetaData, Uuid, event, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import QueuePool

APP_ROLE = "hub_app"
"""Role of the running hub: it owns no table, so PostgreSQL itself keeps the log insert-only."""

OVERFLOW = 10
"""Connections beyond the pool's size that a burst may open."""

DatabaseError = SQLAlchemyError
"""What goes wrong when PostgreSQL is away; the one name under which others catch it."""

Tx = AsyncSession
"""One unit of work. Services receive it and never commit."""

Publish = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Tallied:
    """Something that happened and is counted: its name, one word about it, how many seconds it took."""

    name: Literal["contact_started", "call_started", "call_ended"]
    label: str = ""
    seconds: float | None = None


Tally = Callable[[Tallied], None]


class Base(DeclarativeBase):
    """Parent of every mapped class; names of constraints are fixed for migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {UUID: Uuid(), datetime: DateTime(timezone=True), dict[str, Any]: JSONB}  # noqa: RUF012


def new_id() -> UUID:
    """Make a UUIDv7: ids sort by the time they were made."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def now() -> datetime:
    """Return the time as aware UTC; the only clock of the gateway's services."""
    return datetime.now(UTC)


def nudge(tx: Tx, channel: str) -> None:
    """Tell the watchers of `channel` to look again, if and when `tx` commits."""
    tx.info.setdefault("nudges", set()).add(channel)


def tally(tx: Tx, happened: Tallied) -> None:
    """Count `happened` if and when `tx` commits."""
    tx.info.setdefault("tallied", []).append(happened)


class Database:
    """The engine and its transactions."""

    def __init__(
        self, url: str, publish: Publish | None = None, pool_size: int = 10, *, tally: Tally | None = None
    ) -> None:
        self.engine = _engine(url, pool_size)
        self._most = pool_size + OVERFLOW
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._publish = publish
        self._tally = tally

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Open a unit of work; commit at its end, roll back on any error, then send its nudges."""
        async with self._sessions() as tx, tx.begin():
            yield tx
        for happened in tx.info.pop("tallied", ()):
            if self._tally is not None:
                self._tally(happened)
        for channel in sorted(tx.info.pop("nudges", ())):
            if self._publish is not None:
                await self._publish(channel)

    async def check(self) -> None:
        """Raise when PostgreSQL does not answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("select 1"))

    async def revision(self) -> str | None:
        """Return the version of the schema, or None when there is none; raise when PostgreSQL is away."""
        async with self.engine.connect() as connection:
            if await connection.scalar(text("select to_regclass('alembic_version')")) is None:
                return None
            found = await connection.scalar(text("select version_num from alembic_version"))
            return str(found) if found else None

    def in_use(self) -> int:
        """Return how many connections are in use at this moment."""
        pool = self.engine.sync_engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

    @property
    def most(self) -> int:
        """Return how many connections there can be at once."""
        return self._most

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


async def hold(tx: Tx, subject: UUID) -> None:
    """Wait until no other transaction holds this person or thing, and hold it until this one ends."""
    await tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(subject), 0))))


async def claim(tx: Tx, key: int) -> bool:
    """Take the cluster-wide lock `key` until the transaction ends; False when another process has it."""
    return bool(await tx.scalar(select(func.pg_try_advisory_xact_lock(key))))


def _engine(url: str, pool_size: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=OVERFLOW,
        pool_timeout=5,
        pool_pre_ping=True,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def become_app_role(connection: Any, _: Any) -> None:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"set role {APP_ROLE}")
        connection.autocommit = False

    return engine
