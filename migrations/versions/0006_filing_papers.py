"""Filing papers and the numbers given to filed groups.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    paper_kind = op.create_table(
        "paper_kind",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_paper_kind")),
    )
    op.bulk_insert(
        paper_kind,
        [
            {
                "key": key,
                "label": label,
                "is_required": is_required,
                "is_retired": False,
                "position": position,
            }
            for position, (key, label, is_required) in enumerate(
                (
                    ("application", "备案申请表", True),
                    ("charter", "章程", True),
                    ("members", "成员名册", True),
                    ("identity", "负责人身份证明复印件", False),
                    ("venue", "活动场所证明", False),
                ),
                start=1,
            )
        ],
    )

    op.create_table(
        "filing_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "missing",
                "received",
                "approved",
                "returned",
                name="paperstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["kind"], ["paper_kind.key"], name=op.f("fk_filing_paper_kind_paper_kind")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_filing_paper_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_filing_paper_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_filing_paper_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_paper")),
    )
    with op.batch_alter_table("filing_paper", schema=None) as batch_op:
        batch_op.create_index(
            "ix_filing_paper_organization", ["organization_id", "kind", "on"], unique=False
        )

    op.create_table(
        "filing_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("pattern", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("first_sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["account.id"], name=op.f("fk_filing_rule_changed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["division_code"],
            ["division.code"],
            name=op.f("fk_filing_rule_division_code_division"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_rule")),
        sa.UniqueConstraint("division_code", name=op.f("uq_filing_rule_division_code")),
    )

    op.create_table(
        "issued_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_code"],
            ["division.code"],
            name=op.f("fk_issued_number_division_code_division"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_issued_number_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_issued_number_recorded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_number")),
        sa.UniqueConstraint(
            "division_code", "number_key", name=op.f("uq_issued_number_division_code_number_key")
        ),
    )
    with op.batch_alter_table("issued_number", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_number_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index("ix_issued_number_year", ["division_code", "year"], unique=False)


def downgrade():
    with op.batch_alter_table("issued_number", schema=None) as batch_op:
        batch_op.drop_index("ix_issued_number_year")
        batch_op.drop_index(batch_op.f("ix_issued_number_organization_id"))

    op.drop_table("issued_number")
    op.drop_table("filing_rule")
    with op.batch_alter_table("filing_paper", schema=None) as batch_op:
        batch_op.drop_index("ix_filing_paper_organization")

    op.drop_table("filing_paper")
    op.drop_table("paper_kind")
