"""One Redis subscription for the process, shared by all its sockets.

A nudge carries no truth: it says "look again", brings news that is stored already, or passes a sign
(typing). Each may be lost; who misses a number in the news looks in PostgreSQL.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from gateway.database import News
from gateway.live import NUDGE, Live, LiveError, going_on

log = structlog.get_logger(__name__)

PAUSE_S = 0.5
SIGNS = 20
NEWS = 50


class Watcher:
    """What one socket waits for: `changed` is set when something came in.

    `signs` are (channel, sign); `news` what was told of one's own thread; `look` means that it was not
    told what changed there.
    """

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        self.signs: deque[tuple[str, News]] = deque(maxlen=SIGNS)
        self.news: deque[News] = deque()
        self.look = True

    def wake(self, channel: str, payload: dict[str, Any], *, quietly: bool = False) -> None:
        """Note a nudge; `quietly` when it concerns nothing that would have to be read."""
        told = payload.get("news")
        if told and all(told) and len(self.news) < NEWS:
            self.news.extend(told)
        elif payload and told is None:
            self.signs.append((channel, payload))
        elif not quietly:
            self.look = True
        self.changed.set()

    def look_again(self) -> bool:
        """Tell, once, whether something must be read."""
        looking, self.look = self.look, False
        return looking

    async def wait(self, seconds: float) -> None:
        """Return at the next nudge, or after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self.changed.wait()
        except TimeoutError:
            pass
        self.changed.clear()


class Nudges:
    """Hands each nudge to the watchers of its channel in this process.

    One pattern subscription serves all: a nudge is some 100 bytes, and no socket waits for a
    subscription of its own. What this process says itself reaches its own watchers at once.
    """

    def __init__(self, live: Live) -> None:
        self.live = live
        self._watchers: dict[str, set[Watcher]] = {}
        self._self = secrets.token_hex(8)

    @contextmanager
    def watching(self, watcher: Watcher, channel: str) -> Iterator[None]:
        """Let `watcher` hear `channel` inside the block."""
        self._watchers.setdefault(channel, set()).add(watcher)
        try:
            yield
        finally:
            remaining = self._watchers[channel]
            remaining.discard(watcher)
            if not remaining:
                del self._watchers[channel]

    async def publish(self, channel: str, news: list[News]) -> None:
        """Tell the watchers here, then those of the other gateways."""
        self.wake(channel, {"news": news})
        await self.live.nudge(channel, {"news": news, "from": self._self})

    async def run(self) -> None:
        """Follow Redis until cancelled; after each gap wake everybody, since nudges may be missed."""
        while going_on():
            try:
                await self._follow()
            except LiveError as error:
                log.warning("nudges_paused", error=type(error).__name__)
                await asyncio.sleep(PAUSE_S)

    async def _follow(self) -> None:
        prefix = self.live.key(NUDGE)
        async with self.live.watching(prefix) as nudges:
            self._wake_all()
            async for channel, payload in nudges:
                if payload.pop("from", None) != self._self:
                    self.wake(channel.removeprefix(prefix), payload)

    def wake(self, channel: str, payload: dict[str, Any] | None = None, *, quietly: bool = False) -> None:
        """Wake the watchers of a channel in this process only."""
        for watcher in tuple(self._watchers.get(channel, ())):
            watcher.wake(channel, payload or {}, quietly=quietly)

    def _wake_all(self) -> None:
        for channel in tuple(self._watchers):
            self.wake(channel)
