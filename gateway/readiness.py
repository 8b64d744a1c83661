"""Can this gateway do its work: what each part says, since when, and never an address or a secret."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from gateway.calls.service import least_loaded
from gateway.channels.shared import Shared
from gateway.database import Database, DatabaseError, now
from gateway.errors import HubError
from gateway.live import LiveError, going_on
from gateway.migrate import revisions

log = structlog.get_logger(__name__)

LOOK_S: Final = 1.5
"""A part that does not answer for this long counts as away."""

AWAY: Final = (DatabaseError, LiveError, HubError, OSError)


class SchemaBehind(Exception):
    """The tables are older than this code: nothing may be served until they are migrated."""


@dataclass(frozen=True)
class State:
    """How a part was when it was last looked at; `why` is a word for programs."""

    part: str
    needed: bool
    ok: bool
    since: datetime
    why: str | None = None


class Part:
    """Something the gateway needs, looked at by a task of its own: who asks never waits for a frozen part."""

    def __init__(self, name: str, check: Callable[[], Awaitable[None]], *, needed: bool = True) -> None:
        self.name, self._check, self._needed = name, check, needed
        self._state: State | None = None
        self._wanted = asyncio.Event()
        self._waiting: list[asyncio.Future[None]] = []

    async def run(self) -> None:
        """Look whenever somebody asked; runs until cancelled."""
        while going_on():
            await self._wanted.wait()
            self._wanted.clear()
            asking, self._waiting = self._waiting, []
            self._note(await self._look())
            for one in asking:
                if not one.done():
                    one.set_result(None)

    async def state(self) -> State:
        """Return how the part is now; without an answer in LOOK_S it is away."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        self._wanted.set()
        done, _ = await asyncio.wait({answer}, timeout=LOOK_S)
        if not done:
            answer.cancel()
            if answer in self._waiting:  # nobody keeps a list of who asked a frozen part
                self._waiting.remove(answer)
            self._note("no_answer")
        assert self._state is not None
        return self._state

    async def _look(self) -> str | None:
        try:
            await self._check()
        except SchemaBehind:
            return "behind"
        except AWAY:
            return "away"
        except Exception:  # a look must not end the gateway that it looks at
            log.exception("look_failed", part=self.name)
            return "away"
        return None

    def _note(self, why: str | None) -> None:
        before, ok = self._state, why is None
        since = before.since if before and before.ok == ok else now()
        self._state = State(self.name, self._needed, ok, since, why)


class Readiness:
    """All parts of the hub as this gateway sees them."""

    def __init__(self, shared: Shared) -> None:
        known = revisions()
        self._parts = (
            Part("postgresql", shared.database.check),
            Part("schema", lambda: check_schema(shared.database, known)),
            Part("redis", shared.live.check),
            Part("bot", shared.assistant.bot.check, needed=False),
            Part("video", lambda: _check_video(shared), needed=False),
        )

    async def run(self) -> None:
        """Keep looking when asked; runs until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for part in self._parts:
                tasks.create_task(part.run())

    async def states(self) -> list[State]:
        """Return the state of every part, asked at the same time."""
        async with asyncio.TaskGroup() as tasks:
            asked = [tasks.create_task(part.state()) for part in self._parts]
        return [one.result() for one in asked]


async def check_schema(database: Database, known: tuple[str, ...]) -> None:
    """Raise SchemaBehind when this code wants newer tables; newer tables than the code serve it as well."""
    found = await database.revision()
    if found is None or (found in known and found != known[-1]):
        raise SchemaBehind


async def _check_video(shared: Shared) -> None:
    await least_loaded(shared.live)
