"""`hub up`: start everything, say what took how long, and keep it running until told to stop."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
import urllib.request
from datetime import UTC, datetime
from typing import Any

import typer
import yaml

from gateway.children import CannotStart
from gateway.commands import checks
from gateway.commands.installation import Installation, write_private
from gateway.commands.processes import fleet
from gateway.supervise import News, Patience, Supervisor

PAGES = {"Website": "/", "Console": "/console", "Statistics": "/console/statistics", "Kiosk": "/kiosk"}


def up(installation: Installation, patience: Patience | None = None) -> None:
    """Start the hub and return when it was told to stop; raise CannotStart with one sentence."""
    os.umask(0o077)  # logs and data are for the owner only
    with installation.held():
        checks.demand(checks.before_start(installation))
        try:
            asyncio.run(_run(installation, patience))
        finally:
            installation.run_file.unlink(missing_ok=True)


async def _run(installation: Installation, patience: Patience | None) -> None:
    told = _Told(installation)
    supervisor = Supervisor(fleet(installation).children(), told.hear, patience)
    loop = asyncio.get_running_loop()
    for how in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(how, supervisor.stop)
    typer.echo(f"The contact hub starts at {installation.address}")
    fault: CannotStart | None = None
    async with asyncio.TaskGroup() as group:
        welcome = group.create_task(_welcome(installation, supervisor, told))
        try:
            await supervisor.run()
        except CannotStart as error:
            fault = error
        welcome.cancel()
    typer.echo("The contact hub has stopped.")
    if fault:
        raise fault


async def _welcome(installation: Installation, supervisor: Supervisor, told: _Told) -> None:
    await supervisor.ready()
    run = {"port": installation.port, "pid": os.getpid(), "secrets_file": str(installation.secrets_file)}
    write_private(installation.run_file, run)
    typer.echo(told.total())
    officers = await asyncio.to_thread(_development_officers, installation)
    typer.echo(_addresses(installation, officers))


class _Told:
    """Turn news of the supervisor into lines of the table, and keep them in var/log/supervisor.log."""

    def __init__(self, installation: Installation) -> None:
        self._began = time.monotonic()
        self._log = installation.log("supervisor")
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._bot_s = 0.0
        self._started = False

    def hear(self, news: News) -> None:
        """Show one piece of news and log it."""
        if news.child == "bot" and news.what == "ready":
            self._bot_s = news.seconds
        detail = "" if news.code is None else f"  exit code {news.code}"
        typer.echo(f"  {news.child:<12} {news.what:<9} {news.seconds:7.2f} s{detail}")
        line = {"event": f"child_{news.what}", "child": news.child, "seconds": round(news.seconds, 3)}
        line |= {"code": news.code, "timestamp": datetime.now(UTC).isoformat()}
        with self._log.open("a") as log:
            log.write(json.dumps(line) + "\n")

    def total(self) -> str:
        """Return the sentence about the whole start, with Rasa's share."""
        all_s = time.monotonic() - self._began
        share = f"Rasa took {self._bot_s:.1f} s of it ({self._bot_s / all_s:.0%})"
        return f"Everything answers after {all_s:.1f} s; {share}."


def _development_officers(installation: Installation) -> list[dict[str, Any]]:
    """Ask the gateway who may log in without a provider; nobody outside development."""
    if not installation.development:
        return []
    try:
        with urllib.request.urlopen(f"{installation.address}/v1/development-officers", timeout=5) as answer:  # noqa: S310
            found: list[dict[str, Any]] = json.load(answer)
            return found
    except (OSError, ValueError):
        return []


def _addresses(installation: Installation, officers: list[dict[str, Any]]) -> str:
    kiosk = f"?place={_demonstration_kiosk()}" if installation.development else "?place=..."
    lines = ["", *(f"  {name:<12} {installation.address}{path}" for name, path in PAGES.items())]
    lines[-1] += kiosk
    if officers:
        lines += ["", f"  Demonstration log-ins at {installation.address}/console/login, without a password:"]
        lines += [f"  {officer['name']:<24} {officer['role']:<15} {officer['team']}" for officer in officers]
    return "\n".join([*lines, "", "Ctrl-C stops the hub."])


def _demonstration_kiosk() -> str:
    from gateway.places.seed import DEMONSTRATION

    places = yaml.safe_load(DEMONSTRATION.read_text(encoding="utf-8"))["places"]
    return next(str(place["slug"]) for place in places if place["kind"] == "kiosk")
