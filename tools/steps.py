"""What every step shares: run a program, show the time, skip what was done before from the same sources."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "var" / "log" / "setup.log"
TAIL_LINES = 15


class Missing(Exception):
    """Something that the project needs is not here; the message is one sentence that says what to do."""


def say(text: str) -> None:
    """Print a line at once, also when the output is a file."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def run(argv: Sequence[object], cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a program with its output in var/log/setup.log; raise Missing when it fails."""
    command = [str(part) for part in argv]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a+b") as log:
        log.write(("\n$ " + " ".join(command) + "\n").encode())
        log.flush()
        began_at = log.tell()
        done = subprocess.run(  # noqa: S603 - commands of this project, no shell
            command,
            cwd=str(cwd),
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
        log.seek(began_at)
        tail = log.read().decode(errors="replace").splitlines()[-TAIL_LINES:]
    if done.returncode:
        lines = "\n".join("    " + line for line in tail)
        raise Missing(f"`{command[0]}` failed with code {done.returncode}; {LOG} has all of it:\n{lines}")


def output(argv: Sequence[object], timeout_s: float = 30) -> str | None:
    """Return what a program prints, stripped; None when it does not run or fails."""
    command = [str(part) for part in argv]
    try:
        done = subprocess.run(  # noqa: S603 - commands of this project, no shell
            command, capture_output=True, text=True, timeout=timeout_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def fingerprint(sources: Iterable[Path], *more: str) -> str:
    """Return a hash over the names and bytes of files, and over folders with all that is in them."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(_files(sources)):
        total.update(os.path.relpath(str(path), str(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(sources: Iterable[Path]) -> Iterable[Path]:
    for source in sources:
        if source.is_dir():
            yield from (path for path in source.rglob("*") if path.is_file())
        elif source.exists():
            yield source


def step(name: str, stamp: Path, made_from: str, work: Callable[[], None]) -> None:
    """Do `work` unless `stamp` says that it was done from the same sources; show the time either way.

    The stamp lies inside what the work makes, so that deleting the product deletes the stamp.
    """
    with shown(name) as outcome:
        if stamp.exists() and stamp.read_text().strip() == made_from:
            return
        work()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(made_from + "\n")
        outcome.made = True


class Outcome:
    """Whether a step made something or found it ready."""

    made = False


@contextmanager
def shown(name: str) -> Iterator[Outcome]:
    """Print the line of a step: its name at once, the outcome and the time when it is over."""
    began, outcome = time.monotonic(), Outcome()
    sys.stdout.write(f"  {name:<34} ")
    sys.stdout.flush()
    try:
        yield outcome
    except Missing:
        say("failed")
        raise
    say(f"{'made' if outcome.made else 'ready':<6} {time.monotonic() - began:7.2f} s")
