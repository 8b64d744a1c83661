from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gateway.children import CannotStart, Child, rotate
from gateway.supervise import News, Patience, Supervisor
from tests.platform.children import DEAF, SLEEP, alive, pids, script, state_of, until

HASTY = Patience(first_delay_s=0.01, most_delay_s=0.02, stop_s=4.0)

SUPERVISE_TWO = """
import asyncio, sys
from pathlib import Path
from gateway.supervise import Supervisor
from tests.platform.children import DEAF, SLEEP, script
folder = Path(sys.argv[1])
children = [script(folder, "first", SLEEP), script(folder, "second", DEAF, needs=("first",))]
asyncio.run(Supervisor(children, lambda news: None).run())
"""


@asynccontextmanager
async def supervised(
    *children: Child, patience: Patience = HASTY
) -> AsyncIterator[tuple[Supervisor, list[News]]]:
    heard: list[News] = []
    supervisor = Supervisor(children, heard.append, patience)
    async with asyncio.TaskGroup() as group:
        group.create_task(supervisor.run())
        try:
            yield supervisor, heard
        finally:
            supervisor.stop()


def names(heard: list[News], what: str) -> list[str]:
    return [news.child for news in heard if news.what == what]


async def test_child_starts_after_what_it_needs(tmp_path: Path) -> None:
    database = script(tmp_path, "database", SLEEP)
    gateway = script(tmp_path, "gateway", SLEEP, needs=("database",))
    async with supervised(gateway, database) as (supervisor, heard):
        await supervisor.ready()
        assert names(heard, "ready") == ["database", "gateway"]


async def test_one_time_step_is_over_before_its_users_start(tmp_path: Path) -> None:
    done = tmp_path / "done"
    step = script(tmp_path, "schema", f"open({str(done)!r}, 'w')", once=True, healthy=None)
    seen = f"import os, time; assert os.path.exists({str(done)!r}); time.sleep(600)"
    async with supervised(step, script(tmp_path, "gateway", seen, needs=("schema",))) as (supervisor, heard):
        await supervisor.ready()
        assert names(heard, "ready") == ["schema", "gateway"]
        assert names(heard, "died") == []


async def test_killed_child_runs_again(tmp_path: Path) -> None:
    async with supervised(script(tmp_path, "bot", SLEEP)) as (supervisor, heard):
        await supervisor.ready()
        os.kill(pids(tmp_path, "bot")[0], signal.SIGKILL)
        await until(lambda: names(heard, "ready") == ["bot", "bot"])
        assert names(heard, "died") == ["bot"]
        first, second = pids(tmp_path, "bot")
        assert not alive(first)
        assert alive(second)


async def test_child_that_fails_five_times_in_a_row_is_named_and_all_ends(tmp_path: Path) -> None:
    heard: list[News] = []
    children = (
        script(tmp_path, "video", SLEEP),
        script(tmp_path, "bot", "raise SystemExit(3)", healthy=None),
    )
    with pytest.raises(CannotStart, match=r"bot failed 5 times in a row; .*bot\.log says why"):
        await Supervisor(children, heard.append, HASTY).run()
    assert names(heard, "died") == ["bot"] * 5
    assert names(heard, "given_up") == ["bot"]
    assert not any(alive(pid) for pid in pids(tmp_path, "video"))


async def test_wrong_settings_stop_everything_at_once_in_the_childs_own_words(tmp_path: Path) -> None:
    heard: list[News] = []
    fault = f"print('warming up'); print('HUB_X must be set.', flush=True); raise SystemExit({os.EX_CONFIG})"
    children = (script(tmp_path, "video", SLEEP), script(tmp_path, "gateway", fault, healthy=None))
    with pytest.raises(CannotStart, match=r"^HUB_X must be set\.$"):
        await Supervisor(children, heard.append, HASTY).run()
    assert names(heard, "died") == ["gateway"]
    assert not any(alive(pid) for pid in pids(tmp_path, "video"))


async def test_wrong_settings_without_a_word_name_the_log(tmp_path: Path) -> None:
    silent = script(tmp_path, "gateway", f"raise SystemExit({os.EX_CONFIG})", healthy=None)
    with pytest.raises(CannotStart, match=r"gateway has wrong settings; .*gateway\.log says which"):
        await Supervisor([silent], list[News]().append, HASTY).run()


async def test_clean_run_resets_the_count_of_failures(tmp_path: Path) -> None:
    every_run_is_clean = Patience(first_delay_s=0.01, most_delay_s=0.01, clean_run_s=0.0)
    failing = script(tmp_path, "bot", "raise SystemExit(3)", healthy=None)
    async with supervised(failing, patience=every_run_is_clean) as (_, heard):
        await until(lambda: len(names(heard, "died")) > HASTY.failures_in_a_row)
        assert names(heard, "given_up") == []


