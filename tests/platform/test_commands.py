from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import socket
import stat
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.children import CannotStart
from gateway.commands import ask, checks
from gateway.commands.installation import Installation, here, write_private
from gateway.commands.processes import fleet, with_driver
from gateway.places import seed

ROOT = Path(__file__).parent.parent.parent
HUB = (sys.executable, "-m", "gateway.cli")


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "var", free_ports(), "development")


def free_ports() -> int:
    """Return a port that is free together with the four after it."""
    for first in range(20_000 + secrets.randbelow(20_000), 65_000, 7):
        with (
            suppress_taken() as taken,
            holding(first),
            holding(first + 1),
            holding(first + 2),
            holding(first + 3),
            holding(first + 4),
        ):
            pass
        if not taken:
            return first
    raise AssertionError("no free ports")


@contextmanager
def suppress_taken() -> Iterator[list[OSError]]:
    taken: list[OSError] = []
    try:
        yield taken
    except OSError as error:
        taken.append(error)


@contextmanager
def holding(port: int) -> Iterator[None]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        yield


def hub(installation: Installation, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command `hub` for an installation; its output is not a terminal."""
    env = {**os.environ, "HUB_VAR": str(installation.var), "HUB_PORT": str(installation.port)}
    return subprocess.run([*HUB, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one sentence with which a command refused; fail when it was more or less than that."""
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_busy_port_is_one_sentence(installation: Installation) -> None:
    with holding(installation.bot_port):
        sentence = refused(hub(installation, "up"))
    assert (
        sentence
        == f"Port {installation.bot_port} (bot) is in use by another program: stop that, or set HUB_PORT."
    )


def test_second_hub_on_the_same_folder_is_refused(installation: Installation) -> None:
    with installation.held():
        assert refused(hub(installation, "up")) == f"A hub runs on {installation.var} already; stop it first."


def test_wrong_port_setting_is_one_sentence(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_PORT", "eighty")
    with pytest.raises(CannotStart, match="HUB_PORT must be a number from 1 to 65531, not `eighty`"):
        here()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_full_disk_is_one_sentence(installation: Installation) -> None:
    installation.var.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", installation.var], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        assert refused(hub(installation, "up")).startswith(f"The disk of {installation.var} is full")
    finally:
        subprocess.run(["umount", installation.var], check=True)


def test_unprepared_checkout_says_what_makes_each_part(tmp_path: Path) -> None:
    findings = {finding.what: finding for finding in checks.parts(tmp_path)}
    assert not any(finding.well for finding in findings.values())
    assert "Python 3.10" in findings["the bot's Python 3.10"].sentence
    with pytest.raises(CannotStart, match="`make up` makes it"):
        checks.demand(checks.parts(tmp_path))


def test_doctor_names_a_busy_port_and_fails(installation: Installation) -> None:
    with holding(installation.port):
        done = hub(installation, "doctor")
    assert done.returncode == 1
    assert f"MISSING port {installation.port} (gateway): Port {installation.port}" in done.stdout


def test_asking_without_a_hub_is_one_sentence(installation: Installation) -> None:
    done = hub(installation, "ask", "mijn fiets is gejat")
    assert refused(done) == ask.NOT_RUNNING
    assert done.stdout == ""


@pytest.mark.parametrize("words", [("ask", ""), ("ask", "  \n")])
def test_asking_nothing_is_one_sentence(installation: Installation, words: tuple[str, ...]) -> None:
    assert refused(hub(installation, *words)) == "There is no message to ask: give a few words."


@pytest.mark.parametrize("command", ["migrate", "seed"])
def test_database_that_is_not_there_is_one_sentence(
    installation: Installation, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert refused(hub(installation, command)).startswith("The database runs while the hub runs")
    monkeypatch.setenv("DATABASE_URL", f"postgresql://hub@127.0.0.1:{installation.port}/hub")
    assert refused(hub(installation, command)).startswith("The database does not answer")


@asynccontextmanager
async def answering(installation: Installation) -> AsyncIterator[None]:
    """Serve /internal/ask as the gateway does; an even message only after the odd one that follows.

    The first time a message that divides by five comes, the bot is busy.
    """
    answered = defaultdict[int, asyncio.Event](asyncio.Event)
    refused = set[int]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1]) for line in head.splitlines() if "content-length" in line.lower()
        )
        text = json.loads(await reader.readexactly(length))["text"]
        number = int(text.split()[-1])
        busy = number % 5 == 0 and number not in refused
        refused.add(number)
        if number % 2 == 0 and not busy:
            await answered[number + 1].wait()
        body = json.dumps({"text": text, "language": "nl"}).encode()
        trusted = f"Bearer {installation.secrets()['internal_token']}" in head
        status = "503 Busy" if busy else "200 OK" if trusted else "401 Unauthorized"
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
        )
        await writer.drain()
        writer.close()
        if not busy:
            answered[number].set()

    server = await asyncio.start_server(answer, "127.0.0.1", installation.port)
    write_private(installation.run_file, {"port": installation.port, "pid": os.getpid()})
    async with server:
        yield


