"""A crowded network is slowed down, and nobody can tell which network it was."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import httpx2
import pytest
from redis.asyncio import Redis
from starlette.requests import HTTPConnection

from gateway import addresses
from gateway.addresses import Crowded, caller
from gateway.app import create_app
from gateway.hub import Hub
from gateway.live import Live
from gateway.settings import Settings
from tests.fakes.bot import FakeBot

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
VISITOR = "203.0.113.77"


def coming_from(address: str | None, *forwarded: str) -> HTTPConnection:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    client = None if address is None else (address, 50_000)
    return HTTPConnection({"type": "http", "client": client, "headers": headers})


@pytest.fixture
async def redis(settings: Settings) -> AsyncIterator[Redis]:
    client = Redis.from_url(settings.redis_url, decode_responses=True)
    yield client
    await client.aclose()


@pytest.mark.parametrize(
    ("address", "forwarded", "found"),
    [
        (VISITOR, (), VISITOR),
        (
            VISITOR,
            ("198.51.100.1",),
            VISITOR,
        ),  # not a proxy of ours: what it says about others does not count
        ("10.0.0.2", (VISITOR,), VISITOR),
        ("10.0.0.2", (f"198.51.100.1, {VISITOR}",), VISITOR),  # the visitor wrote the left part himself
        ("10.0.0.2", ("198.51.100.1", VISITOR), VISITOR),
        ("10.0.0.2", (f"{VISITOR}, 10.0.0.3",), VISITOR),
        ("10.0.0.2", ("198.51.100.1, unknown",), "10.0.0.2"),
        ("10.0.0.2", (), "10.0.0.2"),
        (f"::ffff:{VISITOR}", (), VISITOR),
        ("2001:db8:1:2:3:4:5:6", (), "2001:db8:1:2::/64"),
        ("fd00::1", ("2001:db8:1:2:ffff::1",), "2001:db8:1:2::/64"),
        ("testclient", (), None),
        (None, (VISITOR,), None),
    ],
)
def test_caller_is_found_behind_our_proxies_and_nobody_else_is_believed(
    address: str | None, forwarded: tuple[str, ...], found: str | None
) -> None:
    assert caller(coming_from(address, *forwarded), PROXIES) == found


async def test_crowded_network_is_told_to_wait_and_others_are_not(hub: Hub) -> None:
    few = Hub(
        hub.settings.model_copy(update={"address_sockets_a_minute": 3}),
        hub.database,
        hub.live,
        hub.events,
        hub.texts,
    )
    for _ in range(3):
        await addresses.check(few, "sockets", coming_from(VISITOR))
    with pytest.raises(Crowded) as refused:
        await addresses.check(few, "sockets", coming_from(VISITOR))
    assert 0 < refused.value.retry_s <= 60
    await addresses.check(few, "sockets", coming_from("203.0.113.78"))
    await addresses.check(few, "changes", coming_from(VISITOR))


async def test_salt_is_random_and_gone_within_the_hour_and_counters_within_ten_minutes(
    hub: Hub, redis: Redis, settings: Settings
) -> None:
    await addresses.check(hub, "sockets", coming_from(VISITOR))
    keys = {
        key.removeprefix(settings.redis_prefix): key
        async for key in redis.scan_iter(f"{settings.redis_prefix}*")
    }
    salt = str(await redis.get(keys.pop(addresses.SALT_KEY)))
    assert re.fullmatch(r"[0-9a-f]{64}", salt)
    assert 0 < await redis.ttl(settings.redis_prefix + addresses.SALT_KEY) <= 3600
    (counter,) = keys
    assert re.fullmatch(r"hub:address:sockets:[0-9a-f]{64}", counter)
    assert hashlib.sha256(VISITOR.encode()).hexdigest() not in counter
    assert 0 < await redis.ttl(keys[counter]) <= 600


async def test_same_network_has_another_name_under_the_next_salt(
    hub: Hub, redis: Redis, settings: Settings
) -> None:
    await addresses.check(hub, "sockets", coming_from(VISITOR))
    await redis.delete(settings.redis_prefix + addresses.SALT_KEY)
    await addresses.check(hub, "sockets", coming_from(VISITOR))
    counters = [key async for key in redis.scan_iter(f"{settings.redis_prefix}hub:address:*")]
    assert len(counters) == 2


async def in_append_only_files(redis: Redis, text: str) -> bool:
    """Tell whether the server's files on disk hold this text."""
    where = await redis.config_get("dir", "appenddirname")

    def found() -> bool:
        files = Path(str(where["dir"]), str(where["appenddirname"])).glob("*")
        return any(text.encode() in file.read_bytes() for file in files)

    return await asyncio.to_thread(found)


async def until_another_one_made_it_leave(live: Live, redis: Redis, old: str) -> None:
    """Make the next salt; the server may refuse to rewrite while it still rewrites for somebody else."""
    async with asyncio.timeout(20):
        while await in_append_only_files(redis, old):
            await redis.delete(live.key(addresses.SALT_KEY))
            await live.secret(addresses.SALT_KEY, 60)
            await asyncio.sleep(0.5)


async def test_old_salt_leaves_the_disk_when_the_next_one_is_made(live: Live, redis: Redis) -> None:
    old = await live.secret(addresses.SALT_KEY, 60)
    if not await in_append_only_files(redis, old):
        pytest.skip("this server keeps its files elsewhere, or none")
    await until_another_one_made_it_leave(live, redis, old)


async def test_all_processes_share_one_salt(live: Live, settings: Settings) -> None:
    other = Live(settings.redis_url, settings.redis_prefix)
    assert await live.secret(addresses.SALT_KEY, 60) == await other.secret(addresses.SALT_KEY, 60)
    await other.close()


async def test_without_redis_nobody_is_slowed_down(hub: Hub) -> None:
    away = Live("redis://127.0.0.1:1/0")
    alone = Hub(hub.settings, hub.database, away, hub.events, hub.texts)
    await addresses.check(alone, "sockets", coming_from(VISITOR))
    await away.close()


async def test_too_many_changes_by_http_are_answered_429_with_the_waiting_time(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"address_changes_a_minute": 2}), FakeBot().client())
    transport = httpx2.ASGITransport(app, client=(VISITOR, 50_000))
    own = {"Origin": min(settings.origins)}
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://hub", headers=own) as http,
    ):
        asked = [await http.post("/v1/handoff-redemptions", json={"code": "x" * 20}) for _ in range(3)]
        assert [answer.status_code for answer in asked] == [404, 404, 429]
        assert 0 < int(asked[2].headers["retry-after"]) <= 60
        assert asked[2].json()["code"] == "crowded"
        assert (await http.get("/healthz")).status_code == 200
        internal = {"Authorization": f"Bearer {settings.internal_token.get_secret_value()}"}
        answer = await http.post("/internal/ask", json={"text": "fiets"}, headers=internal)
        assert answer.status_code == 200
