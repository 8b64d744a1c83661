"""What the gateway does by the clock; of several gateways one does it at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from gateway.database import Database, DatabaseError, Tx, claim, now
from gateway.errors import HubError

log = structlog.get_logger(__name__)

LOCK: Final = 0x687562  # "hub"
JUMP_S: Final = 10.0
"""A clock that differs by more from the time that passed was set, or the machine slept."""


async def sweep(
    database: Database,
    work: Callable[[Tx], Awaitable[int]],
    *,
    every_s: float,
    grace_s: float,
    told: Callable[[str], None] = lambda _: None,
) -> None:
    """Run `work` every `every_s` seconds in a transaction of its own, under a lock; until cancelled.

    After the start, after each outage and after each jump of the clock (a machine that slept, a clock
    that was set) it rests for `grace_s`: people could not be there then.
    `told` hears how each run went: done, not ours (another gateway's) or failed.
    """
    trouble, steady = time.monotonic(), _Steady()
    while True:
        await asyncio.sleep(every_s)
        if not steady.still():
            trouble = time.monotonic()
            log.warning("clock_jumped")
        if time.monotonic() - trouble < grace_s:
            continue
        try:
            async with database.transaction() as tx:
                ours = await claim(tx, LOCK)
                done = await work(tx) if ours else 0
            told("done" if ours else "not_ours")
            if done:
                log.info("conversations_swept", count=done)
        except HubError:  # one person's affairs are in a knot: the others' round comes again
            told("failed")
            log.exception("sweep_failed")
        except (DatabaseError, OSError) as error:
            trouble = time.monotonic()
            told("failed")
            log.warning("sweep_waits", error=type(error).__name__)


class _Steady:
    """Compares the clock with the time that passed."""

    def __init__(self) -> None:
        self._offset_s = self._read()

    def still(self) -> bool:
        """Tell whether the clock went as fast as time since the last look."""
        before, self._offset_s = self._offset_s, self._read()
        return abs(self._offset_s - before) < JUMP_S

    @staticmethod
    def _read() -> float:
        return now().timestamp() - time.monotonic()
