"""Kiosks are devices that an administrator enrols."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

GRANTS = """
GRANT SELECT, INSERT, UPDATE ON kiosks TO hub_app;
GRANT SELECT, INSERT ON kiosk_events TO hub_app;
"""
INSERT_ONLY = """
CREATE TRIGGER kiosk_events_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kiosk_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    op.create_table(
        "kiosks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.String(length=3)), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("code_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("secret_hash", sa.String(), nullable=True),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_kiosks_place_id_places"),
        sa.PrimaryKeyConstraint("id", name="pk_kiosks"),
        sa.UniqueConstraint("code_hash", name="uq_kiosks_code_hash"),
        sa.UniqueConstraint("secret_hash", name="uq_kiosks_secret_hash"),
    )
    op.create_table(
        "kiosk_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kiosk_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosks.id"], name="fk_kiosk_events_kiosk_id_kiosks"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_kiosk_events_officer_id_officers"),
        sa.PrimaryKeyConstraint("id", name="pk_kiosk_events"),
    )
    op.create_index("ix_kiosk_events_kiosk_id", "kiosk_events", ["kiosk_id"], unique=False)
    op.add_column("conversations", sa.Column("kiosk_id", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_conversations_kiosk_id_kiosks", "conversations", "kiosks", ["kiosk_id"], ["id"])
    op.create_index(
        "ix_conversations_at_kiosk",
        "conversations",
        ["kiosk_id"],
        unique=False,
        postgresql_where="state = 'open'",
    )
    op.execute(GRANTS)
    op.execute(INSERT_ONLY)


def downgrade() -> None:
    op.drop_index("ix_conversations_at_kiosk", table_name="conversations")
    op.drop_constraint("fk_conversations_kiosk_id_kiosks", "conversations", type_="foreignkey")
    op.drop_column("conversations", "kiosk_id")
    op.drop_table("kiosk_events")
    op.drop_table("kiosks")
