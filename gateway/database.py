"""PostgreSQL: one engine, one transaction a unit of work, nudges only after the commit."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from select import POLLIN, poll
from typing import Any, Final, Literal
from uuid import UUID
from weakref import WeakSet

import structlog
import uuid_utils
from sqlalchemy import DateTime, MetaData, Uuid, event, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.selectable import ForUpdateParameter

log = structlog.get_logger(__name__)

PULSE_S: Final = 1.0
PULSE_AWAY_S: Final = 0.25
ANSWER_S: Final = 2.0
"""PostgreSQL that answers nothing for this long, and SECOND_LOOK_S more, is taken for frozen."""
SECOND_LOOK_S: Final = 0.5
"""The answer may be here already and it is we who were too busy to read it."""
CONNECT_S: Final = 2

APP_ROLE = "hub_app"
"""Role of the running hub: it owns no table, so PostgreSQL itself keeps the log insert-only."""

OVERFLOW = 10
"""Connections beyond the pool's size that a burst may open."""

DatabaseError = SQLAlchemyError
"""What goes wrong when PostgreSQL is away; the one name under which others catch it."""

NO_KEY: ForUpdateParameter = {"key_share": True}
"""Locks of rows that others point to: who only adds such a pointer need not wait for them."""


class DatabaseAway(DatabaseError):
    """PostgreSQL does not answer now; nothing was done, and a retry helps once it is back."""


NO_DATABASE = (DatabaseAway, OperationalError, InterfaceError, NoneFree)
"""The part of DatabaseError that is no fault of ours: away, full, cut off, or too busy."""

Tx = AsyncSession
"""One unit of work. Services receive it and never commit."""

News = dict[str, Any]
"""What a nudge may carry, so that its watchers need not look: see `channels/nudges.py`."""

Publish = Callable[[str, list[News]], Awaitable[None]]


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


_clock: ContextVar[Callable[[], datetime] | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Return the time as aware UTC; the only clock of the gateway's services."""
    tell = _clock.get()
    return tell() if tell else datetime.now(UTC)


@contextmanager
def clock(tell: Callable[[], datetime]) -> Iterator[None]:
    """Let `now` ask `tell` inside the block, and in tasks begun there; only tests do this."""
    before = _clock.set(tell)
    try:
        yield
    finally:
        _clock.reset(before)


def nudge(tx: Tx, channel: str, **news: Any) -> None:
    """Tell the watchers of `channel` the news, or to look again, if and when `tx` commits."""
    tx.info.setdefault("nudges", {}).setdefault(channel, []).append(news)


def after_commit(tx: Tx, action: Callable[[], Awaitable[None]]) -> None:
    """Do something outside PostgreSQL if and when `tx` commits."""
    tx.info.setdefault("actions", []).append(action)


def tally(tx: Tx, happened: Tallied) -> None:
    """Count `happened` if and when `tx` commits."""
    tx.info.setdefault("tallied", []).append(happened)


class Database:
    """The engine and its transactions."""

    def __init__(
        self, url: str, publish: Publish | None = None, pool_size: int = 10, *, tally: Tally | None = None
    ) -> None:
        self._open: WeakSet[Any] = WeakSet()
        self._away = False
        self.engine = _engine(url, self._open, pool_size=pool_size, max_overflow=OVERFLOW)
        event.listen(self.engine.sync_engine, "do_connect", self._connect_only_when_there)
        self._pulse = _engine(url, self._open, pool_size=1, max_overflow=0)
        self._most = pool_size + OVERFLOW
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._publish = publish
        self._tally = tally

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Open a unit of work; commit at its end, roll back on any error, then send its nudges.

        Raises DatabaseAway at once while the pulse finds nobody, so that people hear it soon.
        """
        if self._away:
            raise DatabaseAway
        async with self._sessions() as tx, tx.begin():
            yield tx
        for action in tx.info.pop("actions", ()):
            await action()
        for happened in tx.info.pop("tallied", ()):
            if self._tally is not None:
                self._tally(happened)
        for channel, news in tx.info.pop("nudges", {}).items():
            if self._publish is not None:
                await self._publish(channel, news)

    async def check(self) -> None:
        """Raise when PostgreSQL does not answer."""
        if self._away:
            raise DatabaseAway
        await self._ask()

    async def keep_pulse(self) -> None:
        """Ask PostgreSQL every second if it is there; cut off whoever waits for one that is frozen."""
        while True:
            try:
                with self._impatient():
                    await self._ask()
                self._note(away=False)
            except (DatabaseError, OSError) as error:
                self._note(away=True, error=type(error).__name__)
            await asyncio.sleep(PULSE_AWAY_S if self._away else PULSE_S)

    @contextmanager
    def _impatient(self) -> Iterator[None]:
        """Cut off PostgreSQL when the block takes too long, after a second look at what came in."""
        loop = asyncio.get_running_loop()

        def suspect() -> None:
            timers.append(loop.call_later(SECOND_LOOK_S, self._cut))

        timers = [loop.call_later(ANSWER_S, suspect)]
        try:
            yield
        finally:
            for timer in timers:
                timer.cancel()

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
        await self._pulse.dispose()

    async def _ask(self) -> None:
        async with self._pulse.connect() as connection:
            await connection.execute(text("select 1"))

    def _connect_only_when_there(self, *_: Any) -> None:
        """Spare whoever was cut off the wait for a new connection that nobody takes."""
        if self._away:
            raise DatabaseAway

    def _note(self, *, away: bool, error: str = "") -> None:
        if away != self._away:
            self._away = away
            log.warning("database_away" if away else "database_back", error=error)

    def _cut(self) -> None:
        """Shut every socket to PostgreSQL: a wait that nothing else ends fails as a lost connection."""
        self._note(away=True, error="silent")
        for connection in self._open:
            if not connection.closed:
                with socket.socket(fileno=os.dup(connection.fileno())) as line:
                    line.shutdown(socket.SHUT_RDWR)


async def hold(tx: Tx, subject: UUID) -> None:
    """Wait until no other transaction holds this person or thing, and hold it until this one ends."""
    await tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(subject), 0))))


async def hold_now(tx: Tx, subject: UUID) -> bool:
    """Hold this person or thing until the transaction ends; False, without waiting, when another does."""
    key = func.hashtextextended(str(subject), 0)
    return bool(await tx.scalar(select(func.pg_try_advisory_xact_lock(key))))


async def claim(tx: Tx, key: int) -> bool:
    """Take the cluster-wide lock `key` until the transaction ends; False when another process has it."""
    return bool(await tx.scalar(select(func.pg_try_advisory_xact_lock(key))))


def _engine(url: str, opened: WeakSet[Any], **pool: int) -> AsyncEngine:
    """Make an engine whose connections act as the app's role and stand in `opened` while they last."""
    engine = create_async_engine(
        url,
        pool_timeout=CONNECT_S,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_S},
        **pool,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def become_app_role(connection: Any, _: Any) -> None:
        opened.add(connection.driver_connection)
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
