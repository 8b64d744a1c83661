"""Run by alembic: migrate in one transaction over the connection or URL handed in."""

from alembic import context
from sqlalchemy import create_engine

from gateway.tables import metadata

config = context.config


def run() -> None:
    """Upgrade or downgrade; the URL comes from the caller, never from a file."""
    engine = create_engine(config.get_main_option("sqlalchemy.url") or "")
    with engine.begin() as connection:
        context.configure(connection=connection, target_metadata=metadata, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
