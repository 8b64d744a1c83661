"""Redis (or Valkey): what is live and may be forgotten. The only module of the gateway that imports redis."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError, ResponseError

log = structlog.get_logger(__name__)

NUDGE = "hub:nudge:"
POLL_S = 5.0

LiveError = RedisError
"""What goes wrong when Redis is away; the one name under which others catch it."""


def going_on() -> bool:
    """Tell whether the current task may go on: the condition of every loop that talks to Redis.

    Up to Python 3.11 redis-py can lose a cancellation, because it sends inside `asyncio.wait_for`
    (bpo-37658); the task's own count remembers it.
    """
    task = asyncio.current_task()
    return task is not None and not task.cancelling()


class Live:
    """Nudges, typing signs, presence, one-time codes, sessions, rate limits and the video nodes' news."""

    def __init__(self, url: str, prefix: str = "") -> None:
        self._redis: Redis = Redis.from_url(
            url, decode_responses=True, socket_timeout=5, socket_connect_timeout=2
        )
        self._prefix = prefix

    def key(self, name: str) -> str:
        """Return the full name of a key or channel."""
        return f"{self._prefix}{name}"

    async def nudge(self, channel: str, payload: dict[str, Any] | None = None) -> None:
        """Say "look again", or what `payload` tells, to all watchers; lost when Redis is away."""
        try:
            await self._redis.publish(self.key(NUDGE + channel), json.dumps(payload or {}))
        except RedisError as error:
            log.warning("nudge_lost", channel=channel, error=type(error).__name__)

    @asynccontextmanager
    async def watching(self, prefix: str) -> AsyncIterator[AsyncIterator[tuple[str, dict[str, Any]]]]:
        """Subscribe to all channels that begin with `prefix`; iterate over (channel, payload)."""
        pubsub = self._redis.pubsub()
        try:
            await pubsub.psubscribe(prefix + "*")
            yield self._messages(pubsub)
        finally:
            await pubsub.aclose()  # type: ignore[no-untyped-call]

    async def _messages(self, pubsub: PubSub) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        while going_on():
            got = await pubsub.get_message(ignore_subscribe_messages=True, timeout=POLL_S)
            if got is not None:
                yield str(got["channel"]), _loads(got["data"]) or {}

    async def put(self, name: str, value: dict[str, Any], seconds: int) -> None:
        """Keep `value` for a while."""
        await self._redis.set(self.key(name), json.dumps(value), ex=seconds)

    async def get(self, name: str) -> dict[str, Any] | None:
        """Return what is kept under `name`, or None."""
        return _loads(await self._redis.get(self.key(name)))

    async def touch(self, name: str, seconds: int) -> None:
        """Let what is kept under `name` live for `seconds` from now."""
        await self._redis.expire(self.key(name), seconds)

    async def take(self, name: str) -> dict[str, Any] | None:
        """Return what is kept under `name` and forget it in one step: a second taker gets None."""
        return _loads(await self._redis.getdel(self.key(name)))

    async def drop(self, name: str) -> None:
        """Forget what is kept under `name`."""
        await self._redis.delete(self.key(name))

    async def under(self, name: str) -> list[dict[str, Any]]:
        """Return everything kept under names that begin with `name` (few, short-lived records)."""
        keys = [key async for key in self._redis.scan_iter(match=self.key(name) + "*", count=200)]
        values = await self._redis.mget(keys) if keys else []
        return [value for value in map(_loads, values) if value is not None]

    async def count(self, name: str, seconds: int) -> tuple[int, int]:
        """Count one more in a fixed window; return the count so far and the seconds until it starts anew."""
        key = self.key(name)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(key, 0, ex=seconds, nx=True)
            pipe.incr(key)
            pipe.ttl(key)
            _, counted, left = await pipe.execute()
        return int(counted), max(int(left), 1)

    async def check(self) -> None:
        """Raise when Redis does not answer."""
        await self._redis.ping()

    async def make_group(self, stream: str, group: str) -> None:
        """Make a consumer group that reads `stream` from its start; nothing happens when it exists."""
        try:
            await self._redis.xgroup_create(self.key(stream), group, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def read_group(
        self, stream: str, group: str, consumer: str, *, block_ms: int
    ) -> list[tuple[str, dict[str, str]]]:
        """Return messages nobody acknowledged: abandoned ones first (over 10 s old), else new ones."""
        key = self.key(stream)
        claimed = await self._redis.xautoclaim(key, group, consumer, min_idle_time=10_000, count=50)
        if claimed[1]:
            return [(id_, fields) for id_, fields in claimed[1] if fields]
        answer: Any = await self._redis.xreadgroup(group, consumer, {key: ">"}, count=50, block=block_ms)
        return [(id_, fields) for _, messages in answer or [] for id_, fields in messages]

    async def acknowledge(self, stream: str, group: str, message_id: str) -> None:
        """Say that a message was dealt with for good."""
        await self._redis.xack(self.key(stream), group, message_id)

    async def close(self) -> None:
        """Close every connection."""
        await self._redis.aclose()


def _loads(raw: str | bytes | None) -> dict[str, Any] | None:
    return json.loads(raw) if raw else None
