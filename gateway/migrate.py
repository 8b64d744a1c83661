"""Bring the schema to the newest version."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from gateway.children import CannotStart
from gateway.database import DatabaseError
from gateway.migrations import repository

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
    version = repository.server_version(url)
    if version < OLDEST:
        raise TooOld(f"PostgreSQL {version} is too old: the hub needs {OLDEST} or newer.")
    try:
        command.upgrade(config(url), "head")
    except DatabaseError as error:
        if what := repository.misfit(error):
            raise Unfinished(what) from None
        raise
    demand_all(repository.lacking_at(url))


def demand_all(lacking: list[str]) -> None:
    """Raise Unfinished when tables or columns of the newest version are not in the database."""
    if lacking:
        raise Unfinished(f"it says version {revisions()[-1]} but lacks {', '.join(lacking)}")


def revisions() -> tuple[str, ...]:
    """Return every version of the schema that this code knows, the oldest first."""
    known = ScriptDirectory.from_config(config("")).walk_revisions()
    return tuple(reversed([str(script.revision) for script in known]))
