"""Find the Pythons of the project: 3.11 or newer for all but the bot, exactly 3.10 for the bot."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tools.steps import Missing, output

MAIN_VERSIONS = ("3.11", "3.12", "3.13")
BOT_VERSION = "3.10"
ASK_VERSION = "import ssl, sys; print('%d.%d' % sys.version_info[:2])"

NO_MAIN = (
    "Python 3.11, 3.12 or 3.13 was not found: install one (with its `venv` module) and make it reachable"
    " as `python3.11`, `python3.12` or `python3.13`."
)
NO_BOT = (
    "Python 3.10 was not found; the bot (Rasa 3.6) needs exactly that version: install it, or set PYTHON310"
    " to its program, and start again."
)


def find_main() -> Path:
    """Return a Python for the gateway and the video node; raise Missing when there is none."""
    found = first_that_runs(_main_candidates(), MAIN_VERSIONS, makes_environments)
    if found is None:
        raise Missing(NO_MAIN)
    return found


def find_bot(uv: Path) -> Path:
    """Return a Python 3.10: $PYTHON310, one on PATH, one of pyenv, one that uv brings; else raise Missing."""
    found = first_that_runs(_bot_candidates(), (BOT_VERSION,)) or _brought_by_uv(uv)
    if found is None:
        raise Missing(NO_BOT)
    return found


def first_that_runs(
    candidates: Iterator[str], versions: Sequence[str], ask: Callable[[str], str | None] | None = None
) -> Path | None:
    """Return the first candidate that runs as one of `versions`; a broken shim on PATH is passed over."""
    for candidate in candidates:
        if (ask or asked)(candidate) in versions:
            return Path(candidate)
    return None


def asked(path: str) -> str | None:
    """Return the version that a program says it is, or None when it does not run."""
    return output([path, "-c", ASK_VERSION])


def makes_environments(path: str) -> str | None:
    """Return the version of a Python that can also make virtual environments; Debian's may lack that part."""
    return output([path, "-c", "import ensurepip, venv; " + ASK_VERSION])


def _main_candidates() -> Iterator[str]:
    for minor in MAIN_VERSIONS:
        yield from on_path("python" + minor)
    yield sys.executable
    for minor in MAIN_VERSIONS:
        yield from of_pyenv(minor)


def _bot_candidates() -> Iterator[str]:
    if os.environ.get("PYTHON310"):
        yield os.environ["PYTHON310"]
    yield from on_path("python" + BOT_VERSION)
    yield from of_pyenv(BOT_VERSION)


def on_path(name: str) -> list[str]:
    """Return the program called `name` on PATH, in a list of one or none."""
    found = shutil.which(name)
    return [found] if found else []


def of_pyenv(version: str) -> list[str]:
    """Return the Pythons of a version (as "3.10") in pyenv's folder, the newest first."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = (root / "versions").glob(version + ".*/bin/python")
    return [str(path) for path in sorted(found, key=_patch_number, reverse=True)]


def _patch_number(python: Path) -> int:
    patch = python.parent.parent.name.rsplit(".", 1)[-1]
    return int(patch) if patch.isdigit() else -1


def _brought_by_uv(uv: Path) -> Path | None:
    if output([uv, "python", "install", BOT_VERSION], timeout_s=300) is None:
        return None
    found = output([uv, "python", "find", "--managed-python", BOT_VERSION])
    return Path(found) if found else None
