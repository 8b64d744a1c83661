"""Run by alembic: migrate in one transaction over the connection or URL handed in."""

from alembic import context
from sqlalchemy import create_engine, text

from gateway.tables import metadata

config = context.config

ONE_AT_A_TIME = text("select pg_advisory_xact_lock(1752523877)")  # several gateways may start together
GIVE_UP = text("set local lock_timeout = '3s'")
"""Who waits for a table makes everybody behind it wait: rather give up, and be tried again."""


def run() -> None:
    """Upgrade or downgrade; the URL comes from the caller, never from a file."""
    engine = create_engine(config.get_main_option("sqlalchemy.url") or "")
    with engine.begin() as connection:
        connection.execute(ONE_AT_A_TIME)
        connection.execute(GIVE_UP)
        context.configure(connection=connection, target_metadata=metadata, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
