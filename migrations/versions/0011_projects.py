"""Projects: rounds, pipelines and their steps, money, results, reviews and recognitions.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WRITTEN_ONCE = (
    "id",
    "project_id",
    "step",
    "decision",
    "since",
    "since_precision",
    "reason",
    "recorded_at",
    "recorded_by",
    "import_batch_id",
)
PIPELINES = (("default", "民生微实事"), ("venture", "公益创投"), ("purchase", "政府购买服务"))
# Key, label, money promised (G), under way (R), accepted (A), limit in days, who has to act.
STEPS = {
    "default": (
        ("applied", "申报", "", 15, "孵化基地"),
        ("reviewed", "审核", "", 15, "街道"),
        ("confirmed", "确认", "G", 30, "实施单位"),
        ("running", "实施", "GR", None, "实施单位"),
        ("accepted", "验收", "GA", None, None),
    ),
    "venture": (
        ("called", "征集", "", 30, "孵化基地"),
        ("screened", "初筛", "", 15, "申报单位"),
        ("refined", "优化", "", 15, "评审专家"),
        ("judged", "评审", "", 10, "主办单位"),
        ("published", "公示", "", 7, "主办单位"),
        ("approved", "批复", "G", 15, "主办单位"),
        ("signed", "签约", "G", 30, "实施单位"),
        ("running", "实施", "GR", None, "实施单位"),
        ("mid_term", "中期", "GR", None, "实施单位"),
        ("final", "末期", "GR", 30, "主办单位"),
        ("closed", "结项", "GA", None, None),
    ),
    "purchase": (
        ("needed", "需求", "", 30, "购买主体"),
        ("procured", "采购", "", 60, "购买主体"),
        ("contracted", "合同", "G", 30, "承接单位"),
        ("performed", "履约", "GR", None, "承接单位"),
        ("evaluated", "绩效评价", "GR", 30, "购买主体"),
        ("settled", "验收付款", "GA", None, None),
    ),
}


def upgrade():
    op.create_table(
        "pipeline",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pipeline")),
    )
    op.create_table(
        "pipeline_step",
        sa.Column("pipeline_key", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("is_granted", sa.Boolean(), nullable=False),
        sa.Column("is_running", sa.Boolean(), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=False),
        sa.Column("limit_days", sa.Integer(), nullable=True),
        sa.Column("waits_for", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pipeline_key"], ["pipeline.key"], name=op.f("fk_pipeline_step_pipeline_key_pipeline")
        ),
        sa.PrimaryKeyConstraint("pipeline_key", "key", name=op.f("pk_pipeline_step")),
    )
    op.create_table(
        "project_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("pipeline_key", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("cap", sa.BigInteger(), nullable=True),
        sa.Column("may_filed_apply", sa.Boolean(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("form_fields", sa.JSON(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["division_code"],
            ["division.code"],
            name=op.f("fk_project_round_division_code_division"),
        ),
        sa.ForeignKeyConstraint(
            ["pipeline_key"], ["pipeline.key"], name=op.f("fk_project_round_pipeline_key_pipeline")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_round_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_project_round_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_round")),
    )
    with op.batch_alter_table("project_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_round_division_code"), ["division_code"], unique=False
        )

    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("pipeline_key", sa.String(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["division_code"], ["division.code"], name=op.f("fk_project_division_code_division")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_project_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["pipeline_key"], ["pipeline.key"], name=op.f("fk_project_pipeline_key_pipeline")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["project_round.id"], name=op.f("fk_project_round_id_project_round")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_project_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index("ix_project_division", ["division_code", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_project_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_project_pipeline_key"), ["pipeline_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "uq_project_number_live",
            ["division_code", "number"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL AND number IS NOT NULL"),
            postgresql_where=sa.text("superseded_at IS NULL AND number IS NOT NULL"),
        )

    op.create_table(
        "project_activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("attendances", sa.Integer(), nullable=True),
        sa.Column("volunteers", sa.Integer(), nullable=True),
        sa.Column("volunteer_minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_activity_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_activity_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_project_activity_superseded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_activity")),
    )
    with op.batch_alter_table("project_activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_activity_on"), ["on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_project_activity_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "project_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "application",
                "mid_term",
                "final",
                "supervision",
                "evaluation",
                "audit",
                name="assessmentkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("pass_line", sa.Integer(), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "excellent", "good", "passed", "failed", name="result", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("rectified_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_assessment_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_assessment_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_project_assessment_superseded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_assessment")),
    )
    with op.batch_alter_table("project_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_assessment_on"), ["on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_project_assessment_project_id"), ["project_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_assessment_rectify_by"), ["rectify_by"], unique=False
        )

    op.create_table(
        "project_budget_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("is_direct", sa.Boolean(), nullable=False),
        sa.Column("calculation", sa.String(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_budget_line_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_budget_line_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_project_budget_line_superseded_by_account"),
        ),
        sa.ForeignKeyConstraint(
            ["root_id"],
            ["project_budget_line.id"],
            name=op.f("fk_project_budget_line_root_id_project_budget_line"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_budget_line")),
    )
    with op.batch_alter_table("project_budget_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_budget_line_project_id"), ["project_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_budget_line_root_id"), ["root_id"], unique=False
        )

    op.create_table(
        "project_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_case_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_case_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_project_case_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_case")),
    )
    with op.batch_alter_table("project_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_case_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "project_coverage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_coverage_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_coverage_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_project_coverage_superseded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_coverage")),
    )
    with op.batch_alter_table("project_coverage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_coverage_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "project_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("match_key", sa.String(), nullable=False),
        sa.Column(
            "sort_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "national",
                "province",
                "city",
                "district",
                "street",
                "community",
                name="level",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("leader_name", sa.String(), nullable=True),
        sa.Column("leader_phone", sa.String(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("need", sa.String(), nullable=True),
        sa.Column("goals", sa.String(), nullable=True),
        sa.Column("requested", sa.BigInteger(), nullable=True),
        sa.Column("granted", sa.BigInteger(), nullable=True),
        sa.Column("planned_beneficiaries", sa.Integer(), nullable=True),
        sa.Column("agreement_on", sa.Date(), nullable=True),
        sa.Column("agreement_parties", sa.String(), nullable=True),
        sa.Column("agreement_terms", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("as_written", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_detail_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_detail_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_project_detail_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_detail")),
    )
    with op.batch_alter_table("project_detail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_detail_ends_on"), ["ends_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_detail_level"), ["level"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_project_detail_match_key"), ["match_key"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_detail_project_id"), ["project_id"], unique=False
        )
        batch_op.create_index(
            "ix_project_detail_sort_key", ["sort_key", "project_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_detail_starts_on"), ["starts_on"], unique=False
        )
        batch_op.create_index(
            "uq_project_detail_live",
            ["project_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "project_indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("qualifier", sa.String(), nullable=True),
        sa.Column("as_written", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_project_indicator_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_indicator_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_indicator_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_project_indicator_superseded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_indicator")),
    )
    with op.batch_alter_table("project_indicator", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_indicator_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index("ix_project_indicator_project", ["project_id", "key"], unique=False)

    op.create_table(
        "project_instalment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_instalment_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_instalment_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_project_instalment_superseded_by_account"),
        ),
        sa.ForeignKeyConstraint(
            ["root_id"],
            ["project_instalment.id"],
            name=op.f("fk_project_instalment_root_id_project_instalment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_instalment")),
    )
    with op.batch_alter_table("project_instalment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_instalment_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_project_instalment_project_id"), ["project_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_instalment_root_id"), ["root_id"], unique=False
        )

    op.create_table(
        "project_organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("organization_text", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "applicant",
                "partner",
                "sponsor",
                name="organizationrole",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_project_organization_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_organization_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["account.id"],
            name=op.f("fk_project_organization_recorded_by_account"),
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_project_organization_superseded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_organization")),
    )
    with op.batch_alter_table("project_organization", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_organization_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_organization_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "project_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "pass",
                "return",
                "decline",
                "postpone",
                "terminate",
                name="decision",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column(
            "since_precision",
            sa.Enum("day", "month", "year", name="precision", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("since < until", name=op.f("ck_project_step_since_before_until")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_project_step_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_step_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_step_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_project_step_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_step")),
    )
    with op.batch_alter_table("project_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_step_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index("ix_project_step_known", ["project_id", "since"], unique=False)
        batch_op.create_index(
            "ix_project_step_step",
            ["step", "until", "since", "project_id", "superseded_at"],
            unique=False,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.create_index(
            "uq_project_step_live",
            ["project_id", "since"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "recognition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("person_name", sa.String(), nullable=True),
        sa.Column("is_brand", sa.Boolean(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "national",
                "province",
                "city",
                "district",
                "street",
                "community",
                name="level",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["division_code"], ["division.code"], name=op.f("fk_recognition_division_code_division")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_recognition_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_recognition_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_recognition_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_recognition_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_recognition_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
    )
    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_division_code"), ["division_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            "ix_recognition_level", ["is_brand", "level", "awarded_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_recognition_project_id"), ["project_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_recognition_valid_until"), ["valid_until"], unique=False
        )

    op.create_table(
        "project_assessment_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("expert_name", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("criterion", sa.String(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("is_bonus", sa.Boolean(), nullable=False),
        sa.Column("is_recused", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_project_assessment_score_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["project_assessment.id"],
            name=op.f("fk_project_assessment_score_assessment_id_project_assessment"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_project_assessment_score_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["account.id"],
            name=op.f("fk_project_assessment_score_recorded_by_account"),
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_project_assessment_score_superseded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_assessment_score")),
    )
    with op.batch_alter_table("project_assessment_score", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_assessment_score_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_assessment_score_assessment_id"), ["assessment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_assessment_score_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "project_expense",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("voucher", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["project_budget_line.id"],
            name=op.f("fk_project_expense_line_id_project_budget_line"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_expense_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_expense_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_project_expense_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_expense")),
    )
    with op.batch_alter_table("project_expense", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_expense_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_expense_on"), ["on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_project_expense_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "project_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("instalment_id", sa.Integer(), nullable=True),
        sa.Column("voucher", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_project_payment_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["instalment_id"],
            ["project_instalment.id"],
            name=op.f("fk_project_payment_instalment_id_project_instalment"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_payment_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_project_payment_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_project_payment_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_payment")),
    )
    with op.batch_alter_table("project_payment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_payment_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_project_payment_instalment_id"), ["instalment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_project_payment_on"), ["on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_project_payment_project_id"), ["project_id"], unique=False
        )
    guard()
    seed()


def downgrade():
    unguard()
    with op.batch_alter_table("project_payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_payment_project_id"))
        batch_op.drop_index(batch_op.f("ix_project_payment_on"))
        batch_op.drop_index(batch_op.f("ix_project_payment_instalment_id"))
        batch_op.drop_index(batch_op.f("ix_project_payment_import_batch_id"))

    op.drop_table("project_payment")
    with op.batch_alter_table("project_expense", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_expense_project_id"))
        batch_op.drop_index(batch_op.f("ix_project_expense_on"))
        batch_op.drop_index(batch_op.f("ix_project_expense_line_id"))

    op.drop_table("project_expense")
    with op.batch_alter_table("project_assessment_score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_assessment_score_person_id"))
        batch_op.drop_index(batch_op.f("ix_project_assessment_score_assessment_id"))
        batch_op.drop_index(batch_op.f("ix_project_assessment_score_account_id"))

    op.drop_table("project_assessment_score")
    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_valid_until"))
        batch_op.drop_index(batch_op.f("ix_recognition_project_id"))
        batch_op.drop_index(batch_op.f("ix_recognition_organization_id"))
        batch_op.drop_index("ix_recognition_level")
        batch_op.drop_index(batch_op.f("ix_recognition_import_batch_id"))
        batch_op.drop_index(batch_op.f("ix_recognition_division_code"))

    op.drop_table("recognition")
    with op.batch_alter_table("project_step", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_project_step_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_project_step_step",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index("ix_project_step_known")
        batch_op.drop_index(batch_op.f("ix_project_step_import_batch_id"))

    op.drop_table("project_step")
    with op.batch_alter_table("project_organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_organization_project_id"))
        batch_op.drop_index(batch_op.f("ix_project_organization_organization_id"))

    op.drop_table("project_organization")
    with op.batch_alter_table("project_instalment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_instalment_root_id"))
        batch_op.drop_index(batch_op.f("ix_project_instalment_project_id"))
        batch_op.drop_index(batch_op.f("ix_project_instalment_due_on"))

    op.drop_table("project_instalment")
    with op.batch_alter_table("project_indicator", schema=None) as batch_op:
        batch_op.drop_index("ix_project_indicator_project")
        batch_op.drop_index(batch_op.f("ix_project_indicator_import_batch_id"))

    op.drop_table("project_indicator")
    with op.batch_alter_table("project_detail", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_project_detail_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_project_detail_starts_on"))
        batch_op.drop_index("ix_project_detail_sort_key")
        batch_op.drop_index(batch_op.f("ix_project_detail_project_id"))
        batch_op.drop_index(batch_op.f("ix_project_detail_match_key"))
        batch_op.drop_index(batch_op.f("ix_project_detail_level"))
        batch_op.drop_index(batch_op.f("ix_project_detail_ends_on"))

    op.drop_table("project_detail")
    with op.batch_alter_table("project_coverage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_coverage_project_id"))

    op.drop_table("project_coverage")
    with op.batch_alter_table("project_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_case_project_id"))

    op.drop_table("project_case")
    with op.batch_alter_table("project_budget_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_budget_line_root_id"))
        batch_op.drop_index(batch_op.f("ix_project_budget_line_project_id"))

    op.drop_table("project_budget_line")
    with op.batch_alter_table("project_assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_assessment_rectify_by"))
        batch_op.drop_index(batch_op.f("ix_project_assessment_project_id"))
        batch_op.drop_index(batch_op.f("ix_project_assessment_on"))

    op.drop_table("project_assessment")
    with op.batch_alter_table("project_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_activity_project_id"))
        batch_op.drop_index(batch_op.f("ix_project_activity_on"))

    op.drop_table("project_activity")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_project_number_live",
            sqlite_where=sa.text("superseded_at IS NULL AND number IS NOT NULL"),
            postgresql_where=sa.text("superseded_at IS NULL AND number IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_project_round_id"))
        batch_op.drop_index(batch_op.f("ix_project_pipeline_key"))
        batch_op.drop_index(batch_op.f("ix_project_import_batch_id"))
        batch_op.drop_index("ix_project_division")

    op.drop_table("project")
    with op.batch_alter_table("project_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_round_division_code"))

    op.drop_table("project_round")
    op.drop_table("pipeline_step")
    op.drop_table("pipeline")


def is_sqlite():
    return op.get_bind().dialect.name == "sqlite"


def guard():
    """Let nothing of a step but `until` and, once, `superseded_*` change; and nothing be deleted."""
    is_refused = (
        f"{changed(*WRITTEN_ONCE)} OR "
        f"(OLD.superseded_at IS NOT NULL AND ({changed('superseded_at', 'superseded_by')}))"
    )
    if is_sqlite():
        raise_it = "BEGIN SELECT RAISE(ABORT, 'project_step: written once'); END"
        op.execute(
            "CREATE TRIGGER project_step_update BEFORE UPDATE ON project_step "
            f"WHEN {is_refused} {raise_it}"
        )
        op.execute(f"CREATE TRIGGER project_step_delete BEFORE DELETE ON project_step {raise_it}")
        return
    op.execute(
        "CREATE FUNCTION project_step_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'project_step: written once'; END$$"
    )
    op.execute(
        "CREATE TRIGGER project_step_update BEFORE UPDATE ON project_step FOR EACH ROW "
        f"WHEN ({is_refused}) EXECUTE FUNCTION project_step_refuse()"
    )
    op.execute(
        "CREATE TRIGGER project_step_delete BEFORE DELETE ON project_step FOR EACH ROW "
        "EXECUTE FUNCTION project_step_refuse()"
    )


def changed(*columns):
    kind = "IS NOT" if is_sqlite() else "IS DISTINCT FROM"
    return " OR ".join(f"NEW.{column} {kind} OLD.{column}" for column in columns)


def unguard():
    on = "" if is_sqlite() else " ON project_step"
    op.execute(f"DROP TRIGGER project_step_update{on}")
    op.execute(f"DROP TRIGGER project_step_delete{on}")
    if not is_sqlite():
        op.execute("DROP FUNCTION project_step_refuse()")


def seed():
    """Enter the pipelines as they are known from practice; a hub may change them."""
    text, number, flag = sa.String(), sa.Integer(), sa.Boolean()
    op.bulk_insert(
        sa.table(
            "pipeline",
            sa.column("key", text),
            sa.column("label", text),
            sa.column("position", number),
            sa.column("is_retired", flag),
        ),
        [
            {"key": key, "label": label, "position": position, "is_retired": False}
            for position, (key, label) in enumerate(PIPELINES, 1)
        ],
    )
    op.bulk_insert(
        sa.table(
            "pipeline_step",
            sa.column("pipeline_key", text),
            sa.column("key", text),
            sa.column("label", text),
            sa.column("rank", number),
            sa.column("is_granted", flag),
            sa.column("is_running", flag),
            sa.column("is_accepted", flag),
            sa.column("limit_days", number),
            sa.column("waits_for", text),
        ),
        [
            {
                "pipeline_key": pipeline,
                "key": key,
                "label": label,
                "rank": rank,
                "is_granted": "G" in flags,
                "is_running": "R" in flags,
                "is_accepted": "A" in flags,
                "limit_days": limit,
                "waits_for": waits_for,
            }
            for pipeline, steps in STEPS.items()
            for rank, (key, label, flags, limit, waits_for) in enumerate(steps, 1)
        ],
    )
