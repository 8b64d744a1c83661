"""A place may have a telephone number of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("places", sa.Column("phone", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("places", "phone")
