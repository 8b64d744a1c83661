"""`hub doctor`: say in sentences what is there and what is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator

from gateway import embedded
from gateway.commands import checks, condition
from gateway.commands.checks import Finding
from gateway.commands.installation import Installation


def examine(installation: Installation) -> Iterator[Finding]:
    """Look at everything that the hub needs here, and at what only building and testing need."""
    yield from condition.versions()
    yield condition.packages()
    yield from checks.parts()
    yield from checks.disks(installation)
    yield condition.folder(installation)
    if not os.environ.get("DATABASE_URL"):
        home = embedded.postgres(installation.var / "postgres").home
        yield Finding("PostgreSQL's data", well=True, sentence=f"They are in {home}.")
    run = installation.running()
    if run:
        yield Finding("the hub", well=True, sentence=f"It runs on port {run['port']} (process {run['pid']}).")
    else:
        yield from checks.ports(installation)
    yield from condition.tables(installation)
    yield condition.backups(installation)
    yield from condition.public_address(installation)
    yield condition.clock()
    yield from checks.tools()
