"""The hub's processes on one machine: how each is started, with which settings, and when it is healthy."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from gateway import embedded
from gateway.children import Child
from gateway.commands.installation import ROOT, Installation

BOT = ROOT / "bot"
PASSED_ON = ("HUB_", "LANG", "LC_", "PATH", "HOME", "TZ", "TMPDIR", "SSL_CERT_")


@dataclass(frozen=True)
class Databases:
    """The addresses of both databases, and the children that serve them (none when given from outside)."""

    database_url: str
    redis_url: str
    children: tuple[Child, ...]


def databases(installation: Installation, secrets: Mapping[str, str]) -> Databases:
    """Use the databases that DATABASE_URL and REDIS_URL name, else the embedded ones."""
    children = []
    database_url = os.environ.get("DATABASE_URL")
    if not database_url:
        postgres = embedded.postgres(installation.var / "postgres", installation.log("postgres"))
        children.append(postgres.child)
        database_url = postgres.url
    redis_url = os.environ.get("REDIS_URL")
    if not redis_url:
        password, port = secrets["valkey_password"], installation.valkey_port
        valkey = embedded.valkey(installation.var / "valkey", port, password, installation.log("valkey"))
        children.append(valkey.child)
        redis_url = valkey.url
    return Databases(with_driver(database_url), redis_url, tuple(children))


def with_driver(url: str) -> str:
    """Name the driver in a PostgreSQL address as operators and hosting services write it."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


