"""Small programs for the supervisor to run, and waiting for what they do."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gateway.children import Child

WAIT_S = 20.0
SLEEP = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


def script(folder: Path, name: str, code: str, **more: Any) -> Child:
    """Describe a child that writes its process id to `<name>.pids` and then runs `code`."""
    say_pid = f"import os; print(os.getpid(), file=open({str(folder / (name + '.pids'))!r}, 'a'), flush=True)"
    argv = (sys.executable, "-c", f"{say_pid}\n{code}")
    known: dict[str, Any] = {"healthy": has_started(folder, name), "log": folder / f"{name}.log"}
    return Child(name=name, argv=argv, env=dict(os.environ), **{**known, **more})


def pids(folder: Path, name: str) -> list[int]:
    """Return the process ids that a script has had so far."""
    file = folder / f"{name}.pids"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def has_started(folder: Path, name: str) -> Callable[[], Any]:
    """Return a health check: the newest process of this script lives."""

    async def ask() -> bool:
        found = pids(folder, name)
        return bool(found) and alive(found[-1])

    return ask


def alive(pid: int) -> bool:
    """Tell whether a process lives; one that only waits to be fetched by its parent does not."""
    return state_of(pid) not in ("", "Z")


def state_of(pid: int) -> str:
    """Return the kernel's letter for what a process does (T: stopped, Z: dead); empty when it is gone."""
    return _field(pid, 0)


def children_of(parent: int) -> list[int]:
    """Return the living processes that this process started itself."""
    running = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in running if alive(pid) and _field(pid, 1) == str(parent)]


def _field(pid: int, number: int) -> str:
    """Return a field of /proc/<pid>/stat, counted from the state on; empty when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[number]
    except (FileNotFoundError, ProcessLookupError):
        return ""


async def until(condition: Callable[[], object], within_s: float = WAIT_S) -> None:
    """Wait until `condition` holds; fail when it takes too long."""
    by = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < by, "it did not happen in time"
        await asyncio.sleep(0.01)
