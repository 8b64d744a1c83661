"""First schema: force, conversations, queue, calls and the insert-only contact log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APP_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hub_app') THEN
        CREATE ROLE hub_app NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'hub_app', 'MEMBER') THEN
        GRANT hub_app TO CURRENT_USER;
    END IF;
END $$
"""
GRANTS = """
GRANT USAGE ON SCHEMA public TO hub_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO hub_app;
GRANT DELETE ON conversation_sessions TO hub_app;
REVOKE UPDATE ON contact_events, conversation_events FROM hub_app;
REVOKE ALL ON alembic_version FROM hub_app;
GRANT SELECT ON alembic_version TO hub_app;
"""
# Even the owner cannot rewrite the log by accident.
INSERT_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'table % is insert-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER contact_events_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contact_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


TABLES = (
    "queue_entries",
    "conversation_sessions",
    "conversation_receipts",
    "conversation_events",
    "calls",
    "conversations",
    "places",
    "officers",
    "municipalities",
    "teams",
    "contacts",
    "contact_events",
)


def upgrade() -> None:
    op.create_table(
        "contact_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact_events"),
        sa.UniqueConstraint("contact_id", "seq", name="uq_contact_events_contact_id"),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("chained_to", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("base_team", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chained_to"], ["contacts.id"], name="fk_contacts_chained_to_contacts"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
    )
    op.create_index("ix_contacts_channel_started_at", "contacts", ["channel", "started_at"], unique=False)
    op.create_index("ix_contacts_conversation_id", "contacts", ["conversation_id"], unique=False)
    op.create_index(
        "ix_contacts_open", "contacts", ["conversation_id"], unique=False, postgresql_where="ended_at IS NULL"
    )
    op.create_index("ix_contacts_reference", "contacts", ["reference"], unique=False)
    op.create_index("ix_contacts_started_at_id", "contacts", ["started_at", "id"], unique=False)
    op.create_table(
        "teams",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
        sa.UniqueConstraint("slug", name="uq_teams_slug"),
    )
    op.create_table(
        "municipalities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_municipalities_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_municipalities"),
        sa.UniqueConstraint("name", name="uq_municipalities_name"),
    )
    op.create_index("ix_municipalities_team_id", "municipalities", ["team_id"], unique=False)
    op.create_table(
        "officers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("badge", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.String(length=3)), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_officers_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_officers"),
        sa.UniqueConstraint("subject", name="uq_officers_subject"),
    )
    op.create_index("ix_officers_team_id", "officers", ["team_id"], unique=False)
    op.create_table(
        "places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("open_from", sa.Date(), nullable=True),
        sa.Column("open_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_places_municipality_id_municipalities"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("slug", name="uq_places_slug"),
    )
    op.create_index("ix_places_municipality_id", "places", ["municipality_id"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("surface", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("held_by", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("unsure", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("seen_seq", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_conversations_officer_id_officers"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_conversations_place_id_places"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("reference", name="uq_conversations_reference"),
    )
    op.create_index(
        "ix_conversations_open",
        "conversations",
        ["last_seen_at"],
        unique=False,
        postgresql_where="state = 'open'",
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_calls_conversation_id_conversations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index(
        "uq_calls_open",
        "calls",
        ["conversation_id"],
        unique=True,
        postgresql_where="state IN ('ready', 'live')",
    )
    op.create_table(
        "conversation_events",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_conversation_events_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_conversation_events"),
    )
    op.create_table(
        "conversation_receipts",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_conversation_receipts_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "client_id", name="pk_conversation_receipts"),
    )
    op.create_table(
        "conversation_sessions",
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_conversation_sessions_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_conversation_sessions"),
    )
    op.create_index(
        "ix_conversation_sessions_conversation_id", "conversation_sessions", ["conversation_id"], unique=False
    )
    op.create_table(
        "queue_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("surface", sa.String(), nullable=False),
        sa.Column("place_name", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_queue_entries_conversation_id_conversations"
        ),
        sa.ForeignKeyConstraint(["taken_by"], ["officers.id"], name="fk_queue_entries_taken_by_officers"),
        sa.PrimaryKeyConstraint("id", name="pk_queue_entries"),
    )
    op.create_index(
        "ix_queue_entries_taken_by",
        "queue_entries",
        ["taken_by"],
        unique=False,
        postgresql_where="state = 'taken'",
    )
    op.create_index(
        "ix_queue_entries_waiting",
        "queue_entries",
        ["asked_at", "id"],
        unique=False,
        postgresql_where="state = 'waiting'",
    )
    op.create_index(
        "uq_queue_entries_active",
        "queue_entries",
        ["conversation_id"],
        unique=True,
        postgresql_where="state IN ('waiting', 'taken')",
    )
    op.execute(APP_ROLE)
    op.execute(GRANTS)
    op.execute(INSERT_ONLY)


def downgrade() -> None:
    op.execute("DROP FUNCTION refuse_change() CASCADE")
    for table in TABLES:
        op.drop_table(table)
