"""What `hub doctor` finds, and what `hub forget` takes off the disk."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from gateway import embedded
from gateway.children import CannotStart, running
from gateway.commands import condition
from gateway.commands.backup import last_file
from gateway.commands.checks import Finding
from gateway.commands.forget import forget
from gateway.commands.installation import Installation, write_private
from gateway.commands.processes import databases, fleet
from gateway.live import Live
from gateway.migrate import revisions
from gateway.supervise import News, Supervisor
from tests.platform.test_commands import ROOT, free_ports


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    for name in ("DATABASE_URL", "REDIS_URL", "HUB_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    return Installation(tmp_path / "var", free_ports(), "development")


def test_packages_that_are_not_those_of_the_lock_are_named(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "fastapi==0.0.1 ; python_full_version < '3.12' \\\n    --hash=sha256:0\nnever-heard-of==1\n"
    )
    found = condition.packages(lock)
    assert not found.well and "1 differ" in found.sentence and "fastapi" in found.sentence
    assert condition.packages().well


def test_secrets_that_others_may_read_are_found(installation: Installation) -> None:
    installation.secrets()
    assert condition.folder(installation).well
    installation.secrets_file.chmod(0o644)
    assert "Others may read" in condition.folder(installation).sentence


def test_age_of_the_last_backup_is_told(installation: Installation) -> None:
    assert condition.backups(installation).sentence.startswith("None was made here")
    for hours, well in ((2, True), (50, False)):
        write_private(
            last_file(installation), {"at": (datetime.now(UTC) - timedelta(hours=hours)).isoformat()}
        )
        found = condition.backups(installation)
        assert (found.well, found.sentence) == (well, f"It is {hours} h old.")


@pytest.mark.parametrize(
    ("version", "well", "words"),
    [
        ("0001", False, "run `hub migrate`"),
        ("9999", True, "newer than this hub knows"),
        (None, True, "the newest"),
    ],
)
def test_version_of_the_tables_is_told(
    installation: Installation,
    owner_url: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    version: str | None,
    well: bool,
    words: str,
) -> None:
    monkeypatch.setenv("DATABASE_URL", owner_url.replace("+psycopg", ""))
    with psycopg.connect(owner_url.replace("+psycopg", "")) as owner:
        owner.execute("update alembic_version set version_num = %s", [version or revisions()[-1]])
    found = {finding.what: finding for finding in condition.tables(installation)}
    assert found["the tables"].well is well
    assert words in found["the tables"].sentence
    assert found["the clock here and there"].well


def test_tables_that_are_missing_are_named(
    installation: Installation, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", owner_url.replace("+psycopg", ""))
    with psycopg.connect(owner_url.replace("+psycopg", "")) as owner:
        owner.execute("drop table kiosk_events")
    found = tables_of(installation)
    assert not found.well and "lacks kiosk_events" in found.sentence


async def test_hub_ends_at_once_when_tables_are_missing_and_doctor_says_so_while_it_is_stopped(
    quiet: Installation,
) -> None:
    """The first start makes the data; what an unfinished version does to them, the test does by hand."""
    assert "no database yet" in (await asyncio.to_thread(tables_of, quiet)).sentence
    all_children = {child.name: child for child in fleet(quiet).children()}
    postgres, schema = all_children["postgres"], all_children["schema"]
    async with running(postgres), running(schema):
        await asyncio.to_thread(drop, quiet, "kiosk_events")
    heard: list[News] = []
    with pytest.raises(CannotStart, match="lacks kiosk_events"):
        await Supervisor((postgres, schema), heard.append).run()
    assert [news.what for news in heard if news.child == "schema"] == ["died", "given_up"]
    found = await asyncio.to_thread(tables_of, quiet)
    assert not found.well and "lacks kiosk_events" in found.sentence


def tables_of(installation: Installation) -> Finding:
    return next(found for found in condition.tables(installation) if found.what == "the tables")


def drop(installation: Installation, table: str) -> None:
    address = embedded.postgres(installation.var / "postgres").url.replace("+psycopg", "")
    with psycopg.connect(address) as owner:
        owner.execute(f"drop table {table}".encode())


def test_database_that_does_not_answer_is_one_sentence(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://hub@127.0.0.1:{installation.port}/hub")
    (found,) = condition.tables(installation)
    assert not found.well and found.sentence.startswith("It does not answer: ")


def test_production_needs_a_public_address_with_a_certificate(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(condition.public_address(installation)) == []
    production = Installation(installation.var, installation.port, "production")
    (found,) = condition.public_address(production)
    assert found.needed and not found.well
    monkeypatch.setenv("HUB_PUBLIC_URL", f"https://localhost:{installation.port}")
    address, certificate = condition.public_address(production)
    assert address.well
    assert not certificate.well and "shows none that is good" in certificate.sentence


def test_doctor_speaks_also_when_a_package_is_missing(installation: Installation) -> None:
    without = "import sys; sys.modules['sqlalchemy'] = None; from gateway.cli import main; main()"
    env = {**os.environ, "HUB_VAR": str(installation.var), "HUB_PORT": str(installation.port)}
    done = subprocess.run(
        [sys.executable, "-c", without, "doctor"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "MISSING packages: sqlalchemy is missing; `make up` makes it." in done.stdout
    assert "Node" in done.stdout


@pytest.fixture
def quiet(installation: Installation) -> Iterator[Installation]:
    umask = os.umask(0o077)
    yield installation
    os.umask(umask)
    shutil.rmtree(embedded.postgres(installation.var / "postgres").home, ignore_errors=True)


async def test_words_that_valkey_dropped_leave_its_file(quiet: Installation) -> None:
    with pytest.raises(CannotStart, match="Valkey does not do it"):
        await forget(quiet)
    data = databases(quiet, quiet.secrets())
    valkey = next(child for child in data.children if child.name == "valkey")
    async with running(valkey):
        live = Live(data.redis_url)
        await live.put("bot", {"said": "mijn fiets is gejat"}, 60)
        await live.drop("bot")
        assert holds(quiet, b"gejat")
        await forget(quiet)
        await until_gone(quiet, b"gejat")
        await live.close()


def holds(installation: Installation, words: bytes) -> bool:
    return any(
        words in file.read_bytes() for file in (installation.var / "valkey").rglob("*.aof") if file.exists()
    )


async def until_gone(installation: Installation, words: bytes) -> None:
    async with asyncio.timeout(10):
        while holds(installation, words):  # noqa: ASYNC110 - another process writes the file
            await asyncio.sleep(0.05)
