"""Processes to attack, and honest people beside the attack."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from gateway.clients.client import hash_of
from gateway.database import Database
from gateway.live import Live
from gateway.officers.cookies import COOKIE
from gateway.officers.officer import Role
from gateway.officers.repository import active_officers
from gateway.officers.sessions import OfficerSessions
from gateway.places import seed
from gateway.settings import Settings
from tests.attack.processes import Target, bot, gateway_environment, running, video_environment
from tests.conftest import Servers, development_settings, temporary_database
from tests.fakes.person import person
from tests.gateway.conftest import staff
from tests.gateway.force import Officers
from tests.video.conftest import SettingsFor, free_port, settings_for, valkey_url
from video.settings import Settings as Node

__all__ = ["settings_for", "staff", "valkey_url"]  # fixtures of the services

REQUEST_S, UNREAD_S = 4, 5
SHORT = {"HUB_REQUEST_S": str(REQUEST_S), "HUB_UNREAD_S": str(UNREAD_S)}
MANY = "1000000"
WIDE = {
    "HUB_ADDRESS_SOCKETS_A_MINUTE": MANY,
    "HUB_ADDRESS_CONVERSATIONS_A_MINUTE": MANY,
    "HUB_ADDRESS_CHANGES_A_MINUTE": MANY,
    "HUB_MESSAGES_A_MINUTE": MANY,
    "HUB_MESSAGES_AN_HOUR": MANY,
    "HUB_STEPS_A_MINUTE": MANY,
    "HUB_FRAMES_AT_ONCE": MANY,
    "HUB_BAD_FRAMES_IN_A_ROW": MANY,
}
TOKEN = "hub_attacks"
CLIENT = {"name": "attacker", "token_sha256": hash_of(TOKEN), "scopes": ["contacts:read", "contacts:write"]}
ANSWER_S = 3.0
TRIES = 5
CookieOf = Callable[[Role], Awaitable[str]]
GatewayProcess = Callable[..., AbstractAsyncContextManager[Target]]
VideoProcess = Callable[..., AbstractAsyncContextManager[tuple[Target, Node]]]


@asynccontextmanager
async def serving(settings: Settings, folder: Path, **more: str) -> AsyncIterator[Target]:
    """Serve a gateway as a process of its own, as the fleet starts it, with the settings that are given."""
    port = free_port()
    async with bot() as bot_url:
        env = gateway_environment(settings, port, bot_url) | more
        log = folder / "gateway.log"
        async with running(("-m", "gateway.serve"), env, port, log=log, path="/readyz") as target:
            yield target


@pytest.fixture
def gateway_process(settings: Settings, officers_by_name: Officers, tmp_path: Path) -> GatewayProcess:
    """Return what serves a gateway in a process of its own, for settings that others would feel."""

    @asynccontextmanager
    async def serve(**more: str) -> AsyncIterator[Target]:
        async with serving(settings, tmp_path, **more) as target:
            yield target

    return serve


@pytest.fixture(scope="session")
def attacked_settings(servers: Servers, template: str) -> Iterator[Settings]:
    """Return the settings of the gateway that most attacks share."""
    with temporary_database(servers.database_url, f"hub_{secrets.token_hex(6)}", template) as url:
        yield development_settings(url, servers.redis_url)


@pytest.fixture(scope="session")
async def attacked_database(attacked_settings: Settings) -> AsyncIterator[Database]:
    """Return the database of that gateway, with the demonstration force in it."""
    database = Database(attacked_settings.database_url, pool_size=2)
    async with database.transaction() as tx:
        await seed.put(tx, seed.read())
    yield database
    await database.close()


@pytest.fixture(scope="session")
async def attacked(
    attacked_settings: Settings, attacked_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Target]:
    """Serve one gateway for all attacks whose flood must come through: wide limits, short times."""
    system = {"HUB_API_CLIENTS": json.dumps([CLIENT])}
    async with serving(
        attacked_settings, tmp_path_factory.mktemp("attacked"), **WIDE, **SHORT, **system
    ) as target:
        await assert_served(target)
        yield target


@pytest.fixture
async def target(attacked: Target) -> Target:
    """Return that gateway; what its log told before is forgotten."""
    attacked.forget()
    return attacked


@pytest.fixture
async def cookie_of(attacked_settings: Settings, attacked_database: Database) -> AsyncIterator[CookieOf]:
    """Return what logs somebody of a role in to that gateway and gives the cookie."""
    live = Live(attacked_settings.redis_url, attacked_settings.redis_prefix)

    async def log_in(role: Role) -> str:
        async with attacked_database.transaction() as tx:
            one = next(officer for officer in await active_officers(tx) if officer.role is role)
        return f"{COOKIE}={await OfficerSessions(live, attacked_settings).start(one.id)}"

    yield log_in
    await live.close()


@pytest.fixture
def video_process(settings_for: SettingsFor, tmp_path: Path) -> VideoProcess:
    """Return what serves a video node as a process of its own, and gives its settings."""

    @asynccontextmanager
    async def serve(**more: str) -> AsyncIterator[tuple[Target, Node]]:
        node = settings_for()
        env = video_environment(node) | more
        argv, log = ("-m", "video.app"), tmp_path / "video.log"
        async with running(argv, env, node.video_port, log=log, path="/healthz") as target:
            yield target, node

    return serve


async def assert_served(target: Target) -> None:
    """Fail unless honest citizens get the bot's answer within ANSWER_S, once what just hit it is over."""
    slow: list[str] = []
    while len(slow) < TRIES:
        try:
            took = await served_s(target)
        except (TimeoutError, OSError, ConnectionClosed) as error:
            slow.append(type(error).__name__)
            continue
        if took < ANSWER_S:
            return
        slow.append(f"{took:.1f} s")
    raise AssertionError(f"honest citizens waited: {slow}")


async def until(holds: Callable[[], bool], within_s: float) -> None:
    """Wait until something holds that only another process can bring about."""
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, f"not within {within_s:.0f} s"
        await asyncio.sleep(0.2)


async def served_s(target: Target) -> float:
    """Return how long an honest citizen waits for the bot's answer."""
    began = time.monotonic()
    async with asyncio.timeout(20), person(target.socket("/ws")) as citizen:
        await citizen.send(type="hello")
        await citizen.get("snapshot")
        assert (await citizen.command("say", text="mijn fiets is gestolen"))["type"] == "ack"
        await citizen.get(lambda frame: "Antwoord op" in str(frame))
    return time.monotonic() - began
