"""Look everywhere a hub keeps something: files, PostgreSQL and Redis; and know an address in any form."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import psycopg
from redis.asyncio import Redis
from sqlalchemy import make_url

from gateway import embedded
from tests.whole_hub import Site

VALKEY_OFFSET = 3
ALL_TABLES = """\
select format('%I.%I', table_schema, table_name) from information_schema.tables
where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')"""


def written(address: str) -> set[bytes]:
    """Return the forms of an address that are long enough to be no chance: as text, number, hash."""
    packed, text = ip_address(address).packed, address.encode()
    turned = ".".join(reversed(address.split(".")))
    hexes = {packed.hex(), packed[::-1].hex()}
    hashes = {
        hashlib.new(name, form).hexdigest() for name in ("md5", "sha1", "sha256") for form in (text, packed)
    }
    numbers = {str(int.from_bytes(packed, order)) for order in ("big", "little")}
    forms = {
        address,
        turned,
        address.replace(".", "-"),
        *hexes,
        *(each.upper() for each in hexes),
        *numbers,
        *hashes,
    }
    return {form.encode() for form in forms} | {base64.b64encode(text).rstrip(b"=")}


def packed(address: str) -> set[bytes]:
    """Return the four bytes of an address in both orders; among many binary bytes they come by chance."""
    raw = ip_address(address).packed
    return {raw, raw[::-1]}


async def everywhere(place: Site) -> Iterator[tuple[str, bytes, bool]]:
    """Give all that this hub keeps: where, what, and whether it is PostgreSQL's own format."""
    redis = await from_redis(place)
    return iter([*from_files(place), *from_tables(place), *redis])


def from_files(place: Site) -> Iterator[tuple[str, bytes, bool]]:
    home = embedded.postgres(place.var / "postgres").home
    for folder in {place.var, home}:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield str(path), path.read_bytes(), home in path.parents


def from_tables(place: Site) -> Iterator[tuple[str, bytes, bool]]:
    url = make_url(embedded.postgres(place.var / "postgres").url).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        for (table,) in connection.execute(ALL_TABLES).fetchall():
            for (row,) in connection.execute(f"select t::text from {table} t"):
                yield f"table {table}", row.encode(), False


async def from_redis(place: Site) -> list[tuple[str, bytes, bool]]:
    async with redis_of(place) as redis:
        return [
            (f"key {key!r}", key + repr(await content(redis, key)).encode(), False)
            async for key in redis.scan_iter()
        ]


def redis_of(place: Site) -> Redis:
    """Return a client of this hub's Valkey that gives bytes."""
    password, port = place.secret("valkey_password"), place.port + VALKEY_OFFSET
    return Redis(host="127.0.0.1", port=port, password=password)


async def content(redis: Redis, key: bytes) -> Any:
    """Return all that is kept under a key, whatever its kind."""
    match await redis.type(key):
        case b"string":
            return await redis.get(key)
        case b"hash":
            return await redis.hgetall(key)
        case b"list":
            return await redis.lrange(key, 0, -1)
        case b"set":
            return await redis.smembers(key)
        case b"zset":
            return await redis.zrange(key, 0, -1, withscores=True)
        case b"stream":
            groups = await redis.xinfo_groups(key)
            return [
                await redis.xrange(key),
                groups,
                [await redis.xinfo_consumers(key, g["name"]) for g in groups],
            ]
        case other:
            raise AssertionError(f"{key!r} is a {other!r}, which nobody looks into")


def traces(kept: Iterator[tuple[str, bytes, bool]], addresses: set[str]) -> list[str]:
    """Return where one of the addresses stands, in which form."""
    texts = {form for address in addresses for form in written(address)}
    bytes_ = {form for address in addresses for form in packed(address)}
    return [
        f"{where}: {form!r}"
        for where, what, of_postgres in kept
        for form in (texts if of_postgres else texts | bytes_)
        if form in what
    ]
