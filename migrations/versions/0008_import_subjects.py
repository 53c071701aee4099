"""What a row of a ledger made or changed, where that is no organization.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.drop_column("subject_id")
