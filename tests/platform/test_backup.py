"""The rehearsal: people and contacts are kept, the database is destroyed, and all of it comes back."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import stat
import subprocess
import tarfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from gateway import embedded
from gateway.children import CannotStart, running
from gateway.commands import archive
from gateway.commands.backup import backup, last, program
from gateway.commands.installation import Installation
from gateway.commands.restore import restore
from gateway.conversations import service
from gateway.database import Database, new_id
from gateway.migrate import migrate, revisions
from gateway.places import seed
from tests.platform.test_commands import free_ports, hub, refused

OLD = Path(__file__).parent / "data" / "hub-0001.sql"


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    made = Installation(tmp_path / "var", 8000, "development")
    yield made
    shutil.rmtree(server_of(made).home, ignore_errors=True)


def server_of(installation: Installation) -> embedded.Server:
    return embedded.postgres(installation.var / "postgres", installation.log("postgres"))


def plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def content(url: str) -> dict[str, tuple[int, str]]:
    """Return the number of rows of each table and a hash of all that stands in them."""
    with psycopg.connect(plain(url)) as connection:
        names = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        found = {}
        for (name,) in names:
            query = f"select t::text from public.{name} t order by 1"
            rows = [row[0] for row in connection.execute(query.encode()).fetchall()]
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
        return found


def rights(url: str) -> list[tuple[str, ...]]:
    """Return who owns which table, what the hub's role may do, and which triggers stand guard."""
    with psycopg.connect(plain(url)) as connection:
        owners = connection.execute("select tablename, tableowner from pg_tables where schemaname = 'public'")
        grants = connection.execute(
            "select table_name, privilege_type from information_schema.role_table_grants"
            " where grantee = 'hub_app'"
        )
        guards = connection.execute(
            "select tgname, tgrelid::regclass::text from pg_trigger where not tgisinternal"
        )
        return sorted([*owners.fetchall(), *grants.fetchall(), *guards.fetchall()])


async def talk(url: str, words: str) -> None:
    """Let somebody say something, as the running hub keeps it."""
    database = Database(url)
    async with database.transaction() as tx:
        opening = service.Opening("website", "nl", None, "Dit is een computer.")
        conversation = await service.start(tx, opening)
        await service.say(tx, conversation, words, client_id=new_id())
    await database.close()


@asynccontextmanager
async def served(installation: Installation) -> AsyncIterator[str]:
    server = server_of(installation)
    async with running(server.child):
        yield server.url


@asynccontextmanager
async def hub_on(installation: Installation) -> AsyncIterator[str]:
    """Run the database as a running hub does: held, and told to other commands."""
    with installation.held():
        async with served(installation) as url:
            installation.run_file.write_text(json.dumps({"pid": 1, "port": 8000}))
            yield url
            installation.run_file.unlink()


async def kept(installation: Installation, *, words: str = "mijn fiets is gejat") -> Path:
    """Make a hub with a force and a conversation, and a back-up while it runs; return the back-up."""
    async with hub_on(installation) as url:
        migrate(url)
        database = Database(url)
        async with database.transaction() as tx:
            await seed.put(tx, seed.read())
        await database.close()
        await talk(url, words)
        return await backup(installation, installation.var, lambda _: None)


async def test_destroyed_hub_comes_back_row_by_row_with_its_guards(installation: Installation) -> None:
    said: list[str] = []
    file = await kept(installation)
    async with served(installation) as url:
        before, guarded = content(url), rights(url)
    assert before["conversation_events"][0] == 3
    shutil.rmtree(server_of(installation).home)
    await restore(installation, file, said.append, replace=False)
    async with served(installation) as url:
        assert content(url) == before
        assert rights(url) == guarded
        with psycopg.connect(plain(url)) as owner, pytest.raises(psycopg.Error, match="insert-only"):
            owner.execute("update contact_events set name = 'x'")
        await talk(url, "het gaat door")  # the hub's own role has its rights again
    assert said[0].endswith("is whole.")


async def test_backup_of_a_restored_hub_can_be_restored(installation: Installation) -> None:
    await restore(installation, await kept(installation), lambda _: None, replace=True)
    again = await backup(installation, installation.var / "again.tar", lambda _: None)
    await restore(installation, again, lambda _: None, replace=True)
    first, second = (
        archive.read_manifest(path).rows for path in (next(installation.var.glob("hub-*")), again)
    )
    assert first == second


async def test_backup_is_for_its_owner_only_and_says_what_is_in_it(installation: Installation) -> None:
    file = await kept(installation)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    manifest = archive.read_manifest(file)
    assert manifest.rows["conversations"] == 1
    assert manifest.schema_version == revisions()[-1]
    assert last(installation) == manifest.made_at
    with pytest.raises(CannotStart, match="is there already"):
        await backup(installation, file, lambda _: None)
    assert [path.name for path in installation.var.iterdir() if "partial" in path.name] == []


async def test_backup_holds_one_moment_while_people_go_on_talking(installation: Installation) -> None:
    file = await kept(installation)
    async with hub_on(installation) as url:
        await talk(url, "en nog iemand")
        later = await backup(installation, installation.var / "later.tar", lambda _: None)
    assert archive.read_manifest(later).rows["conversations"] == 2
    await restore(installation, file, lambda _: None, replace=True)
    async with served(installation) as url:
        assert content(url)["conversations"][0] == 1


