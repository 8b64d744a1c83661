"""`hub restore`: put a back-up in the place of what the database holds, wholly or not at all."""

from __future__ import annotations

import asyncio
import subprocess
import threading
from collections.abc import AsyncIterator, Generator
from contextlib import ExitStack, asynccontextmanager, closing, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from gateway import embedded
from gateway.children import CannotStart, running
from gateway.commands import archive, repository
from gateway.commands.archive import Manifest
from gateway.commands.backup import Say, database_url, first_fault, program
from gateway.commands.installation import Installation
from gateway.migrate import migrate, revisions


async def restore(installation: Installation, path: Path, say: Say, *, replace: bool) -> None:
    """Read a back-up into the database and bring it to this code's version; raise CannotStart.

    Until the last row is in and counted, the database keeps what it had.
    """
    manifest = archive.read_manifest(path)
    if manifest.schema_version not in revisions():
        raise CannotStart(
            f"{path} was made by a newer hub, {manifest.hub} with tables {manifest.schema_version}: use that."
        )
    await asyncio.to_thread(archive.verify, path, manifest)
    say(f"{path} of {manifest.made_at:%Y-%m-%d %H:%M} UTC is whole.")
    async with _ours_alone(installation) as url:
        await asyncio.to_thread(_refuse_to_destroy, url, replace=replace)
        await asyncio.to_thread(_read_in, url, path, manifest)
        say(f"{sum(manifest.rows.values())} rows of {len(manifest.rows)} tables are back.")
        await asyncio.to_thread(migrate, url)
        say(f"The tables are at version {revisions()[-1]}; start the hub.")


@asynccontextmanager
async def _ours_alone(installation: Installation) -> AsyncIterator[str]:
    """Hold the installation, so that no hub runs or starts, and give its database's address."""
    with installation.held():
        if given := database_url():
            yield given
            return
        server = embedded.postgres(installation.var / "postgres", installation.log("postgres"))
        async with running(server.child):
            yield server.url


def _refuse_to_destroy(url: str, *, replace: bool) -> None:
    with repository.connected(url) as connection:
        if number := repository.others(connection):
            raise CannotStart(f"{number} other connection(s) use this database: stop every gateway first.")
        rows = sum(repository.holding(connection).rows.values())
        if rows and not replace:
            raise CannotStart(f"The database holds {rows} rows; --replace puts the back-up in their place.")
        repository.make_role(connection)


def _read_in(url: str, path: Path, manifest: Manifest) -> None:
    """Empty the database and fill it in one transaction, counted before it is kept."""
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-")
    command, env = program("psql", url, *options)
    with ExitStack() as stack:
        faults = stack.enter_context(TemporaryFile())
        psql = stack.enter_context(
            subprocess.Popen(  # noqa: S603 - a program of our own wheel
                command, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=faults
            )
        )
        assert psql.stdin
        stack.callback(_abandon, psql)
        script = stack.enter_context(closing(_script(path)))
        with suppress(BrokenPipeError):  # psql gave up; its own words say why
            psql.stdin.write(repository.EMPTY.encode())
            psql.stdin.writelines(script)
            psql.stdin.write(repository.checked(manifest.rows).encode())
        with suppress(BrokenPipeError):
            psql.stdin.close()
        if psql.wait():
            raise CannotStart(f"Nothing was changed, the back-up cannot be read in: {first_fault(faults)}.")


def _abandon(process: subprocess.Popen[bytes]) -> None:
    """End a program before it can take the end of its input for the end of the work."""
    process.kill()
    with suppress(OSError):
        if process.stdin:
            process.stdin.close()


def _script(path: Path) -> Generator[bytes, None, None]:
    """Yield the back-up as SQL; a fault comes as CannotStart before the end, so that nothing is kept."""
    command = [str(embedded.program("pg_restore")), "--no-owner", "--file=-"]
    with (
        TemporaryFile() as faults,
        subprocess.Popen(  # noqa: S603 - a program of our own wheel
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=faults
        ) as process,
    ):
        assert process.stdin and process.stdout
        feeding = threading.Thread(target=_feed, args=(process.stdin, path))
        feeding.start()
        try:
            while chunk := process.stdout.read(archive.CHUNK):
                yield chunk
            if process.wait():
                raise CannotStart(f"Nothing was changed, the back-up cannot be read: {first_fault(faults)}.")
        finally:
            process.kill()
            feeding.join()


def _feed(stdin: IO[bytes], path: Path) -> None:
    with suppress(BrokenPipeError), stdin:
        stdin.writelines(archive.chunks(path))
