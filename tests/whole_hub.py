"""A whole hub for tests and measurements: own folder, own ports, started and stopped as people do."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from gateway import embedded

ROOT = Path(__file__).parents[1]
UP = (sys.executable, "-m", "gateway.cli", "up")
START_S = 180.0
STOP_S = 10.0
PORTS = 5


@dataclass(frozen=True)
class Site:
    """A folder and ports for one hub; the data stays between its starts."""

    var: Path
    port: int

    @property
    def bot_url(self) -> str:
        """Return where the bare bot listens."""
        return f"http://127.0.0.1:{self.port + 2}/webhooks/hub/messages"

    def secret(self, name: str) -> str:
        """Return one of the secrets that the hub made."""
        return str(json.loads((self.var / "secrets.json").read_text())[name])

    def environment(self) -> dict[str, str]:
        """Return the environment in which commands find this hub."""
        return {**os.environ, "HUB_VAR": str(self.var), "HUB_PORT": str(self.port)}


@dataclass(frozen=True)
class Start:
    """How long a start took until everything answered, how long of that Rasa needed, and who it is."""

    all_s: float
    rasa_s: float
    pid: int


@contextmanager
def site() -> Iterator[Site]:
    """Make a place for a hub and leave nothing of it behind."""
    var = Path(tempfile.mkdtemp(prefix="hub-whole-"))
    try:
        yield Site(var, free_ports())
    finally:
        shutil.rmtree(embedded.postgres(var / "postgres").home, ignore_errors=True)
        shutil.rmtree(var, ignore_errors=True)


@contextmanager
def running(place: Site, command: Sequence[str] = UP) -> Iterator[Start]:
    """Do what `make up` does, wait until everything answers, and stop it after the block."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "tools.setup"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    said = place.var / "up.txt"
    with (
        said.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, env=place.environment(), stdout=output, stderr=output) as hub,
    ):
        try:
            _wait_until_ready(hub, place, said)
            all_s = time.monotonic() - began
            share = re.search(r"Rasa took ([\d.]+) s", said.read_text())
            yield Start(all_s, float(share[1]) if share else 0.0, hub.pid)
        finally:
            hub.send_signal(signal.SIGINT)
            hub.wait(STOP_S)


def _wait_until_ready(hub: subprocess.Popen[bytes], place: Site, said: Path) -> None:
    by = time.monotonic() + START_S
    while not (place.var / "run.json").exists() or "Rasa took" not in said.read_text():
        if hub.poll() is not None or time.monotonic() > by:
            raise SystemExit(f"The hub did not start:\n{said.read_text()}")
        time.sleep(0.05)


def free_ports() -> int:
    """Return the first of five free ports in a row; each test run begins to look elsewhere."""
    rows = range(19_000, 20_000, PORTS)
    first = os.getpid() % len(rows)
    for port in chain(rows[first:], rows[:first]):
        try:
            for offset in range(PORTS):
                socket.create_server(("127.0.0.1", port + offset)).close()
        except OSError:
            continue
        return port
    raise SystemExit("No five free ports in a row.")