async def test_restore_needs_the_hub_stopped_and_a_word_to_destroy(installation: Installation) -> None:
    file = await kept(installation)
    with installation.held(), pytest.raises(CannotStart, match=r"A hub runs on .* already; stop it first"):
        await restore(installation, file, lambda _: None, replace=True)
    with pytest.raises(CannotStart, match=r"The database holds \d+ rows; --replace"):
        await restore(installation, file, lambda _: None, replace=False)


async def test_restore_waits_for_no_gateway_elsewhere(
    installation: Installation, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", plain(owner_url))
    installation.var.mkdir()
    file = await backup(installation, installation.var, lambda _: None)
    with psycopg.connect(plain(owner_url)), pytest.raises(CannotStart, match=r"1 other connection\(s\)"):
        await restore(installation, file, lambda _: None, replace=True)
    await talk(owner_url, "dit is na de kopie")
    await restore(installation, file, lambda _: None, replace=True)
    assert content(owner_url)["conversations"][0] == 0


def changed(file: Path, *, at: int, to: bytes) -> Path:
    """Return a copy of a back-up with other bytes at one place."""
    copy = file.with_name("changed.tar")
    data = bytearray(file.read_bytes())
    data[at : at + len(to)] = to
    copy.write_bytes(data)
    return copy


async def test_damaged_or_foreign_file_is_refused_and_nothing_is_lost(installation: Installation) -> None:
    file = await kept(installation)
    (foreign := installation.var / "foreign.tar").write_bytes(b"something else" * 100)
    (half := installation.var / "half.tar").write_bytes(file.read_bytes()[:20_000])
    for path, why in (
        (changed(file, at=4_000, to=b"....."), "checksum is another one"),
        (foreign, "not a back-up of a hub, or it is damaged"),
        (half, "not a back-up of a hub, or it is damaged"),
        (installation.var / "none.tar", "cannot be read: No such file"),
    ):
        with pytest.raises(CannotStart, match=why):
            await restore(installation, path, lambda _: None, replace=True)
    async with served(installation) as url:
        assert content(url)["conversations"][0] == 1


def rewritten(file: Path, **changes: object) -> Path:
    """Return a copy of a back-up whose manifest says something else."""
    manifest = archive.read_manifest(file)
    copy = file.with_name("rewritten.tar")
    text = manifest.model_copy(update=changes).model_dump_json().encode()
    with tarfile.open(copy, "w") as tar:
        for name, data in ((archive.DUMP, b"".join(archive.chunks(file))), (archive.MANIFEST, text)):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return copy


async def test_backup_of_a_newer_hub_is_refused(installation: Installation) -> None:
    newer = rewritten(await kept(installation), schema_version="9999")
    with pytest.raises(CannotStart, match="was made by a newer hub"):
        await restore(installation, newer, lambda _: None, replace=True)


async def test_restore_that_misses_rows_changes_nothing(installation: Installation) -> None:
    file = await kept(installation)
    async with hub_on(installation) as url:
        await talk(url, "dit blijft")
        before = content(url)
    short = rewritten(file, rows={**archive.read_manifest(file).rows, "conversations": 5})
    with pytest.raises(CannotStart, match=r"Nothing was changed, .*rows are missing"):
        await restore(installation, short, lambda _: None, replace=True)
    async with served(installation) as url:
        assert content(url) == before


async def test_old_backup_becomes_a_hub_of_today(installation: Installation) -> None:
    async with hub_on(installation) as url:
        load(url)
        old = await backup(installation, installation.var / "old.tar", lambda _: None)
    assert archive.read_manifest(old).schema_version == "0001"
    await restore(installation, old, lambda _: None, replace=True)
    async with served(installation) as url:
        database = Database(url)
        assert await database.revision() == revisions()[-1]
        await database.close()
        assert content(url)["conversations"][0] == 6


def load(url: str) -> None:
    """Read the snapshot of the first version into an empty database."""
    command, env = program("psql", url, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={OLD}")
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)


async def test_hub_that_never_ran_has_nothing_to_keep(installation: Installation) -> None:
    installation.var.mkdir()
    with pytest.raises(CannotStart, match="no database yet"):
        await backup(installation, installation.var, lambda _: None)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("backup", "."), "There is no database yet"),
        (("backup", "no-such-folder/hub.tar"), "The folder "),
        (("restore", "none.tar"), "none.tar cannot be read: No such file or directory."),
        (("forget",), "Valkey does not do it"),
    ],
)
def test_fault_of_a_command_is_one_sentence(
    installation: Installation, arguments: tuple[str, ...], sentence: str
) -> None:
    own = replace(installation, port=free_ports())
    assert refused(hub(own, *arguments)).startswith(sentence)


def test_backup_of_a_database_that_is_away_is_one_sentence(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://hub:secret@127.0.0.1:{free_ports()}/hub")
    sentence = refused(hub(installation, "backup", str(installation.var.parent)))
    assert sentence.startswith("The database does not answer")
    assert "secret" not in sentence
    assert list(installation.var.parent.glob("*.tar")) == []


def test_password_of_the_database_is_not_on_a_command_line() -> None:
    command, env = program("pg_dump", "postgresql+psycopg://hub:p%40ss@db.example:5433/hub?sslmode=require")
    assert command[-1] == "--dbname=postgresql://hub@db.example:5433/hub?sslmode=require"
    assert env["PGPASSWORD"] == "p@ss"
