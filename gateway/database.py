"""PostgreSQL: one engine, one transaction a unit of work, nudges only after the commit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from select import POLLIN, poll
from typing import Any
from uuid import UUID

import uuid_utils
from sqlalchemy import DateTime, MetaData, Uuid, event, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

APP_ROLE = "hub_app"
"""Role of the running hub: it owns no table, so PostgreSQL itself keeps the log insert-only."""

DatabaseError = SQLAlchemyError
"""What goes wrong when PostgreSQL is away; the one name under which others catch it."""

Tx = AsyncSession
"""One unit of work. Services receive it and never commit."""

News = dict[str, Any]
"""What a nudge may carry, so that its watchers need not look: see `channels/nudges.py`."""

Publish = Callable[[str, list[News]], Awaitable[None]]


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


def nudge(tx: Tx, channel: str, **news: Any) -> None:
    """Tell the watchers of `channel` the news, or to look again, if and when `tx` commits."""
    tx.info.setdefault("nudges", {}).setdefault(channel, []).append(news)


class Database:
    """The engine and its transactions."""

    def __init__(self, url: str, publish: Publish | None = None, pool_size: int = 10) -> None:
        self.engine = _engine(url, pool_size)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._publish = publish

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Open a unit of work; commit at its end, roll back on any error, then send its nudges."""
        async with self._sessions() as tx, tx.begin():
            yield tx
        for channel, news in tx.info.pop("nudges", {}).items():
            if self._publish is not None:
                await self._publish(channel, news)

    async def check(self) -> None:
        """Raise when PostgreSQL does not answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("select 1"))

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
        url, pool_size=pool_size, max_overflow=10, pool_timeout=5, pool_use_lifo=True, hide_parameters=True
    )

    @event.listens_for(engine.sync_engine, "connect")
    def become_app_role(connection: Any, _: Any) -> None:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"set role {APP_ROLE}")
        connection.autocommit = False

    @event.listens_for(engine.sync_engine, "checkout")
    def pass_over_dead(connection: Any, *_: Any) -> None:
        """Notice without a round trip that the server hung up: an idle connection has nothing to read."""
        idle = poll()
        idle.register(connection.driver_connection.fileno(), POLLIN)
        if idle.poll(0):
            raise DisconnectionError

    return engine
