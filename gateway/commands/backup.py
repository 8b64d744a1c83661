"""`hub backup`: everything that PostgreSQL keeps, in one file, while the hub runs or not."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import unquote, urlsplit, urlunsplit

from gateway import embedded
from gateway.children import CannotStart, running
from gateway.commands import archive, repository
from gateway.commands.archive import Digest, Manifest
from gateway.commands.installation import Installation, write_private
from gateway.commands.processes import with_driver
from gateway.security import API_VERSION

Say = Callable[[str], None]


async def backup(installation: Installation, target: Path, say: Say) -> Path:
    """Write a back-up to `target`, or under a name of its own in it when it is a folder; return its path."""
    path = _name(target)
    async with reachable(installation) as url:
        manifest = await asyncio.to_thread(_write, path, url)
    with suppress(OSError):  # a container may not write here; `hub doctor` then does not know
        record = {"at": manifest.made_at.isoformat(), "file": str(path)}
        await asyncio.to_thread(write_private, last_file(installation), record)
    say(f"{sum(manifest.rows.values())} rows of {len(manifest.rows)} tables are in {path}.")
    return path


def last_file(installation: Installation) -> Path:
    """Return the file that tells when the last back-up was made here."""
    return installation.var / "last-backup.json"


def last(installation: Installation) -> datetime | None:
    """Return when the last back-up was made here, or None when none was."""
    try:
        return datetime.fromisoformat(json.loads(last_file(installation).read_text())["at"])
    except (OSError, ValueError, KeyError):
        return None


def database_url() -> str | None:
    """Return the address of a database outside, when there is one."""
    given = os.environ.get("DATABASE_URL")
    return with_driver(given) if given else None


@asynccontextmanager
async def reachable(installation: Installation) -> AsyncIterator[str]:
    """Give the address of the database; the embedded one is started for the block when no hub runs."""
    server = embedded.postgres(installation.var / "postgres", installation.log("postgres"))
    if given := database_url():
        yield given
    elif installation.running():
        yield server.url
    else:
        with installation.held():
            if not (server.home / "data").exists():
                raise CannotStart(f"There is no database yet: no hub has run on {installation.var}.")
            async with running(server.child):
                yield server.url


def _name(target: Path) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    path = (target / f"hub-{moment}.tar" if target.is_dir() else target).resolve()
    if path.exists():
        raise CannotStart(f"{path} is there already; a back-up never replaces another one.")
    if not path.parent.is_dir():
        raise CannotStart(f"The folder {path.parent} is not there.")
    return path


def _write(path: Path, url: str) -> Manifest:
    """Write aside and move into place at the end, so that half a back-up never has its name."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            manifest = _dump(file, url)
        partial.rename(path)
    except OSError as error:
        raise CannotStart(f"The back-up cannot be written to {path}: {error.strerror}.") from None
    finally:
        partial.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return manifest


def _dump(file: IO[bytes], url: str) -> Manifest:
    digest = Digest()
    with repository.connected(url) as connection:
        holding = repository.holding(connection)
        if holding.revision is None:
            raise CannotStart("There are no tables yet: run `hub migrate` first.")
        made_at = datetime.now(UTC)
        options = ("--format=custom", f"--snapshot={repository.snapshot(connection)}")
        archive.write(file, digest.through(_output(url, options)))
    manifest = Manifest(
        hub=API_VERSION,
        schema_version=holding.revision,
        made_at=made_at,
        rows=dict(holding.rows),
        sha256=digest.hexdigest(),
        dump_bytes=digest.size,
    )
    archive.finish(file, manifest)
    return manifest


def _output(url: str, options: tuple[str, ...]) -> Iterator[bytes]:
    """Yield what pg_dump writes; raise CannotStart with its own first line when it fails."""
    command, env = program("pg_dump", url, *options)
    with (
        TemporaryFile() as faults,
        subprocess.Popen(  # noqa: S603 - a program of our own wheel
            command, env=env, stdout=subprocess.PIPE, stderr=faults
        ) as process,
    ):
        try:
            assert process.stdout
            while chunk := process.stdout.read(archive.CHUNK):
                yield chunk
            if process.wait():
                raise CannotStart(f"The back-up failed: {first_fault(faults)}.")
        finally:
            process.kill()


def program(name: str, url: str, *options: str) -> tuple[list[str], dict[str, str]]:
    """Return the command line of one of PostgreSQL's own programs, and the environment with the password."""
    parts = urlsplit(url.replace("postgresql+psycopg://", "postgresql://", 1))
    user = f"{parts.username}@" if parts.username else ""
    address = parts.netloc.rpartition("@")[2]
    plain = urlunsplit(parts._replace(netloc=user + address))
    env = {**os.environ, "LC_ALL": "C", "PGCONNECT_TIMEOUT": "5"}
    if parts.password:
        env["PGPASSWORD"] = unquote(parts.password)
    return [str(embedded.program(name)), *options, f"--dbname={plain}"], env


def first_fault(faults: IO[bytes]) -> str:
    """Return what a program complained about, in one line."""
    faults.seek(0)
    lines = faults.read().decode(errors="replace").strip().splitlines() or ["it gave no reason"]
    first = next((line for line in lines if "ERROR:" in line or "FATAL:" in line), lines[0])
    return first.rpartition("ERROR:")[2].strip().rstrip(".")