@dataclass(frozen=True)
class Fleet:
    """All processes of one installation; each gets the secrets that it needs and no others."""

    installation: Installation
    data: Databases
    secrets: Mapping[str, str]

    def children(self) -> tuple[Child, ...]:
        """Return every process, the slowest to start first."""
        first = () if self.installation.development else (self.settings(),)
        login = (self.login(),) if self.installation.serves_login else ()
        rest = (self.schema(), self.video(), self.gateway(), *login)
        return (*first, self.bot(), *self.data.children, *rest)

    def bot(self) -> Child:
        """Describe Rasa, which answers on its port only when its model is loaded."""
        port = self.installation.bot_port
        env = self._env("HUB_BOT_TOKEN", "HUB_INTERNAL_TOKEN") | _redis_parts(self.data.redis_url)
        env["HUB_BOT_PORT"] = str(port)
        env["HUB_ACTIONS_URL"] = f"{self.installation.address}/internal/actions"
        env["SANIC_GRACEFUL_SHUTDOWN_TIMEOUT"] = "1.5"  # seconds; the hub ends as a whole in 5
        argv = (str(BOT / ".venv" / "bin" / "python"), "run.py")
        needs = self._served("valkey")
        return self._child("bot", argv, env, healthy=_http_answers(port, "/"), needs=needs, cwd=BOT)

    def schema(self) -> Child:
        """Describe the one-time step that brings the tables up to date, and loads the demonstration force."""
        seed = ("--seed",) if self.installation.development else ()
        argv = (sys.executable, "-m", "gateway.cli", "migrate", *seed)
        env = self._env("DATABASE_URL")
        return self._child("schema", argv, env, needs=self._served("postgres"), once=True)

    def video(self) -> Child:
        """Describe one video node."""
        port, address = self.installation.video_port, self.installation.address
        env = self._env("REDIS_URL", "HUB_TICKET_KEY", "HUB_METRICS_TOKEN")
        env["HUB_VIDEO_PORT"] = str(port)
        env.setdefault("HUB_VIDEO_PUBLIC_URL", f"ws://127.0.0.1:{port}/signal")
        localhost = address.replace("127.0.0.1", "localhost")
        env.setdefault("HUB_ALLOWED_ORIGINS", os.environ.get("HUB_PUBLIC_URL") or f"{address},{localhost}")
        argv = (sys.executable, "-m", "video.app")
        return self._child(
            "video", argv, env, healthy=_http_answers(port, "/healthz"), needs=self._served("valkey")
        )

    def gateway(self) -> Child:
        """Describe the gateway: no access log, because that would keep people's addresses."""
        port = self.installation.port
        names = (
            "DATABASE_URL",
            "REDIS_URL",
            "HUB_TICKET_KEY",
            "HUB_BOT_URL",
            "HUB_BOT_TOKEN",
            "HUB_INTERNAL_TOKEN",
            "HUB_OIDC_CLIENT_SECRET",
            "HUB_METRICS_TOKEN",
        )
        argv = (sys.executable, "-m", "gateway.serve")
        env = self._env(*names)
        if self.installation.serves_login:
            env["HUB_OIDC_ISSUER"] = f"http://127.0.0.1:{self.installation.login_port}"
            env["HUB_OIDC_CLIENT_SECRET"] = "any"  # noqa: S105 - that provider wants one, and takes any
        needs = (*self._served("valkey"), "schema")
        return self._child("gateway", argv, env, healthy=_http_answers(port, "/healthz"), needs=needs)

    def settings(self) -> Child:
        """Describe a look at the gateway's settings, so that wrong ones stop the start at once."""
        argv = (sys.executable, "-m", "gateway.settings")
        return self._child("settings", argv, self.gateway().env, once=True)

    def login(self) -> Child:
        """Describe the provider of development: no passwords, the demonstration officers as choices."""
        port = self.installation.login_port
        argv = [sys.executable, "-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(port)]
        for subject in demonstration_subjects():
            argv += ["--user-claims", json.dumps({"sub": subject, "acr": "demonstration"})]
        healthy = _http_answers(port, "/.well-known/openid-configuration")
        return self._child("login", tuple(argv), self._env(), healthy=healthy)

    def _child(self, name: str, argv: tuple[str, ...], env: Mapping[str, str], **more: Any) -> Child:
        return Child(name=name, argv=argv, env=env, log=self.installation.log(name), **{"cwd": ROOT, **more})

    def _env(self, *names: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
        return {name: value for name, value in kept.items() if name not in self._private} | {
            "PYTHONUNBUFFERED": "1",
            "HUB_ENVIRONMENT": self.installation.environment,
            "HUB_HOST": "127.0.0.1",
            "HUB_PORT": str(self.installation.port),
            "HUB_VAR": str(self.installation.var),
            **{name: self._private[name] for name in names},
        }

    @property
    def _private(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.data.database_url,
            "REDIS_URL": self.data.redis_url,
            "HUB_TICKET_KEY": self.secrets["ticket_key"],
            "HUB_BOT_URL": f"http://127.0.0.1:{self.installation.bot_port}",
            "HUB_BOT_TOKEN": self.secrets["bot_token"],
            "HUB_INTERNAL_TOKEN": self.secrets["internal_token"],
            "HUB_OIDC_CLIENT_SECRET": os.environ.get("HUB_OIDC_CLIENT_SECRET", ""),
            "HUB_METRICS_TOKEN": self.secrets["metrics_token"],
        }

    def _served(self, name: str) -> tuple[str, ...]:
        """Return what to wait for: the named database when we serve it ourselves, else nothing."""
        return tuple(child.name for child in self.data.children if child.name == name)


def demonstration_subjects() -> list[str]:
    """Return the names under which the demonstration officers are known to a log-in provider."""
    from gateway.places.seed import DEMONSTRATION

    force = yaml.safe_load(DEMONSTRATION.read_text(encoding="utf-8"))
    return [str(officer["subject"]) for officer in force["officers"]]


def fleet(installation: Installation) -> Fleet:
    """Describe all processes of an installation; makes its secrets when they are not there yet."""
    secrets = installation.secrets()
    return Fleet(installation, databases(installation, secrets), secrets)


def _redis_parts(url: str) -> dict[str, str]:
    """Take an address apart for Rasa, whose settings want it in pieces."""
    parts = urlsplit(url)
    return {
        "HUB_REDIS_HOST": parts.hostname or "127.0.0.1",
        "HUB_REDIS_PORT": str(parts.port or 6379),
        "HUB_REDIS_PASSWORD": unquote(parts.password or ""),
    }


def _http_answers(port: int, path: str) -> Callable[[], Awaitable[bool]]:
    async def ask() -> bool:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return False
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            return b" 200 " in await reader.readline()
        except OSError:
            return False
        finally:
            writer.close()

    return ask
