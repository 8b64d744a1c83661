"""Real PostgreSQL and Valkey for every test: one server a session, one database and key prefix a test.

HUB_TEST_DATABASE_URL (a role that may create databases, and the role hub_app if it is not there) and
HUB_TEST_REDIS_URL name servers that run already; without them those of the wheels run for the session.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from gateway import embedded
from gateway.channels.nudges import Nudges
from gateway.children import running
from gateway.database import Database
from gateway.events import Events
from gateway.live import Live
from gateway.migrate import migrate
from gateway.settings import Settings

pytest_plugins = ("tests.gateway.force", "tests.gateway.running", "tests.gateway.api")

# Tests throw their data away: no need to wait for the disk. A vacuum of the server's own would hold up
# the dropping of a test's database.
HASTY = (
    *("-c", "fsync=off", "-c", "full_page_writes=off"),
    *("-c", "synchronous_commit=off", "-c", "autovacuum=off"),
)


@dataclass(frozen=True)
class Servers:
    """Where the servers of this test session answer."""

    database_url: str
    redis_url: str


@pytest.fixture(scope="session")
async def servers() -> AsyncIterator[Servers]:
    """Use the servers that the environment names, else run those of the wheels."""
    async with _postgres() as database_url, _valkey() as redis_url:
        yield Servers(database_url, redis_url)


@asynccontextmanager
async def _postgres() -> AsyncIterator[str]:
    given = os.environ.get("HUB_TEST_DATABASE_URL")
    if given:
        yield given
        return
    with _folder() as folder:
        server = embedded.postgres(folder / "postgres")
        try:
            async with running(replace(server.child, argv=(*server.child.argv, *HASTY))):
                _execute(
                    make_url(server.url).set(username="postgres").render_as_string(),
                    "alter role hub createdb",
                )
                yield server.url
        finally:
            for made in (server.home, embedded.socket_folder(server.home)):
                shutil.rmtree(made, ignore_errors=True)


@asynccontextmanager
async def _valkey() -> AsyncIterator[str]:
    given = os.environ.get("HUB_TEST_REDIS_URL")
    if given:
        yield given
        return
    with _folder() as folder, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        taken.close()
        server = embedded.valkey(folder / "valkey", port, secrets.token_urlsafe(16))
        async with running(server.child):
            yield server.url


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="hub-test-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _execute(url: str, statement: str) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def temporary_database(server: str, name: str, template: str) -> Iterator[str]:
    _execute(server, f"create database {name} template {template}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _execute(server, f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def template(servers: Servers) -> Iterator[str]:
    """Make the migrated database that every test copies; return its name."""
    name = f"hub_template_{secrets.token_hex(4)}"
    with temporary_database(servers.database_url, name, "template0") as url:
        migrate(url)
        yield name


@pytest.fixture
def owner_url(servers: Servers, template: str) -> Iterator[str]:
    """Return the address, as owner of the tables, of an empty database that only this test uses."""
    with temporary_database(servers.database_url, f"hub_{secrets.token_hex(6)}", template) as url:
        yield url


def development_settings(database_url: str, redis_url: str) -> Settings:
    """Return development settings for a database, with a key prefix of their own."""
    given = {
        "environment": "development",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "redis_prefix": f"test-{secrets.token_hex(6)}:",
        "bot_token": "b" * 32,
        "internal_token": "i" * 32,
        "ticket_key": "t" * 32,
    }
    return Settings.model_validate(given)


@pytest.fixture
def settings(servers: Servers, owner_url: str) -> Settings:
    """Return development settings for this test's database and key prefix."""
    return development_settings(owner_url, servers.redis_url)


@pytest.fixture
async def live(settings: Settings) -> AsyncIterator[Live]:
    """Return a real Valkey under a key prefix of this test's own."""
    live = Live(settings.redis_url, settings.redis_prefix)
    yield live
    await live.close()


@pytest.fixture
async def database(settings: Settings, live: Live) -> AsyncIterator[Database]:
    """Return the hub's database, empty, as the running hub sees it (role hub_app)."""
    database = Database(settings.database_url, publish=Nudges(live).publish, pool_size=5)
    yield database
    await database.close()


@pytest.fixture
def events() -> Events:
    """Return an event hub without subscribers."""
    return Events()
