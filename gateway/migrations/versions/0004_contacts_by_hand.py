"""Contacts that officers enter by hand, and corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The newest word of the log on a column, so that the projection holds what rebuilding it would give.
NEWEST = """
UPDATE contacts SET {column} = (newest.value)::{kind} FROM (
    SELECT DISTINCT ON (contact_id) contact_id, data->>'{column}' AS value FROM contact_events
    WHERE data ? '{column}' AND name = ANY (ARRAY[{names}]) ORDER BY contact_id, seq DESC
) newest WHERE newest.contact_id = contacts.id AND newest.value IS NOT NULL
"""
COLUMNS = (
    ("initiative", "varchar", "'ContactStarted', 'ContactCorrected'"),
    ("entered_by", "uuid", "'ContactStarted'"),
    ("entered_at", "timestamptz", "'ContactStarted'"),
    ("officer_id", "uuid", "'OfficerJoined'"),
    ("follow_up", "boolean", "'ContactEnded', 'ContactCorrected'"),
    ("withdrawn", "boolean", "'ContactCorrected'"),
)


def upgrade() -> None:
    op.alter_column("contacts", "conversation_id", nullable=True)
    op.add_column("contacts", sa.Column("initiative", sa.String(), nullable=False, server_default="citizen"))
    op.add_column("contacts", sa.Column("follow_up", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("contacts", sa.Column("officer_id", sa.Uuid(), nullable=True))
    op.add_column("contacts", sa.Column("entered_by", sa.Uuid(), nullable=True))
    op.add_column("contacts", sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column, kind, names in COLUMNS:
        op.execute(NEWEST.format(column=column, kind=kind, names=names))
    op.execute("UPDATE contacts SET conversation_id = NULL WHERE entered_by IS NOT NULL")
    op.create_index("ix_contacts_entered_at_entered_by", "contacts", ["entered_at", "entered_by"])
    op.create_index("ix_contacts_officer_id_started_at", "contacts", ["officer_id", "started_at"])
    op.create_table(
        "contact_receipts",
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_contact_receipts_contact_id_contacts"
        ),
        sa.PrimaryKeyConstraint("officer_id", "client_id", name="pk_contact_receipts"),
    )
    op.execute("GRANT SELECT, INSERT ON contact_receipts TO hub_app")


def downgrade() -> None:
    # The log keeps everything; each contact by hand becomes a thread of its own.
    op.drop_table("contact_receipts")
    op.execute("UPDATE contacts SET conversation_id = id WHERE conversation_id IS NULL")
    op.drop_index("ix_contacts_officer_id_started_at", "contacts")
    op.drop_index("ix_contacts_entered_at_entered_by", "contacts")
    for column in ("withdrawn", "entered_at", "entered_by", "officer_id", "follow_up", "initiative"):
        op.drop_column("contacts", column)
    op.alter_column("contacts", "conversation_id", nullable=False)
