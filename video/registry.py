"""Redis: this node's record, used tickets, and the stream of events. Nothing else here imports redis."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, Protocol, cast, get_args

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.typing import EncodableT

from video.errors import RegistryAway
from video.events import NODE_PREFIX, OVER_PREFIX, STREAM, EndReason, VideoEvent
from video.tickets import BARRED_PREFIX

log = structlog.get_logger(__name__)

TICKET_PREFIX: Final = "hub:video:ticket:"
TICKET_KEPT_S: Final = 120
RECORD_KEPT_S: Final = 10
RECORD_EVERY_S: Final = 3
LOOK_EVERY_S: Final = 1
"""How soon a node notices that the hub ended one of its calls."""
EVENTS_HELD: Final = 1_000
"""Events that wait while Redis is away; the oldest go first."""
EVENTS_KEPT: Final = 100_000
"""Events on the stream, about; far more than a gateway leaves unread."""
ANSWER_S: Final = 2
RETRY_FIRST_S: Final = 0.2
RETRY_MOST_S: Final = 3.0

_AWAY = (RedisError, OSError, TimeoutError)


class Calls(Protocol):
    """The calls of this node, as the registry sees them."""

    def open(self) -> Sequence[str]:
        """Return the ids of the calls that run."""

    def end(self, call_id: str, reason: EndReason) -> None:
        """End one call, if it runs here."""


class Registry:
    """What a node shares with the hub."""

    def __init__(self, redis_url: str, *, node: str, public_url: str, prefix: str = "") -> None:
        self._redis = Redis.from_url(
            redis_url,
            decode_responses=True,
            socket_timeout=ANSWER_S,
            socket_connect_timeout=ANSWER_S,
            # once more on a connection that went stale; the loops here do the rest
            retry=Retry(NoBackoff(), 1),
        )
        self._prefix = prefix
        self._node = node
        self._public_url = public_url
        self._events: asyncio.Queue[VideoEvent] = asyncio.Queue(EVENTS_HELD)

    async def use(self, jti: str) -> bool:
        """Mark a ticket as used; False when it was already. Raises RegistryAway: then nobody may join."""
        try:
            return bool(await self._redis.set(self._key(TICKET_PREFIX + jti), "1", nx=True, ex=TICKET_KEPT_S))
        except _AWAY as error:
            log.warning("registry_away", error=type(error).__name__)
            raise RegistryAway from None

    async def barred(self, conversation_id: str) -> bool:
        """Tell whether the citizen of a conversation left it for good; raises RegistryAway."""
        try:
            return bool(await self._redis.exists(self._key(BARRED_PREFIX + conversation_id)))
        except _AWAY as error:
            log.warning("registry_away", error=type(error).__name__)
            raise RegistryAway from None

    async def over(self, call_ids: Sequence[str]) -> dict[str, EndReason]:
        """Return which of these calls the hub ended, and why. Raises RegistryAway."""
        if not call_ids:
            return {}
        try:
            found = await self._redis.mget([self._key(OVER_PREFIX + call_id) for call_id in call_ids])
        except _AWAY as error:
            log.warning("registry_away", error=type(error).__name__)
            raise RegistryAway from None
        return {call_id: _reason(str(kept)) for call_id, kept in zip(call_ids, found, strict=True) if kept}

    def publish(self, event: VideoEvent) -> None:
        """Put `event` in line for the stream, without waiting."""
        if self._events.full():
            oldest = self._events.get_nowait()
            self._events.task_done()
            log.error("video_event_dropped", name=type(oldest).__name__, call_id=oldest.call_id)
        self._events.put_nowait(event)

    async def run(self, calls: Calls) -> None:
        """Keep the record fresh, end what the hub ended, and write events until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_record(calls))
            tasks.create_task(self._end_what_is_over(calls))
            tasks.create_task(self._write_events())

    async def drain(self, timeout_s: float) -> None:
        """Wait until every event is on the stream, but no longer than `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._events.join()
        except TimeoutError:
            log.warning("video_events_left_behind", count=self._events.qsize())

    async def close(self) -> None:
        """Take the record away and close the connections."""
        with suppress(*_AWAY):
            await self._redis.delete(self._key(NODE_PREFIX + self._node))
        await self._redis.aclose()

    async def _end_what_is_over(self, calls: Calls) -> None:
        while True:
            with suppress(RegistryAway):
                for call_id, reason in (await self.over(calls.open())).items():
                    calls.end(call_id, reason)
            await _pause(LOOK_EVERY_S)

    async def _keep_record(self, calls: Calls) -> None:
        while True:
            running = list(calls.open())
            record = {"id": self._node, "url": self._public_url, "calls": len(running), "open": running}
            record["at"] = _now()
            try:
                await self._redis.set(
                    self._key(NODE_PREFIX + self._node), json.dumps(record), ex=RECORD_KEPT_S
                )
            except _AWAY as error:
                log.warning("registry_away", error=type(error).__name__)
            await _pause(RECORD_EVERY_S)

    async def _write_events(self) -> None:
        while True:
            event = await self._events.get()
            await self._write(event)
            self._events.task_done()
            await _pause(0)

    async def _write(self, event: VideoEvent) -> None:
        """Write `event`, again and again while Redis is away; it may so stand twice, with one id."""
        fields: dict[EncodableT, EncodableT] = dict(event.to_fields().items())
        pause_s = RETRY_FIRST_S
        while True:
            try:
                await self._redis.xadd(self._key(STREAM), fields, maxlen=EVENTS_KEPT, approximate=True)
            except _AWAY as error:
                log.warning("video_event_waits", error=type(error).__name__, waiting=self._events.qsize())
                await _pause(pause_s)
                pause_s = min(2 * pause_s, RETRY_MOST_S)
            else:
                return

    def _key(self, name: str) -> str:
        return f"{self._prefix}{name}"


async def _pause(seconds: float) -> None:
    """Sleep, or end the task when it was cancelled without noticing.

    redis-py sends within `asyncio.wait_for`, which up to Python 3.11 loses a cancellation that comes
    while it finishes (bpo-37658); the task's own count remembers.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
    await asyncio.sleep(seconds)


def _reason(kept: str) -> EndReason:
    reason = str(json.loads(kept).get("reason"))
    return cast(EndReason, reason) if reason in get_args(EndReason) else "node_lost"


def _now() -> str:
    return datetime.now(UTC).isoformat()