async def test_answers_come_in_the_order_of_the_file(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "messages.txt"
    file.write_text("\n".join(f"één vraag {number}\n" for number in range(20)), encoding="utf-8")
    async with answering(installation):
        done = await asyncio.to_thread(hub, installation, "ask", "--file", str(file))
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [
        f"één vraag {n}" for n in range(20)
    ]
    assert "één" in done.stdout


def test_secrets_are_made_once_and_for_their_owner_only(installation: Installation) -> None:
    first = installation.secrets()
    assert first == installation.secrets()
    assert all(len(secret) >= 32 for secret in first.values())
    assert stat.S_IMODE(installation.secrets_file.stat().st_mode) == 0o600


def test_each_process_gets_only_the_secrets_it_needs(installation: Installation) -> None:
    children = {child.name: child for child in fleet(installation).children()}
    known = installation.secrets()
    assert known["ticket_key"] not in children["bot"].env.values()
    assert known["bot_token"] not in children["video"].env.values()
    assert known["internal_token"] not in children["video"].env.values()
    for child in children.values():
        assert not any(secret in argument for secret in known.values() for argument in child.argv)


def test_given_databases_are_used_instead_of_embedded_ones(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://hub@db.example/hub")
    monkeypatch.setenv("REDIS_URL", "redis://:secret@redis.example:6380/0")
    children = {child.name: child for child in fleet(installation).children()}
    assert set(children) == {"bot", "schema", "video", "gateway", "login"}
    assert children["gateway"].env["DATABASE_URL"] == "postgresql+psycopg://hub@db.example/hub"
    assert children["bot"].env["HUB_REDIS_PORT"] == "6380"
    assert with_driver("postgresql+psycopg://x") == "postgresql+psycopg://x"
    shutil.rmtree(installation.var)


def test_development_has_a_provider_that_knows_the_demonstration_officers(installation: Installation) -> None:
    children = {child.name: child for child in fleet(installation).children()}
    assert children["gateway"].env["HUB_OIDC_ISSUER"] == f"http://127.0.0.1:{installation.port + 4}"
    known = {json.loads(word)["sub"] for word in children["login"].argv if word.startswith("{")}
    assert "demo-bakker" in known
    assert known == {officer.subject for officer in seed.read().officers}


@pytest.mark.parametrize("environment", ["development", "production"])
def test_provider_of_ones_own_takes_the_place_of_that_of_development(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, environment: str
) -> None:
    if environment == "development":
        monkeypatch.setenv("HUB_OIDC_ISSUER", "https://login.example/realms/hub")
    monkeypatch.setenv("HUB_OIDC_CLIENT_SECRET", "o" * 32)
    own = replace(installation, environment=environment)
    children = {child.name: child for child in fleet(own).children()}
    assert "login" not in children
    assert ("settings" in children) is (environment == "production")
    assert children["gateway"].env.get("HUB_OIDC_ISSUER") == os.environ.get("HUB_OIDC_ISSUER")
    told = [name for name, child in children.items() if "o" * 32 in child.env.values()]
    assert set(told) - {"settings"} == {"gateway"}


@pytest.mark.parametrize("module", ["settings", "gateway", "video"])
def test_process_with_wrong_settings_ends_with_one_sentence_and_the_code_for_that(module: str) -> None:
    run = {
        "settings": ("-m", "gateway.settings"),
        "gateway": ("-m", "gateway.serve"),
        "video": ("-m", "video.app"),
    }
    given = {"DATABASE_URL": "postgresql+psycopg://x", "REDIS_URL": "redis://x", "HUB_ENVIRONMENT": "prod"}
    secrets_given = {f"HUB_{name}": "s" * 40 for name in ("BOT_TOKEN", "INTERNAL_TOKEN", "TICKET_KEY")}
    env = os.environ | given | secrets_given
    done = subprocess.run(
        [sys.executable, *run[module]], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == os.EX_CONFIG
    (sentence,) = done.stderr.strip().splitlines()
    assert "cannot start: " in sentence
    assert "environment" in sentence.lower()


def test_hub_serves_people_of_this_machine_only(installation: Installation) -> None:
    for child in fleet(installation).children():
        assert "0.0.0.0" not in " ".join(child.argv)
        assert child.env.get("HUB_HOST", "127.0.0.1") == "127.0.0.1"
