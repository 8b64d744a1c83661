"""What a node shares through Redis, and what it does while Redis is away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from redis.asyncio import Redis

from tests.video.conftest import free_port, run_valkey
from tests.video.peers import WAIT_S, seated, told_by
from video import registry as registry_module
from video.app import node
from video.errors import RegistryAway
from video.events import NODE_PREFIX, CallStarted, EndReason
from video.registry import EVENTS_HELD, RECORD_KEPT_S, Registry
from video.settings import Settings


def _registry(settings: Settings) -> Registry:
    return Registry(
        settings.redis_url,
        node=settings.node,
        public_url=settings.video_public_url,
        prefix=settings.redis_prefix,
    )


class NoCalls:
    """A node without calls."""

    def open(self) -> list[str]:
        return []

    def end(self, call_id: str, reason: EndReason) -> None:
        raise AssertionError((call_id, reason))


@asynccontextmanager
async def _running(registry: Registry) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(registry.run(NoCalls()))
        yield
        running.cancel()


def _event(number: int) -> CallStarted:
    return CallStarted(f"call-{number}", "conversation-1", datetime.now(UTC))


async def _calls_on_stream(redis: Redis, settings: Settings) -> list[str]:
    return [event.call_id for event in await told_by(redis, settings)]


async def _kept(redis: Redis, key: str) -> str:
    """Wait until `key` is there and return what it holds."""
    async with asyncio.timeout(WAIT_S):
        while not (value := await redis.get(key)):  # noqa: ASYNC110 - Redis tells nobody
            await asyncio.sleep(0.01)
    return str(value)


async def test_record_says_where_the_node_is_and_how_busy(node_settings: Settings, redis: Redis) -> None:
    key = node_settings.redis_prefix + NODE_PREFIX + node_settings.node
    async with node(node_settings), seated(node_settings, "citizen"):
        record = json.loads(await _kept(redis, key))
        assert (record["id"], record["url"]) == (node_settings.node, node_settings.video_public_url)
        assert record["calls"] in {0, 1}
        assert datetime.fromisoformat(record["at"]).tzinfo is not None
        assert 0 < await redis.ttl(key) <= RECORD_KEPT_S
    assert await redis.get(key) is None


async def test_ticket_is_used_once_even_when_two_ask_together(node_settings: Settings) -> None:
    one, two = _registry(node_settings), _registry(node_settings)
    async with asyncio.TaskGroup() as tasks:
        answers = [tasks.create_task(registry.use("jti-1")) for registry in (one, two)]
    assert sorted(answer.result() for answer in answers) == [False, True]
    await one.close()
    await two.close()


async def test_ticket_cannot_be_used_while_redis_is_away(node_settings: Settings) -> None:
    away = node_settings.model_copy(update={"redis_url": f"redis://127.0.0.1:{free_port()}/0"})
    registry = _registry(away)
    with pytest.raises(RegistryAway):
        await registry.use("jti-1")
    await registry.close()


async def test_events_wait_for_redis_and_come_in_order(node_settings: Settings) -> None:
    port = free_port()
    settings = node_settings.model_copy(update={"redis_url": f"redis://127.0.0.1:{port}/0"})
    registry = _registry(settings)
    async with _running(registry):
        for number in range(5):
            registry.publish(_event(number))
        with run_valkey(port) as url:
            await registry.drain(WAIT_S)
            async with Redis.from_url(url, decode_responses=True) as redis:
                assert await _calls_on_stream(redis, settings) == [f"call-{number}" for number in range(5)]
    await registry.close()


async def test_when_too_many_events_wait_the_oldest_go(node_settings: Settings, redis: Redis) -> None:
    registry = _registry(node_settings)
    for number in range(EVENTS_HELD + 2):
        registry.publish(_event(number))
    async with _running(registry):
        await registry.drain(WAIT_S)
    calls = await _calls_on_stream(redis, node_settings)
    assert (calls[0], calls[-1], len(calls)) == ("call-2", f"call-{EVENTS_HELD + 1}", EVENTS_HELD)
    await registry.close()


async def test_stop_does_not_wait_for_a_redis_that_stays_away(node_settings: Settings) -> None:
    away = node_settings.model_copy(update={"redis_url": f"redis://127.0.0.1:{free_port()}/0"})
    registry = _registry(away)
    registry.publish(_event(1))
    async with asyncio.timeout(5):
        async with _running(registry):
            await registry.drain(0.1)
        await registry.close()


def test_records_expire_soon_after_a_node_died() -> None:
    assert registry_module.RECORD_EVERY_S * 2 < registry_module.RECORD_KEPT_S
