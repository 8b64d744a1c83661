"""Teams have opening hours and exceptions to them; the queue knows who showed up and what was said."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON team_openings, opening_hours, opening_exceptions TO hub_app;
GRANT SELECT, INSERT, UPDATE ON console_signs TO hub_app;
"""


def upgrade() -> None:
    op.create_table(
        "team_openings",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("force_wide", sa.Boolean(), nullable=False),
        sa.Column("closed_on_public_holidays", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_team_openings_team_id_teams"),
        sa.PrimaryKeyConstraint("team_id", name="pk_team_openings"),
    )
    op.create_index(
        "uq_team_openings_force_wide",
        "team_openings",
        ["force_wide"],
        unique=True,
        postgresql_where="force_wide",
    )
    for table, columns in (
        (
            "opening_hours",
            (
                sa.Column("weekday", sa.Integer(), nullable=False),
                sa.Column("opens_min", sa.Integer(), nullable=False),
                sa.Column("closes_min", sa.Integer(), nullable=False),
            ),
        ),
        (
            "opening_exceptions",
            (
                sa.Column("day", sa.Date(), nullable=False),
                sa.Column("opens_min", sa.Integer(), nullable=True),
                sa.Column("closes_min", sa.Integer(), nullable=True),
                sa.Column("reason", postgresql.JSONB(), nullable=True),
            ),
        ),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.Column("team_id", sa.Uuid(), nullable=False),
            sa.Column("medium", sa.String(), nullable=True),
            *columns,
            sa.ForeignKeyConstraint(
                ["team_id"], ["team_openings.team_id"], name=f"fk_{table}_team_id_team_openings"
            ),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_team_id", table, ["team_id"])
    op.create_table(
        "console_signs",
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_console_signs_officer_id_officers"),
        sa.PrimaryKeyConstraint("officer_id", name="pk_console_signs"),
    )
    op.add_column("queue_entries", sa.Column("appeared_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("queue_entries", sa.Column("put_back_from", sa.Uuid(), nullable=True))
    op.add_column("queue_entries", sa.Column("put_back_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("queue_entries", sa.Column("team", sa.String(), nullable=True))
    op.add_column("queue_entries", sa.Column("told", sa.String(), nullable=True))
    op.create_foreign_key(
        "fk_queue_entries_put_back_from_officers", "queue_entries", "officers", ["put_back_from"], ["id"]
    )
    # Who has somebody in hand at this moment is not to be called silent afterwards.
    op.execute("UPDATE queue_entries SET appeared_at = taken_at")
    op.execute(GRANTS)


def downgrade() -> None:
    for column in ("told", "team", "put_back_at", "put_back_from", "appeared_at"):
        op.drop_column("queue_entries", column)
    for table in ("console_signs", "opening_exceptions", "opening_hours", "team_openings"):
        op.drop_table(table)
