"""What a database really is: how old its server, and whether its tables are those of the newest version."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, NullPool, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from gateway.tables import metadata

OTHER_TABLES: Final = {"42P01", "42703", "42P07", "42701"}
"""SQLSTATE of a table or column that is not there, or is there already."""


def server_version(url: str) -> int:
    """Return the major version of the server."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        return int(connection.scalar(text("show server_version_num")) or 0) // 10_000


def lacking_at(url: str) -> list[str]:
    """Return what `lacking` finds in the database at `url`."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        return lacking(connection)


def lacking(connection: Connection) -> list[str]:
    """Return the tables and columns of the newest version that are not in the database."""
    there = inspect(connection).get_multi_columns()
    names = {table: {column["name"] for column in columns} for (_, table), columns in there.items()}
    tables = [table.name for table in metadata.sorted_tables if table.name not in names]
    columns = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name not in names.get(table.name, {column.name})
    ]
    return tables + columns


def misfit(error: Exception) -> str | None:
    """Return what PostgreSQL said when a migration met other tables than those of its version, else None."""
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in OTHER_TABLES:
        return str(error.orig).splitlines()[0]
    return None
