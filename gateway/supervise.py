"""Keep the hub's processes alive: start in order, restart with back-off, end all within seconds."""

from __future__ import annotations

import asyncio
import os
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gateway.children import (
    STOP_S,
    CannotStart,
    Child,
    kill_group,
    last_words,
    rotate,
    spawn,
    stop,
    wait_frozen,
    wait_healthy,
)

LOOK_AT_LOGS_EVERY_S = 5


@dataclass(frozen=True)
class Patience:
    """How often and how fast a child is tried again, and how long all may take to end."""

    first_delay_s: float = 0.5
    most_delay_s: float = 10.0
    failures_in_a_row: int = 5
    clean_run_s: float = 20.0
    stop_s: float = STOP_S
    check_every_s: float = 3.0
    silent_in_a_row: int = 3
    """Checks of a running child, up to 2 s each: frozen for 9 to 15 s, it is killed and started again."""

    def delay_s(self, failures: int) -> float:
        """Return the wait before the next try after `failures` in a row (1 or more)."""
        return min(self.first_delay_s * 2.0 ** (failures - 1), self.most_delay_s)


@dataclass(frozen=True)
class News:
    """A child is `ready`, `died`, was found `frozen`, was `given_up`, or was `killed` at the end."""

    child: str
    what: str
    seconds: float
    code: int | None = None


class _Run:
    """The changing side of one child."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.process: Process | None = None
        self.ready = asyncio.Event()
        self.ended = asyncio.Event()
        self.worked = False
        """It answered once; a full disk or a bad hour later is no reason to end the hub."""


class Supervisor:
    """Run children until told to stop, or until one that never worked failed too often."""

    def __init__(
        self, children: Sequence[Child], told: Callable[[News], None], patience: Patience | None = None
    ) -> None:
        self._runs = {child.name: _Run(child) for child in children}
        self._told = told
        self._patience = patience or Patience()
        self._stopping = asyncio.Event()
        self._fault: CannotStart | None = None

    def stop(self) -> None:
        """Ask for the end; `run` returns when nothing is left."""
        self._stopping.set()

    async def ready(self) -> None:
        """Wait until every child is healthy."""
        for run in self._runs.values():
            await run.ready.wait()

    async def run(self) -> None:
        """Start all and keep them alive until `stop`; raise CannotStart when one failed too often."""
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._keep(run)) for run in self._runs.values()]
                tasks.append(group.create_task(self._keep_logs_small()))
                await self._stopping.wait()
                for task in tasks:
                    task.cancel()
        finally:
            await self._end_all()
        if self._fault:
            raise self._fault

    async def _keep(self, run: _Run) -> None:
        try:
            for name in run.child.needs:
                await self._runs[name].ready.wait()
            await self._restart_until_given_up(run)
        except CannotStart as fault:
            self._give_up(fault)
        except OSError as error:
            where = f": {error.filename}" if error.filename else ""
            self._give_up(CannotStart(f"{run.child.name} cannot run here: {error.strerror}{where}."))

    def _give_up(self, fault: CannotStart) -> None:
        self._fault = self._fault or fault
        self.stop()

    async def _restart_until_given_up(self, run: _Run) -> None:
        failures, child = 0, run.child
        while True:
            began = time.monotonic()
            code = await self._run_once(run)
            if child.once and code == 0:
                return
            lasted = time.monotonic() - began
            failures = 1 if lasted >= self._patience.clean_run_s else failures + 1
            self._told(News(child.name, "died", lasted, code))
            too_often = failures >= self._patience.failures_in_a_row and not run.worked
            if code == os.EX_CONFIG or too_often:
                self._told(News(child.name, "given_up", lasted, code))
                raise CannotStart(_why(child, code, failures))
            await asyncio.sleep(self._patience.delay_s(failures))

    async def _run_once(self, run: _Run) -> int:
        began, child = time.monotonic(), run.child
        if child.prepare is not None:
            await asyncio.to_thread(child.prepare)
        run.process = await spawn(child)
        if await wait_healthy(child, run.process):
            self._told(News(child.name, "ready", time.monotonic() - began))
            run.worked = run.worked or child.healthy is not None
            run.ready.set()
        code = await self._until_ended(run, run.process)
        if not child.once:
            run.ready.clear()
        kill_group(run.process)
        return code

    async def _until_ended(self, run: _Run, process: Process) -> int:
        """Return the exit code of a child; one that is frozen is killed."""
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(self._kill_when_frozen(run.child, process))
            code = await process.wait()
            watching.cancel()
        return code

    async def _kill_when_frozen(self, child: Child, process: Process) -> None:
        began, patience = time.monotonic(), self._patience
        await wait_frozen(child, patience.check_every_s, patience.silent_in_a_row)
        self._told(News(child.name, "frozen", time.monotonic() - began))
        kill_group(process)

    async def _end_all(self) -> None:
        stop_by = time.monotonic() + self._patience.stop_s
        async with asyncio.TaskGroup() as group:
            for run in self._runs.values():
                group.create_task(self._end(run, stop_by))

    async def _end(self, run: _Run, stop_by: float) -> None:
        """End one child after all that use it: a database has the last quarter of the time for itself."""
        users = [other for other in self._runs.values() if run.child.name in other.child.needs]
        for user in users:
            await user.ended.wait()
        by = stop_by if users else stop_by - self._patience.stop_s / 4
        began = time.monotonic()
        if run.process and not await stop(run.process, run.child.stop_signal, by - began):
            self._told(News(run.child.name, "killed", time.monotonic() - began))
        run.ended.set()

    async def _keep_logs_small(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AT_LOGS_EVERY_S)
            for run in self._runs.values():
                await asyncio.to_thread(rotate, run.child.log)


def _why(child: Child, code: int, failures: int) -> str:
    """Say why a child was given up; EX_CONFIG is one that said so itself, and trying again cannot help."""
    if code == os.EX_CONFIG:
        return last_words(child.log) or f"{child.name} has wrong settings; {child.log} says which."
    return f"{child.name} failed {failures} times in a row; {child.log} says why."
