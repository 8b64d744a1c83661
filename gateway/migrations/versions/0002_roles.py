"""Officers have five roles and the assurance level of their log-in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLES = "'officer', 'interpreter', 'supervisor', 'privacy_officer', 'administrator'"


def upgrade() -> None:
    op.create_check_constraint(op.f("ck_officers_role"), "officers", f"role IN ({ROLES})")
    op.create_table(
        "officer_log_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("acr", sa.String(), nullable=True),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name="fk_officer_log_ins_officer_id_officers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_officer_log_ins"),
    )
    op.create_index("ix_officer_log_ins_officer_id", "officer_log_ins", ["officer_id", "at"], unique=False)
    op.execute("GRANT SELECT, INSERT ON officer_log_ins TO hub_app")


def downgrade() -> None:
    op.drop_table("officer_log_ins")
    op.drop_constraint(op.f("ck_officers_role"), "officers")
