"""Bring the schema to the newest version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory


def config(url: str) -> Config:
    """Return alembic's configuration for the database at `url` (the owner's address)."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return settings


def migrate(url: str) -> None:
    """Upgrade the database at `url` to the newest version; nothing happens when it is there already."""
    command.upgrade(config(url), "head")


def revisions() -> tuple[str, ...]:
    """Return every version of the schema that this code knows, the oldest first."""
    known = ScriptDirectory.from_config(config("")).walk_revisions()
    return tuple(reversed([str(script.revision) for script in known]))
