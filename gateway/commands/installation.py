"""Where this hub lives on this machine: its folders, its ports, its secrets, and whether it runs."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.children import CannotStart

ROOT = Path(__file__).resolve().parent.parent.parent
DEFAULT_PORT = 8000
LAST_OFFSET = 4
SECRETS = ("ticket_key", "bot_token", "internal_token", "valkey_password", "metrics_token")


@dataclass(frozen=True)
class Installation:
    """One hub on one folder of changing data; `port` and the four after it are its own."""

    var: Path
    port: int
    environment: str

    @property
    def video_port(self) -> int:
        """Return the port of the video node."""
        return self.port + 1

    @property
    def bot_port(self) -> int:
        """Return the port of the bot."""
        return self.port + 2

    @property
    def valkey_port(self) -> int:
        """Return the port of the embedded Valkey."""
        return self.port + 3

    @property
    def login_port(self) -> int:
        """Return the port of the development log-in provider."""
        return self.port + LAST_OFFSET

    @property
    def development(self) -> bool:
        """Tell whether this is a hub with demonstration people."""
        return self.environment == "development"

    @property
    def serves_login(self) -> bool:
        """Tell whether we run a log-in provider: in development, when no other one is named."""
        return self.development and not os.environ.get("HUB_OIDC_ISSUER")

    @property
    def address(self) -> str:
        """Return where people on this machine open the hub."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def run_file(self) -> Path:
        """Return the file that tells other commands how to reach the running hub."""
        return self.var / "run.json"

    @property
    def secrets_file(self) -> Path:
        """Return the file, for its owner only, with the secrets of this installation."""
        return self.var / "secrets.json"

    def log(self, process: str) -> Path:
        """Return where a process writes its log."""
        return self.var / "log" / f"{process}.log"

    def secrets(self) -> dict[str, str]:
        """Return the secrets, made once; a HUB_<NAME> in the environment goes before."""
        kept: dict[str, str] = {}
        if self.secrets_file.exists():
            kept = json.loads(self.secrets_file.read_text())
        missing = [name for name in SECRETS if name not in kept]
        if missing:
            kept |= {name: secrets.token_urlsafe(32) for name in missing}
            write_private(self.secrets_file, kept)
        return {name: os.environ.get(f"HUB_{name.upper()}") or kept[name] for name in SECRETS}

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold this folder for one `hub up`; raise CannotStart when another one has it."""
        self.var.mkdir(parents=True, exist_ok=True)
        with (self.var / "hub.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart(f"A hub runs on {self.var} already; stop it first.") from None
            yield

    def running(self) -> dict[str, Any] | None:
        """Return what the running hub wrote about itself, or None when no hub runs here."""
        try:
            run: dict[str, Any] = json.loads(self.run_file.read_text())
            os.kill(run["pid"], 0)
        except (FileNotFoundError, ProcessLookupError):
            return None
        except PermissionError:
            pass  # it runs as another user
        return run


def here() -> Installation:
    """Return the installation that HUB_VAR, HUB_PORT and HUB_ENVIRONMENT describe; raise CannotStart."""
    given = os.environ.get("HUB_PORT") or str(DEFAULT_PORT)
    if not given.isdigit() or not 0 < int(given) <= 65535 - LAST_OFFSET:
        raise CannotStart(f"HUB_PORT must be a number from 1 to {65535 - LAST_OFFSET}, not `{given}`.")
    var = Path(os.environ.get("HUB_VAR") or ROOT / "var").resolve()
    return Installation(var, int(given), os.environ.get("HUB_ENVIRONMENT") or "development")


def write_private(path: Path, value: dict[str, Any]) -> None:
    """Write JSON that only its owner may read, in one piece."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(value, indent=2) + "\n")
    fresh.replace(path)