async def test_frozen_child_is_killed_and_runs_again(tmp_path: Path) -> None:
    async def answers() -> bool:
        return state_of(pids(tmp_path, "bot")[-1]) != "T"

    keen = Patience(first_delay_s=0.01, check_every_s=0.02, silent_in_a_row=3)
    child = script(tmp_path, "bot", SLEEP, answers=answers)
    async with supervised(child, patience=keen) as (supervisor, heard):
        await supervisor.ready()
        os.kill(pids(tmp_path, "bot")[0], signal.SIGSTOP)
        await until(lambda: names(heard, "ready") == ["bot", "bot"])
        assert names(heard, "frozen") == ["bot"]
        assert not alive(pids(tmp_path, "bot")[0])


async def test_child_that_is_busy_but_answers_is_left_alone(tmp_path: Path) -> None:
    asked = []

    async def recovering() -> bool:
        asked.append(1)
        return len(asked) == 1

    async def answers() -> bool:
        asked.append(2)
        return True

    keen = Patience(check_every_s=0.001, silent_in_a_row=1)
    child = script(tmp_path, "postgres", SLEEP, healthy=recovering, answers=answers)
    async with supervised(child, patience=keen) as (supervisor, heard):
        await supervisor.ready()
        await until(lambda: asked.count(2) > 20)
        assert names(heard, "frozen") == names(heard, "died") == []


async def test_child_that_worked_once_is_never_given_up(tmp_path: Path) -> None:
    flaky = script(tmp_path, "postgres", "raise SystemExit(1)", healthy=has_run(tmp_path, "postgres"))
    async with supervised(flaky) as (_, heard):
        await until(lambda: len(names(heard, "died")) > HASTY.failures_in_a_row)
        assert names(heard, "given_up") == []


def has_run(folder: Path, name: str) -> Callable[[], Awaitable[bool]]:
    """Return a health check that a process passes as soon as it wrote its number."""

    async def ask() -> bool:
        return bool(pids(folder, name))

    return ask


def test_waits_double_from_half_a_second_to_ten() -> None:
    waits = [Patience().delay_s(failures) for failures in range(1, 8)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]


async def test_child_that_never_becomes_healthy_counts_as_failed(tmp_path: Path) -> None:
    async def never() -> bool:
        return False

    stuck = script(tmp_path, "bot", SLEEP, healthy=never, start_timeout_s=0.05)
    with pytest.raises(CannotStart, match="bot failed 5 times"):
        await Supervisor([stuck], list[News]().append, HASTY).run()
    assert not any(alive(pid) for pid in pids(tmp_path, "bot"))


async def test_program_that_is_not_there_stops_the_start_at_once(tmp_path: Path) -> None:
    absent = Child("video", argv=(str(tmp_path / "absent"),), log=tmp_path / "video.log")
    with pytest.raises(CannotStart, match=r"video cannot run here: No such file or directory: .*absent"):
        await Supervisor([absent], list[News]().append, HASTY).run()


async def test_stop_ends_users_before_databases_and_deaf_children_with_their_own(tmp_path: Path) -> None:
    own = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); print('x')\n{DEAF}"
    ends = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(print(time.monotonic(), flush=True)))\n"
        "print('listening', flush=True)\ntime.sleep(600)"
    )
    database, gateway = (
        script(tmp_path, "database", ends),
        script(tmp_path, "gateway", ends, needs=("database",)),
    )
    children = (database, gateway, script(tmp_path, "bot", own))
    async with supervised(*children) as (supervisor, _):
        await supervisor.ready()
        await until(lambda: all("listening" in child.log.read_text() for child in (database, gateway)))
        began = time.monotonic()
    assert time.monotonic() - began < 5
    ended = [float(child.log.read_text().split()[-1]) for child in (gateway, database)]
    assert ended == sorted(ended)
    assert not _processes_of(tmp_path)


def _processes_of(folder: Path) -> list[int]:
    """Return the living processes whose session was begun by a script of this folder."""
    leaders = {pid for file in folder.glob("*.pids") for pid in pids(folder, file.stem)}
    running = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in running if alive(pid) and _session(pid) in leaders]


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return -1


async def _start_supervisor(folder: Path) -> asyncio.subprocess.Process:
    supervisor = await asyncio.create_subprocess_exec(sys.executable, "-c", SUPERVISE_TWO, str(folder))
    await until(lambda: pids(folder, "first") and pids(folder, "second"))
    return supervisor


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
async def test_supervisor_killed_outright_leaves_no_child(tmp_path: Path) -> None:
    supervisor = await _start_supervisor(tmp_path)
    supervisor.kill()
    await supervisor.wait()
    await until(lambda: not _processes_of(tmp_path), within_s=5)


def test_log_that_grew_is_moved_aside_and_written_on(tmp_path: Path) -> None:
    log = tmp_path / "gateway.log"
    with log.open("ab") as writer:
        writer.write(b"old\n" * 10)
        writer.flush()
        rotate(log, limit=20)
        writer.write(b"new\n")
    assert log.read_text() == "new\n"
    assert (tmp_path / "gateway.log.1").read_text() == "old\n" * 10


def test_small_log_stays(tmp_path: Path) -> None:
    log = tmp_path / "gateway.log"
    log.write_text("short\n")
    rotate(log)
    assert log.read_text() == "short\n"
    assert list(tmp_path.iterdir()) == [log]
