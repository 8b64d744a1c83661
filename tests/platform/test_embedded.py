from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import sysconfig
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
import redis

from gateway import embedded
from gateway.children import CannotStart, running
from gateway.embedded import Server
from gateway.supervise import News, Supervisor
from tests.platform.children import WAIT_S, alive, children_of, until

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Server]:
    server = embedded.postgres(tmp_path / "postgres")
    yield server
    shutil.rmtree(server.home, ignore_errors=True)


@pytest.fixture
def valkey(tmp_path: Path) -> Server:
    return embedded.valkey(tmp_path / "valkey", free_port(), secrets.token_urlsafe(16))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def supervised(server: Server) -> AsyncIterator[list[News]]:
    heard: list[News] = []
    supervisor = Supervisor([server.child], heard.append)
    async with asyncio.TaskGroup() as group:
        group.create_task(supervisor.run())
        try:
            await supervisor.ready()
            yield heard
        finally:
            supervisor.stop()


def connect(server: Server) -> psycopg.Connection:
    return psycopg.connect(server.url.replace("+psycopg", ""), autocommit=True)


def times_ready(heard: list[News]) -> int:
    return sum(news.what == "ready" for news in heard)


async def test_committed_rows_survive_a_kill_of_postgresql(postgres: Server) -> None:
    async with supervised(postgres) as heard:
        with connect(postgres) as connection:
            connection.execute("create table kept (n int)")
            connection.execute("insert into kept select generate_series(1, 1000)")
        os.kill(int((postgres.home / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        await until(lambda: times_ready(heard) == 2)
        with connect(postgres) as connection:
            assert connection.execute("select count(*), sum(n) from kept").fetchone() == (1000, 500500)


async def test_keys_survive_a_kill_of_valkey(valkey: Server) -> None:
    client = redis.Redis.from_url(valkey.url)
    async with supervised(valkey) as heard:
        client.set("kept", "yes")
        os.kill(client.info("server")["process_id"], signal.SIGKILL)
        await until(lambda: times_ready(heard) == 2)
        assert client.get("kept") == b"yes"
    client.close()


SUPERVISE_BOTH = """
import asyncio, sys
from pathlib import Path
from gateway import embedded
from gateway.supervise import Supervisor
folder = Path(sys.argv[1])
valkey = embedded.valkey(folder / "valkey", int(sys.argv[2]), "secret")
servers = embedded.postgres(folder / "postgres"), valkey
supervisor = Supervisor([server.child for server in servers], lambda news: print(news.what, flush=True))
asyncio.run(supervisor.run())
"""


async def test_servers_end_when_their_supervisor_is_killed_outright(postgres: Server, tmp_path: Path) -> None:
    port = str(free_port())
    supervisor = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SUPERVISE_BOTH, str(tmp_path), port, stdout=asyncio.subprocess.PIPE
    )
    assert supervisor.stdout is not None
    for _ in range(2):
        assert await asyncio.wait_for(supervisor.stdout.readline(), WAIT_S) == b"ready\n"
    children = children_of(supervisor.pid)
    assert len(children) == 2
    supervisor.kill()
    await supervisor.wait()
    await until(lambda: not any(alive(pid) for pid in children), within_s=5)


async def test_valkey_refuses_who_has_no_password(valkey: Server) -> None:
    async with running(valkey.child):
        stranger = redis.Redis(
            port=redis.Redis.from_url(valkey.url).connection_pool.connection_kwargs["port"]
        )
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()
        stranger.close()
    assert stat.S_IMODE((valkey.home / "valkey.conf").stat().st_mode) == 0o600


async def test_hub_owns_its_database_and_may_become_the_role_that_owns_nothing(postgres: Server) -> None:
    async with running(postgres.child):
        with connect(postgres) as connection:
            assert connection.execute("select current_user, current_database()").fetchone() == ("hub", "hub")
            connection.execute("set role hub_app")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("create table mine (n int)")


async def test_postgresql_listens_on_no_network_and_writes_through(postgres: Server) -> None:
    async with running(postgres.child):
        with connect(postgres) as connection:
            shown = [
                connection.execute(f"show {name}".encode()).fetchone()
                for name in ("listen_addresses", "fsync")
            ]
    assert shown == [("",), ("on",)]


async def test_only_the_owner_may_enter_and_no_other_folder_changes(postgres: Server, tmp_path: Path) -> None:
    around = [tmp_path, *tmp_path.parents, *Path(sys.prefix).parents]
    before = [stat.S_IMODE(path.stat().st_mode) for path in around]
    async with running(postgres.child):
        own = [stat.S_IMODE((postgres.home / name).stat().st_mode) for name in (".", "data", "run")]
    assert own == [0o700] * 3
    assert [stat.S_IMODE(path.stat().st_mode) for path in around] == before


async def test_half_made_data_is_made_again(postgres: Server) -> None:
    async with running(postgres.child):
        pass
    (postgres.home / "data").rename(postgres.home / "data.new")
    (postgres.home / "data.new" / "PG_VERSION").unlink()
    async with running(postgres.child):
        assert (postgres.home / "data" / "PG_VERSION").exists()


async def test_folder_of_somebody_else_is_refused(valkey: Server) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    valkey.home.mkdir()
    os.chown(valkey.home, 65534, 65534)
    with pytest.raises(CannotStart, match="belongs to another user"):
        async with running(valkey.child):
            pass


def test_socket_path_fits_an_address_however_deep_the_folder(tmp_path: Path) -> None:
    for home in (tmp_path, tmp_path / ("deep" * 40)):
        assert len(str(embedded.socket_folder(home) / ".s.PGSQL.5432")) <= 106


AS_ORDINARY_USER = """
import asyncio, sys
from pathlib import Path
from gateway import embedded
from gateway.children import running
async def main():
    server = embedded.postgres(Path(sys.argv[1]))
    async with running(server.child):
        print(server.home)
asyncio.run(main())
"""


def test_ordinary_user_keeps_everything_in_the_given_folder(tmp_path: Path) -> None:
    plain = shutil.which("python3", path="/usr/bin")
    needed = f"{sys.version_info.major}.{sys.version_info.minor}"
    if os.geteuid() != 0 or plain is None or needed not in os.path.realpath(plain):
        pytest.skip("needs root, and a Python of this version that every user can reach")
    folder = Path("/tmp") / f"hub-test-{secrets.token_hex(8)}"
    folder.mkdir()
    try:
        shutil.chown(folder, "nobody")
        site = sysconfig.get_path("purelib")
        done = subprocess.run(
            [plain, "-c", AS_ORDINARY_USER, folder / "postgres"],
            env={"PYTHONPATH": f"{ROOT}:{site}", "PYTHONDONTWRITEBYTECODE": "1"},
            user="nobody",
            extra_groups=[],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.strip() == str(folder / "postgres"), done.stderr
    finally:
        shutil.rmtree(folder)
