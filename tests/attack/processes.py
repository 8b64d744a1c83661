"""The hub's own processes as strangers meet them: started as the fleet starts them, watched from outside."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from gateway.settings import Settings
from tests.fakes.bot import FakeBot
from video.settings import Settings as Node

ROOT = Path(__file__).parents[2]
START_S = 90
STOP_S = 10
PAGE = resource.getpagesize()
TROUBLE = ("traceback", '"level": "error"', '"level":"error"', "exception", '"level":"critical"')


@dataclass
class Target:
    """A process under attack: where it listens, and what can be seen of it from outside."""

    port: int
    log: Path
    process: Process
    heard: int = 0

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    def socket(self, path: str) -> str:
        """Return the address of one of its sockets."""
        return f"ws://127.0.0.1:{self.port}{path}"

    def memory(self) -> int:
        """Return how many bytes of memory it holds now."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE

    def forget_peak(self) -> None:
        """Let the peak of its memory begin anew."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def peak(self) -> int:
        """Return how many bytes of memory it held at most since then."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1_024

    def files(self) -> int:
        """Return how many files and sockets it has open."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def told(self) -> str:
        """Return its log since it was forgotten."""
        return self.log.read_bytes()[self.heard :].decode(errors="replace")

    def forget(self) -> None:
        """Forget what its log told so far."""
        self.heard = self.log.stat().st_size

    def trouble(self) -> list[str]:
        """Return the lines of its log that tell of something which nobody expected."""
        lines = self.told().splitlines()
        return [line for line in lines if any(mark in line.lower() for mark in TROUBLE)]

    def assert_unhurt(self) -> None:
        """Fail when it died or complained."""
        assert self.process.returncode is None, f"it died: {self.told()[-2_000:]}"
        assert self.trouble() == []


@asynccontextmanager
async def running(
    argv: tuple[str, ...], env: Mapping[str, str], port: int, *, log: Path, path: str
) -> AsyncIterator[Target]:
    """Run one process until the end of the block; it answers at `path` inside the block."""
    with open(log, "wb") as output:  # noqa: ASYNC230, PTH123 - a file of this machine, made once
        process = await asyncio.create_subprocess_exec(
            sys.executable, *argv, cwd=ROOT, env={**os.environ, **env}, stdout=output, stderr=output
        )
    target = Target(port, log, process)
    try:
        async with asyncio.timeout(START_S):
            while b" 200 " not in await said(
                port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            ):
                assert process.returncode is None, target.told()
                await asyncio.sleep(0.1)
        assert process.returncode is None, target.told()
        yield target
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                async with asyncio.timeout(STOP_S):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


async def said(port: int, sent: str | bytes, *, within_s: float = 15) -> bytes:
    """Send bytes to a port; return what came until the other side closed, or nothing more came."""
    raw = sent.encode() if isinstance(sent, str) else sent
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return b""
    heard = b""
    try:
        writer.write(raw)
        async with asyncio.timeout(within_s):
            while chunk := await reader.read(65_536):
                heard += chunk
    except (OSError, TimeoutError):
        pass
    finally:
        writer.close()
    return heard


def gateway_environment(settings: Settings, port: int, bot_url: str) -> dict[str, str]:
    """Return the environment of a gateway process with these settings."""
    given = {
        "HUB_ENVIRONMENT": settings.environment,
        "HUB_HOST": "127.0.0.1",
        "HUB_PORT": str(port),
        "HUB_REDIS_PREFIX": settings.redis_prefix,
        "HUB_BOT_URL": bot_url,
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "PYTHONUNBUFFERED": "1",
    }
    secrets = {
        name: getattr(settings, name).get_secret_value()
        for name in ("bot_token", "internal_token", "ticket_key")
    }
    return given | {f"HUB_{name.upper()}": value for name, value in secrets.items()}


def video_environment(node: Node) -> dict[str, str]:
    """Return the environment of a video node with these settings."""
    return {
        "HUB_ENVIRONMENT": "development",
        "HUB_VIDEO_PORT": str(node.video_port),
        "HUB_VIDEO_PUBLIC_URL": node.video_public_url,
        "HUB_ALLOWED_ORIGINS": ",".join(node.allowed_origins),
        "HUB_TICKET_KEY": node.ticket_key.get_secret_value(),
        "HUB_REDIS_PREFIX": node.redis_prefix,
        "REDIS_URL": node.redis_url,
        "PYTHONUNBUFFERED": "1",
    }


@asynccontextmanager
async def bot() -> AsyncIterator[str]:
    """Serve the fake bot over HTTP; give its address."""
    fake = FakeBot()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
            asked = json.loads(await reader.readexactly(length) or "{}")
            body = fake.lines(asked["text"]).encode() if asked else b""
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body
            )
            await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
