"""`hub doctor`: say in sentences what is there and what is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from gateway import embedded
from gateway.commands import checks
from gateway.commands.checks import Finding
from gateway.commands.installation import Installation


def examine(installation: Installation) -> Iterator[Finding]:
    """Look at everything that the hub needs here, and at what only building and testing need."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python of the hub", sys.version_info >= (3, 11), f"{python} at {sys.executable}.")
    yield from checks.parts()
    yield from checks.disks(installation)
    if not os.environ.get("DATABASE_URL"):
        home = embedded.postgres(installation.var / "postgres").home
        yield Finding("PostgreSQL's data", well=True, sentence=f"They are in {home}.")
    run = installation.running()
    if run:
        yield Finding("the hub", well=True, sentence=f"It runs on port {run['port']} (process {run['pid']}).")
    else:
        yield from checks.ports(installation)
    yield from _condition(installation)
    yield from checks.tools()


def _condition(installation: Installation) -> Iterator[Finding]:
    try:
        from gateway.commands import condition
    except ImportError as error:  # looked at here, so that the rest is said in any case
        yield Finding("packages", False, f"{error.name} is missing; {checks.PREPARE}")
        return
    yield from condition.examine(installation)
