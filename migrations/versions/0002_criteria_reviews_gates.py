"""Criteria of stages, reviews by them, and what each organization still lacks.

Revision ID: 0002
Revises: 0001
"""

from alembic import op
import sqlalchemy as sa


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "criterion_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("is_proposal", sa.Boolean(), nullable=False),
        sa.Column("weighed_share", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_criterion_set_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_criterion_set_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_set")),
    )
    with op.batch_alter_table("criterion_set", schema=None) as batch_op:
        batch_op.create_index(
            "uq_criterion_set_live",
            ["since"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "any", "registered", "not_registered", name="audience", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "dimension",
            sa.Enum(
                "management",
                "team",
                "expertise",
                "resources",
                name="dimension",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column(
            "proof",
            sa.Enum(
                "register",
                "training",
                "project",
                "file",
                "judgment",
                name="proof",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rule", sa.JSON(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"], ["criterion_set.id"], name=op.f("fk_criterion_set_id_criterion_set")
        ),
        sa.ForeignKeyConstraint(["stage"], ["stage.key"], name=op.f("fk_criterion_stage_stage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("set_id", "code", name=op.f("uq_criterion_set_id_code")),
    )
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_set_id"), ["set_id"], unique=False)

    op.create_table(
        "gate_result",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("from_stage", sa.String(), nullable=True),
        sa.Column("to_stage", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("met", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("unmet", sa.JSON(), nullable=False),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_stage"], ["stage.key"], name=op.f("fk_gate_result_from_stage_stage")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_gate_result_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["set_id"], ["criterion_set.id"], name=op.f("fk_gate_result_set_id_criterion_set")
        ),
        sa.ForeignKeyConstraint(
            ["to_stage"], ["stage.key"], name=op.f("fk_gate_result_to_stage_stage")
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_gate_result")),
    )
    with op.batch_alter_table("gate_result", schema=None) as batch_op:
        batch_op.create_index("ix_gate_result_changes_on", ["changes_on"], unique=False)
        batch_op.create_index("ix_gate_result_next", ["to_stage", "missing"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("to_stage", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft", "concluded", "withdrawn", name="reviewstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column(
            "recommendation",
            sa.Enum(
                "advance", "stay", "step_back", name="recommendation", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("conclusion", sa.String(), nullable=True),
        sa.Column("gate", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_by", sa.Integer(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concluded_by"], ["account.id"], name=op.f("fk_review_concluded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_review_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["account.id"], name=op.f("fk_review_reviewer_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"], ["criterion_set.id"], name=op.f("fk_review_set_id_criterion_set")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_review_superseded_by_account")
        ),
        sa.ForeignKeyConstraint(["to_stage"], ["stage.key"], name=op.f("fk_review_to_stage_stage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(
            "ix_review_organization", ["organization_id", "state", "on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_review_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_set_id"), ["set_id"], unique=False)

    op.create_table(
        "review_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("is_met", sa.Boolean(), nullable=True),
        sa.Column("fact", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_review_score_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_score_review_id_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_score")),
        sa.UniqueConstraint(
            "review_id", "criterion_id", name=op.f("uq_review_score_review_id_criterion_id")
        ),
    )
    with op.batch_alter_table("review_score", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_score_criterion_id"), ["criterion_id"], unique=False
        )

    op.create_table(
        "stage_basis",
        sa.Column("stage_change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("is_exception", sa.Boolean(), nullable=False),
        sa.Column("unmet", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_stage_basis_review_id_review")
        ),
        sa.ForeignKeyConstraint(
            ["stage_change_id"],
            ["stage_change.id"],
            name=op.f("fk_stage_basis_stage_change_id_stage_change"),
        ),
        sa.PrimaryKeyConstraint("stage_change_id", name=op.f("pk_stage_basis")),
    )
    with op.batch_alter_table("stage_basis", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stage_basis_is_exception"), ["is_exception"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_stage_basis_review_id"), ["review_id"], unique=False)


def downgrade():
    with op.batch_alter_table("stage_basis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_basis_review_id"))
        batch_op.drop_index(batch_op.f("ix_stage_basis_is_exception"))

    op.drop_table("stage_basis")
    with op.batch_alter_table("review_score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_score_criterion_id"))

    op.drop_table("review_score")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_set_id"))
        batch_op.drop_index(batch_op.f("ix_review_reviewer_id"))
        batch_op.drop_index("ix_review_organization")

    op.drop_table("review")
    with op.batch_alter_table("gate_result", schema=None) as batch_op:
        batch_op.drop_index("ix_gate_result_next")
        batch_op.drop_index("ix_gate_result_changes_on")

    op.drop_table("gate_result")
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_criterion_set_id"))

    op.drop_table("criterion")
    with op.batch_alter_table("criterion_set", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_criterion_set_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.drop_table("criterion_set")
