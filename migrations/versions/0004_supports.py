"""The support log.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "consulting",
                "mentoring",
                "policy",
                "venue",
                "resources",
                "other",
                name="supportkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "form",
            sa.Enum(
                "individual",
                "group",
                "on_site",
                "online",
                "phone",
                name="supportform",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("by_account", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("advice", sa.String(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("follow_up_done_on", sa.Date(), nullable=True),
        sa.Column("follow_up_note", sa.String(), nullable=True),
        sa.Column("follow_up_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_account"], ["account.id"], name=op.f("fk_support_by_account_account")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_support_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_support_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["support.id"], name=op.f("fk_support_root_id_support")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_support_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index("ix_support_on", ["on", "id"], unique=False)
        batch_op.create_index("ix_support_follow_up_on", ["follow_up_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_root_id"), ["root_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_by_account"), ["by_account"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_support_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "support_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("support_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_support_recipient_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["support_id"], ["support.id"], name=op.f("fk_support_recipient_support_id_support")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_recipient")),
        sa.UniqueConstraint(
            "support_id",
            "organization_id",
            name=op.f("uq_support_recipient_support_id_organization_id"),
        ),
    )
    with op.batch_alter_table("support_recipient", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_support_recipient_organization_id"), ["organization_id"], unique=False
        )


def downgrade():
    op.drop_table("support_recipient")
    op.drop_table("support")
