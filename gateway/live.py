"""Redis (or Valkey): what is live and may be forgotten. The only module of the gateway that imports redis."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError, ResponseError
from redis.exceptions import TimeoutError as NoAnswer

log = structlog.get_logger(__name__)

NUDGE = "hub:nudge:"
POLL_S = 5.0
ANSWER_S = 2.0
REST_S = 3.0
"""After a failure nobody asks for this long: one person waits for a frozen Redis, the others do not."""

LiveError = RedisError
"""What goes wrong when Redis is away; the one name under which others catch it."""


def going_on() -> bool:
    """Tell whether the current task may go on: the condition of every loop that talks to Redis.

    Up to Python 3.11 redis-py can lose a cancellation, because it sends inside `asyncio.wait_for`
    (bpo-37658); the task's own count remembers it.
    """
    task = asyncio.current_task()
    return task is not None and not task.cancelling()


class _Patience:
    """Remembers that Redis is away, so that only now and then somebody finds out by waiting."""

    def __init__(self) -> None:
        self._rest_until = 0.0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Note in the block whether Redis answers; fail at once while it rests."""
        if time.monotonic() < self._rest_until:
            raise NoConnection("away a moment ago")
        try:
            yield
        except (NoConnection, NoAnswer):
            self._rest_until = time.monotonic() + REST_S
            raise


class _Quick(Redis):
    """A client whose every command passes the patience of its process."""

    patience: _Patience

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Send one command, unless Redis was away a moment ago."""
        with self.patience.asking():
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]


def _client(url: str, answer_s: float, patience: _Patience) -> _Quick:
    # once more, at once, on a connection that went stale; whoever asks does the rest
    again = Retry(NoBackoff(), 1, supported_errors=(NoConnection,))
    client = _Quick.from_url(
        url, decode_responses=True, socket_timeout=answer_s, socket_connect_timeout=ANSWER_S, retry=again
    )
    assert isinstance(client, _Quick)
    client.patience = patience
    return client


class Live:
    """Nudges, typing signs, presence, one-time codes, sessions, rate limits and the video nodes' news."""

    def __init__(self, url: str, prefix: str = "") -> None:
        self._patience = _Patience()
        self._redis = _client(url, ANSWER_S, self._patience)
        self._patient = _client(url, POLL_S, _Patience())  # for waits that Redis itself ends
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
        pubsub = self._patient.pubsub()
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

    async def count(self, *windows: tuple[str, int]) -> list[tuple[int, int]]:
        """Count one more in fixed windows, each a name and its seconds, in one step.

        Return for each the count so far and the seconds until it starts anew.
        """
        with self._patience.asking():
            async with self._redis.pipeline(transaction=True) as pipe:
                for name, seconds in windows:
                    key = self.key(name)
                    pipe.set(key, 0, ex=seconds, nx=True)
                    pipe.incr(key)
                    pipe.ttl(key)
                answers = await pipe.execute()
        counts = zip(answers[1::3], answers[2::3], strict=True)
        return [(int(counted), max(int(left), 1)) for counted, left in counts]

    async def secret(self, name: str, seconds: int) -> str:
        """Return the random text that all processes share under `name`; another one takes its place in time.

        When it is made anew the append-only file is written anew too: the old one leaves the disk.
        """
        key, fresh = self.key(name), secrets.token_hex(32)
        with self._patience.asking():
            kept = await self._keep_first(key, fresh, seconds)
        if kept == fresh:
            await self._rewrite()
        return kept

    async def _keep_first(self, key: str, fresh: str, seconds: int) -> str:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(key, fresh, ex=seconds, nx=True)
            pipe.get(key)
            _, kept = await pipe.execute()
        return str(kept)

    async def _rewrite(self) -> None:
        try:
            if (await self._redis.info("persistence")).get("aof_enabled"):
                await self._redis.bgrewriteaof()
        except ResponseError as error:  # it is at it already, or the server's owner does not allow it
            log.info("append_only_file_stays", error=type(error).__name__)

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
        answer: Any = await self._patient.xreadgroup(group, consumer, {key: ">"}, count=50, block=block_ms)
        return [(id_, fields) for _, messages in answer or [] for id_, fields in messages]

    async def acknowledge(self, stream: str, group: str, message_id: str) -> None:
        """Say that a message was dealt with for good."""
        await self._redis.xack(self.key(stream), group, message_id)

    async def lag(self, stream: str, group: str) -> tuple[int, int]:
        """Return how many messages a group has still to read, and how many it read and did not finish."""
        if not await self._redis.exists(self.key(stream)):
            return 0, 0
        groups = await self._redis.xinfo_groups(self.key(stream))
        found = next((one for one in groups if one["name"] == group), {"lag": 0, "pending": 0})
        return int(found["lag"] or 0), int(found["pending"])

    async def compact(self) -> None:
        """Let Redis write its file anew in the background, without what expired or was dropped."""
        await self._redis.bgrewriteaof()

    async def close(self) -> None:
        """Close every connection."""
        await self._redis.aclose()
        await self._patient.aclose()


def _loads(raw: str | bytes | None) -> dict[str, Any] | None:
    return json.loads(raw) if raw else None
