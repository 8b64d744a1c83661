"""A whole hub that can be hurt: kill, freeze, and wait until a process works again."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx2

from gateway import embedded
from gateway.database import Database
from tests.platform.children import children_of, until
from tests.whole_hub import Site, running

PROCESSES = ("gateway", "bot", "video", "valkey", "postgres")
MARKS = {
    "gateway": b"gateway.serve",
    "bot": b"run.py",
    "video": b"video.app",
    "valkey": b"valkey-server",
    "postgres": b"bin/postgres",
}
BACK_S = 60.0
# tests/platform/test_supervise.py proves that the pause doubles and when a process counts as frozen;
# here nobody has to wait for it dozens of times.
UP_SOONER = (
    sys.executable,
    "-c",
    "from gateway.commands.installation import here; from gateway.commands.up import up;"
    "from gateway.supervise import Patience; up(here(), Patience(most_delay_s=0.5, check_every_s=1.5))",
)


@dataclass
class HurtHub:
    """A running hub, and how long each process was away after each kill."""

    place: Site
    supervisor: int
    away_s: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in PROCESSES})

    @property
    def url(self) -> str:
        """Return the gateway's address."""
        return f"http://127.0.0.1:{self.place.port}"

    @property
    def redis_url(self) -> str:
        """Return the address of the hub's Valkey."""
        return f"redis://:{self.place.secret('valkey_password')}@127.0.0.1:{self.place.port + 3}/0"

    @property
    def database_url(self) -> str:
        """Return the address of the hub's PostgreSQL."""
        return embedded.postgres(self.place.var / "postgres").url

    def pid(self, name: str) -> int:
        """Return the process of this name that runs now."""
        found = [pid for pid in children_of(self.supervisor) if MARKS[name] in command_of(pid)]
        assert len(found) == 1, f"{name} runs {len(found)} times"
        return found[0]

    def news(self, name: str, what: str) -> int:
        """Return how often the supervisor told this about a process."""
        lines = (self.place.var / "log" / "supervisor.log").read_text().splitlines()
        told = [json.loads(line) for line in lines if name in line]  # asked a hundred times a second
        return sum(line["child"] == name and line["event"] == f"child_{what}" for line in told)

    async def kill(self, *names: str) -> None:
        """Kill processes at once with SIGKILL, wait until all work again, and note how long each took."""
        before = {name: self.news(name, "ready") for name in names}
        for pid in [self.pid(name) for name in names]:
            os.kill(pid, signal.SIGKILL)
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for name in names:
                group.create_task(self._back(name, before[name], began))
        await self.ready()

    async def _back(self, name: str, before: int, began: float) -> None:
        await until(lambda: self.news(name, "ready") > before, within_s=BACK_S)
        self.away_s[name].append(time.monotonic() - began)

    async def ready(self) -> None:
        """Wait until the gateway says that it can work."""
        by = time.monotonic() + BACK_S
        async with httpx2.AsyncClient(base_url=self.url, timeout=5) as http:
            while not await _is_ready(http):
                assert time.monotonic() < by, "the hub is not ready again"
                await asyncio.sleep(0.05)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Stop a process and all below it for the length of the block."""
        top = self.pid(name)
        stopped = [top, *children_of(top)]
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in stopped:
                _go_on(pid)

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        """Open the hub's database as the hub itself sees it."""
        database = Database(self.database_url)
        yield database
        await database.close()

    def table(self) -> list[str]:
        """Return the measured times as lines of a Markdown table, one a process."""
        return [
            f"| {name} | {len(times)} | {median(times):.1f} s | {max(times):.1f} s |"
            for name, times in self.away_s.items()
            if times
        ]


@contextmanager
def hurt_hub(place: Site) -> Iterator[HurtHub]:
    """Start a hub in `place` for the length of the block; it starts again soon what is killed often."""
    with running(place, UP_SOONER) as start:
        yield HurtHub(place, start.pid)


def command_of(pid: int) -> bytes:
    """Return the command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _go_on(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        return  # the supervisor was faster


async def _is_ready(http: httpx2.AsyncClient) -> bool:
    try:
        return (await http.get("/readyz")).status_code == 200
    except httpx2.HTTPError:
        return False


def show(title: str, lines: Sequence[str]) -> None:
    """Print a measured table, so that a run with -s or a failure shows it."""
    print("\n".join([title, *lines]))  # noqa: T201
