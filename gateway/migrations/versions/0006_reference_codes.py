"""A reference can be opened again with a secret code; files belong to a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON reference_codes, reference_tries TO hub_app;
GRANT SELECT, INSERT ON conversation_files, conversation_file_parts TO hub_app;
"""


def upgrade() -> None:
    op.create_table(
        "reference_codes",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opens_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reference", name="pk_reference_codes"),
    )
    op.create_index("ix_reference_codes_opens_until", "reference_codes", ["opens_until"], unique=False)
    op.create_table(
        "reference_tries",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.Column("shut_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reference", name="pk_reference_tries"),
    )
    op.create_index("ix_reference_tries_last_at", "reference_tries", ["last_at"], unique=False)
    op.create_table(
        "conversation_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_conversation_files_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_files"),
    )
    op.create_index(
        "ix_conversation_files_conversation_id", "conversation_files", ["conversation_id"], unique=False
    )
    op.create_table(
        "conversation_file_parts",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["conversation_files.id"],
            name="fk_conversation_file_parts_file_id_conversation_files",
        ),
        sa.PrimaryKeyConstraint("file_id", "number", name="pk_conversation_file_parts"),
    )
    op.execute(GRANTS)


def downgrade() -> None:
    for table in ("conversation_file_parts", "conversation_files", "reference_tries", "reference_codes"):
        op.drop_table(table)
