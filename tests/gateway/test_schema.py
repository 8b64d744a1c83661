"""The schema that migrations make, and the one that the mapped classes describe."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from gateway.migrate import config
from gateway.tables import metadata


def _differences(url: str) -> list[object]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), metadata
        )
    engine.dispose()
    return list(found)


def test_migrations_make_the_tables_that_the_classes_describe(owner_url: str) -> None:
    assert _differences(owner_url) == []


@pytest.mark.parametrize("table", ["team_openings", "opening_hours", "opening_exceptions", "console_signs"])
def test_opening_hours_can_be_taken_back(owner_url: str, table: str) -> None:
    engine = create_engine(owner_url)
    command.downgrade(config(owner_url), "0002")
    assert table not in inspect(engine).get_table_names()
    assert "appeared_at" not in {column["name"] for column in inspect(engine).get_columns("queue_entries")}
    command.upgrade(config(owner_url), "head")
    engine.dispose()
    assert _differences(owner_url) == []
