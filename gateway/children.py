"""One process that the hub runs: what it is, how it starts, how it ends, and that it never outlives us."""

from __future__ import annotations

import asyncio
import ctypes
import os
import shutil
import signal
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

LOG_BYTES = 10_000_000
LAST_WORDS_BYTES = 2_000
CHECK_EVERY_S = 0.1
CHECK_TIMEOUT_S = 2.0
STOP_S = 4.5
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork


class CannotStart(Exception):
    """A process cannot run here; the message is one sentence for the operator."""

    exit_code: ClassVar[int] = 1
    """os.EX_CONFIG where trying again cannot help; the supervisor then does not."""


@dataclass(frozen=True)
class Child:
    """What to run, and how to tell that it is healthy; `once` ends by itself and is healthy by exit code 0.

    `prepare` runs in a thread before each start. `orphan_signal` is what the kernel sends when we are gone.
    `answers` tells a process that is frozen from one that only is not ready; it is `healthy` unless given.
    """

    name: str
    argv: tuple[str, ...]
    log: Path
    healthy: Callable[[], Awaitable[bool]] | None = None
    answers: Callable[[], Awaitable[bool]] | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    once: bool = False
    prepare: Callable[[], None] | None = None
    cwd: Path | None = None
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    start_timeout_s: float = 120.0


@asynccontextmanager
async def running(child: Child) -> AsyncIterator[Child]:
    """Run one child for the length of a block; it is healthy inside the block and gone after it."""
    if child.prepare is not None:
        await asyncio.to_thread(child.prepare)
    process = await spawn(child)
    try:
        if not await wait_healthy(child, process):
            raise CannotStart(f"{child.name} did not become healthy; {child.log} says why.")
        yield child
    finally:
        await stop(process, child.stop_signal, STOP_S)


async def spawn(child: Child) -> Process:
    """Start a child in a process group of its own, its output appended to its log."""
    child.log.parent.mkdir(parents=True, exist_ok=True)
    parent = os.getpid()
    groups: list[int] | None = [] if child.user else None  # none of ours
    with child.log.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *child.argv,
            env=dict(child.env),
            cwd=child.cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=child.user,
            group=child.user,
            extra_groups=groups,
            preexec_fn=lambda: _die_with(parent, child.orphan_signal),
        )


async def wait_healthy(child: Child, process: Process) -> bool:
    """Tell whether a child became healthy; False when it ended first or took too long (then it is killed)."""
    if child.healthy is None:
        return await process.wait() == 0 if child.once else True
    with suppress(TimeoutError):
        async with asyncio.timeout(child.start_timeout_s):
            while process.returncode is None:
                if await _holds(child.healthy):
                    return True
                await asyncio.sleep(CHECK_EVERY_S)
            return False
    kill_group(process)
    return False


async def wait_frozen(child: Child, every_s: float, in_a_row: int) -> None:
    """Return when a running child left `in_a_row` checks without an answer; never for one without a check."""
    check, silent = child.answers or child.healthy, 0
    while check is None or silent < in_a_row:
        await asyncio.sleep(every_s)
        if check is not None:
            silent = 0 if await _holds(check) else silent + 1


async def _holds(check: Callable[[], Awaitable[bool]]) -> bool:
    """Tell what a check found; False when it took too long."""
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_S):  # up to Python 3.11 wait_for can lose a cancellation
            return await check()
    except TimeoutError:
        return False


async def stop(process: Process, how: signal.Signals, within_s: float) -> bool:
    """End a process and its group; False when it had to be killed."""
    if process.returncode is not None:
        return True
    kindly = True
    with suppress(ProcessLookupError):
        process.send_signal(how)
    try:
        async with asyncio.timeout(max(within_s, 0)):
            await process.wait()
    except TimeoutError:
        kindly = False
    kill_group(process)
    await process.wait()
    return kindly


def kill_group(process: Process) -> None:
    """Kill a process, its group and its children outside it; nothing happens when they are gone."""
    below = _children_of(process.pid)  # each backend of PostgreSQL leads a group of its own
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for pid in below:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _children_of(pid: int) -> list[int]:
    """Return what a living process started itself, as far as this system tells (Linux)."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in listed.split()]


def _die_with(parent: int, how: signal.Signals) -> None:
    """Ask the kernel, in the new process, for `how` as soon as the supervisor is gone, even by kill -9."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(how))
        if os.getppid() != parent:  # gone already, before we could ask
            os._exit(1)


def last_words(log: Path) -> str:
    """Return the last line of a log, or nothing when there is none."""
    with suppress(OSError), log.open("rb") as lines:
        lines.seek(max(0, log.stat().st_size - LAST_WORDS_BYTES))
        return next(reversed(lines.read().decode(errors="replace").strip().splitlines()), "")
    return ""


def rotate(log: Path, limit: int = LOG_BYTES) -> None:
    """Move what a log holds to `<log>.1` when it grew too large; its writer appends on."""
    if log.exists() and log.stat().st_size > limit:
        shutil.copyfile(log, log.with_suffix(log.suffix + ".1"))
        os.truncate(log, 0)
