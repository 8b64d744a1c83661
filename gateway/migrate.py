"""Bring the schema to the newest version."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import errors
from sqlalchemy import Connection, NullPool, create_engine, inspect, text
from sqlalchemy.exc import ProgrammingError

from gateway.children import CannotStart
from gateway.tables import metadata

OTHERWISE = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.DuplicateTable,
    errors.DuplicateColumn,
)
"""What PostgreSQL answers to a migration when the tables are not those of the version that it says."""


OLDEST = 18
"""The first PostgreSQL that makes ids which sort by time."""


class TooOld(CannotStart):
    """The server is older than the hub's statements."""

    exit_code: ClassVar[int] = os.EX_CONFIG


class Unfinished(CannotStart):
    """The database is not what its version says; trying again cannot help."""

    exit_code: ClassVar[int] = os.EX_CONFIG

    def __init__(self, what: str) -> None:
        super().__init__(
            f"An unfinished version of the hub made this database, {what}: bring a back-up back with"
            " `hub restore FILE --replace`, or in development delete the folder that `hub doctor` names as"
            " PostgreSQL's data."
        )


def config(url: str) -> Config:
    """Return alembic's configuration for the database at `url` (the owner's address)."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return settings


def migrate(url: str) -> None:
    """Upgrade the database at `url` to the newest version; nothing happens when it is there already.

    Raise Unfinished when that is not what it is then, TooOld when the server is older than OLDEST.
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        version = int(connection.scalar(text("show server_version_num"))) // 10_000
    if version < OLDEST:
        raise TooOld(f"PostgreSQL {version} is too old: the hub needs {OLDEST} or newer.")
    try:
        command.upgrade(config(url), "head")
    except ProgrammingError as error:
        if isinstance(error.orig, OTHERWISE):
            raise Unfinished(str(error.orig).splitlines()[0]) from None
        raise
    with engine.connect() as connection:
        demand_all(connection)


def demand_all(connection: Connection) -> None:
    """Raise Unfinished when tables or columns of the newest version are not in the database."""
    there = inspect(connection).get_multi_columns()
    names = {table: {column["name"] for column in columns} for (_, table), columns in there.items()}
    lacking = [table.name for table in metadata.sorted_tables if table.name not in names]
    lacking += [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name not in names.get(table.name, {column.name})
    ]
    if lacking:
        raise Unfinished(f"it says version {revisions()[-1]} but lacks {', '.join(lacking)}")


def revisions() -> tuple[str, ...]:
    """Return every version of the schema that this code knows, the oldest first."""
    known = ScriptDirectory.from_config(config("")).walk_revisions()
    return tuple(reversed([str(script.revision) for script in known]))
