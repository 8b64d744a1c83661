"""What the gateway does by the clock; of several gateways one does it at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from gateway.database import Database, DatabaseError, Tx, claim
from gateway.errors import HubError

log = structlog.get_logger(__name__)

LOCK: Final = 0x687562  # "hub"


async def sweep(
    database: Database,
    work: Callable[[Tx], Awaitable[int]],
    *,
    every_s: float,
    grace_s: float,
    told: Callable[[str], None] = lambda _: None,
) -> None:
    """Run `work` every `every_s` seconds in a transaction of its own, under a lock; until cancelled.

    After the start and after each outage it rests for `grace_s`: people could not be there then.
    `told` hears how each run went: done, not ours (another gateway's) or failed.
    """
    trouble = time.monotonic()
    while True:
        await asyncio.sleep(every_s)
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
