"""Read the video nodes' events from their stream: at least once, applied once."""

from __future__ import annotations

import asyncio

import structlog

from gateway.database import Database, DatabaseError
from gateway.errors import HubError
from gateway.events import Events
from gateway.live import Live, LiveError, going_on
from video.events import STREAM, from_fields

log = structlog.get_logger(__name__)

GROUP = "gateway"
BLOCK_MS = 2_000
PAUSE_S = 1.0


async def follow(database: Database, live: Live, events: Events, consumer: str) -> None:
    """Emit each event of the nodes in a transaction of its own, then acknowledge it; runs until cancelled.

    Subscribers are idempotent: an event comes again when the process dies before the acknowledgement.
    """
    while going_on():
        try:
            await live.make_group(STREAM, GROUP)
            while going_on():
                for message_id, fields in await live.read_group(STREAM, GROUP, consumer, block_ms=BLOCK_MS):
                    await _apply(database, events, fields)
                    await live.acknowledge(STREAM, GROUP, message_id)
        except (LiveError, DatabaseError, OSError) as error:
            log.warning("video_news_paused", error=type(error).__name__)
            await asyncio.sleep(PAUSE_S)


async def _apply(database: Database, events: Events, fields: dict[str, str]) -> None:
    try:
        event = from_fields(fields)
    except (KeyError, ValueError):
        log.exception("video_event_unreadable", keys=sorted(fields))
        return
    try:
        async with database.transaction() as tx:
            await events.emit(tx, event)
    except (HubError, ValueError):  # it would come back for ever
        log.exception("video_event_impossible", name=type(event).__name__, call_id=event.call_id)
