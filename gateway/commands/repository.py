"""SQL of `hub backup`, `hub restore` and `hub doctor`: what a database holds, and making it empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, NullPool, column, create_engine, func, inspect, select, table, text

REVISIONS: Final = "alembic_version"
CONNECT_S: Final = 5

EMPTY: Final = """\
set client_min_messages = warning;
drop schema public cascade;
create schema public;
grant usage on schema public to public;
"""
APP_ROLE: Final = """
do $$ begin
    if not exists (select from pg_roles where rolname = 'hub_app') then
        create role hub_app nologin;
    end if;
    if not pg_has_role(current_user, 'hub_app', 'member') then
        grant hub_app to current_user;
    end if;
end $$
"""


@dataclass(frozen=True)
class Holding:
    """What a database holds: its schema's version, and how many rows each table has."""

    revision: str | None
    rows: Mapping[str, int]


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Connect as the owner of the tables for one transaction in which the world stands still."""
    timeout = {"connect_timeout": CONNECT_S}
    engine = create_engine(url, poolclass=NullPool, connect_args=timeout, isolation_level="REPEATABLE READ")
    with engine.begin() as connection:
        yield connection


def holding(connection: Connection) -> Holding:
    """Return what the database holds."""
    names = sorted(inspect(connection).get_table_names())
    rows = {
        name: int(connection.scalar(select(func.count()).select_from(table(name))) or 0)
        for name in names
        if name != REVISIONS
    }
    revision = (
        connection.scalar(select(column("version_num")).select_from(table(REVISIONS)))
        if REVISIONS in names
        else None
    )
    return Holding(revision, rows)


def snapshot(connection: Connection) -> str:
    """Return the name under which pg_dump sees exactly what this connection sees."""
    return str(connection.scalar(text("select pg_export_snapshot()")))


def others(connection: Connection) -> int:
    """Return how many other programs use this database at the moment."""
    query = "datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
    return int(connection.scalar(text(f"select count(*) from pg_stat_activity where {query}")) or 0)  # noqa: S608


def make_role(connection: Connection) -> None:
    """Make the role of the running hub, to which a back-up gives its rights, when it is not there."""
    connection.execute(text(APP_ROLE))


def clock_and_version(connection: Connection) -> tuple[datetime, str]:
    """Return the server's time and its version."""
    found = connection.execute(text("select clock_timestamp(), current_setting('server_version')")).one()
    return found[0], str(found[1])


def checked(rows: Mapping[str, int]) -> str:
    """Return the statement that undoes its whole transaction unless every table has that many rows."""
    counted = '(select count(*) from public."{}") <> {}'
    wrong = " or ".join(counted.format(name, number) for name, number in rows.items()) or "false"
    return f"\ndo $$ begin if {wrong} then raise exception 'rows are missing'; end if; end $$;\n"
