"""One Redis subscription for the process, shared by all its sockets.

A nudge carries no truth: it says "look again", or passes a sign (typing) that may be lost.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from gateway.live import NUDGE, Live, LiveError, going_on

log = structlog.get_logger(__name__)

PAUSE_S = 0.5
SIGNS = 20


class Watcher:
    """What one socket waits for: `changed` is set when it should look again."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        self.signs: deque[tuple[str, dict[str, Any]]] = deque(maxlen=SIGNS)

    def wake(self, channel: str, sign: dict[str, Any]) -> None:
        """Note a nudge; an empty sign only says "look again"."""
        if sign:
            self.signs.append((channel, sign))
        self.changed.set()

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
    subscription of its own.
    """

    def __init__(self, live: Live) -> None:
        self._live = live
        self._watchers: dict[str, set[Watcher]] = {}

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

    async def run(self) -> None:
        """Follow Redis until cancelled; after each gap wake everybody, since nudges may be missed."""
        while going_on():
            try:
                await self._follow()
            except LiveError as error:
                log.warning("nudges_paused", error=type(error).__name__)
                await asyncio.sleep(PAUSE_S)

    async def _follow(self) -> None:
        prefix = self._live.key(NUDGE)
        async with self._live.watching(prefix) as nudges:
            self._wake_all()
            async for channel, sign in nudges:
                self.wake(channel.removeprefix(prefix), sign)

    def wake(self, channel: str, sign: dict[str, Any] | None = None) -> None:
        """Wake the watchers of a channel in this process only."""
        for watcher in tuple(self._watchers.get(channel, ())):
            watcher.wake(channel, sign or {})

    def _wake_all(self) -> None:
        for channel in tuple(self._watchers):
            self.wake(channel)
