"""Indexes by which the board and the worklist find the few among the many.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WANTED = ("phone", "leader_name", "established_on", "kind", "category")


def upgrade():
    for column in WANTED:
        is_missing = sa.text(f"{column} IS NULL")
        op.create_index(
            f"ix_organization_without_{column}",
            "organization",
            ["division_code", "id"],
            sqlite_where=is_missing,
            postgresql_where=is_missing,
        )
    op.create_index("ix_gate_result_from_stage", "gate_result", ["from_stage", "organization_id"])
    op.create_index("ix_gate_result_missing", "gate_result", ["missing", "to_stage"])


def downgrade():
    op.drop_index("ix_gate_result_missing", table_name="gate_result")
    op.drop_index("ix_gate_result_from_stage", table_name="gate_result")
    for column in reversed(WANTED):
        op.drop_index(f"ix_organization_without_{column}", table_name="organization")
