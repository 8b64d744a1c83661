"""Migration 0002: roles that exist, and log-ins that can only be added."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from gateway.database import Database
from gateway.migrate import config
from gateway.officers import repository, tables
from tests.gateway.force import Officers


def test_tables_are_those_of_the_mapped_classes_and_going_back_works(owner_url: str) -> None:
    alembic = config(owner_url)
    command.check(alembic)
    command.downgrade(alembic, "0001")
    command.upgrade(alembic, "head")
    command.check(alembic)


async def test_role_that_does_not_exist_is_refused_by_the_database(
    database: Database, officers_by_name: Officers
) -> None:
    changing = update(tables.Officer).where(tables.Officer.id == officers_by_name["S. Bakker"].id)
    with pytest.raises(IntegrityError, match="ck_officers_role"):
        async with database.transaction() as tx:
            await tx.execute(changing.values(role="chief"))


async def test_running_hub_adds_log_ins_and_changes_none(
    database: Database, officers_by_name: Officers
) -> None:
    async with database.transaction() as tx:
        await repository.put_log_in(tx, officers_by_name["S. Bakker"].id, {"acr": "high"})
    for change in (update(tables.OfficerLogIn).values(acr="higher"), delete(tables.OfficerLogIn)):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with database.transaction() as tx:
                await tx.execute(change)
    async with database.transaction() as tx:
        assert (await tx.execute(select(tables.OfficerLogIn.acr))).scalars().all() == ["high"]
