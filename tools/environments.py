"""Make the virtual environments: one for uv alone, one for the hub, one for the bot."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.pythons import asked, find_bot, find_main
from tools.steps import ROOT, Missing, fingerprint, output, run, step

UV_HOME = ROOT / ".uv"
UV = UV_HOME / "bin" / "uv"
MAIN = ROOT / ".venv"
BOT = ROOT / "bot" / ".venv"
TOOLS = ROOT / "tools"
STAMP = ".made-from"


def make_all() -> None:
    """Bring all three environments to what their locks say; what is there already needs no network."""
    step("uv (installs the rest)", UV_HOME / STAMP, fingerprint([TOOLS / "uv.lock"]), _make_uv)
    main_lock = ROOT / "requirements.lock"
    step(
        "Python environment of the hub", MAIN / STAMP, fingerprint([main_lock]), lambda: _fill_main(main_lock)
    )
    project = fingerprint([ROOT / "pyproject.toml", TOOLS / "build.lock"])
    step("the command `hub`", MAIN / ".hub-made-from", project, _install_project)
    bot_lock = ROOT / "bot" / "requirements.lock"
    step(
        "Python 3.10 environment of the bot",
        BOT / STAMP,
        fingerprint([bot_lock]),
        lambda: _fill_bot(bot_lock),
    )


def _make_uv() -> None:
    """Put uv into an environment of its own: `uv pip sync` would remove it from the hub's."""
    shutil.rmtree(UV_HOME, ignore_errors=True)
    run([find_main(), "-m", "venv", UV_HOME])
    pip = [UV_HOME / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes"]
    run([*pip, "-r", TOOLS / "uv.lock"])


def _fill_main(lock: Path) -> None:
    python = MAIN / "bin" / "python"
    if asked(str(python)) not in ("3.11", "3.12", "3.13"):
        _uv("venv", "--clear", "--python", find_main(), MAIN)
    _uv("pip", "sync", "--python", python, "--require-hashes", lock)


def _install_project() -> None:
    hashes = ("--build-constraints", TOOLS / "build.lock")
    _uv("pip", "install", "--python", MAIN / "bin" / "python", "--no-deps", *hashes, "--editable", ROOT)


def _fill_bot(lock: Path) -> None:
    if not lock.exists():
        raise Missing(f"{lock} is missing; the bot cannot be installed without it.")
    python = BOT / "bin" / "python"
    if asked(str(python)) != "3.10":
        _uv("venv", "--clear", "--python", find_bot(UV), BOT)
    _uv("pip", "sync", "--python", python, "--require-hashes", lock)


def _uv(*arguments: object) -> None:
    run([UV, *arguments], env={**os.environ, **dict(settings_for_uv())})


def settings_for_uv() -> Iterator[tuple[str, str]]:
    """Hand this machine's pip settings on to uv, which does not read them: its index and its authority."""
    index = os.environ.get("PIP_INDEX_URL") or _pip_setting("index-url")
    if index and "UV_DEFAULT_INDEX" not in os.environ and "UV_INDEX_URL" not in os.environ:
        yield "UV_DEFAULT_INDEX", index
    authority = os.environ.get("PIP_CERT") or _pip_setting("cert")
    if authority and "SSL_CERT_FILE" not in os.environ:
        yield "SSL_CERT_FILE", authority


def _pip_setting(name: str) -> str | None:
    pip = [UV_HOME / "bin" / "python", "-m", "pip", "config", "get"]
    for section in ("install", "global"):
        found = output([*pip, f"{section}.{name}"])
        if found:
            return found
    return None
