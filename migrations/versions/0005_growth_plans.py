"""Growth plans, their steps and the services they are made from.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SIX = "六个一"
# A proposal for the hub to adapt: stage, checklist, what is done, days after the plan is made.
SERVICES = (
    ("sprouting", None, "政策学习：社区社会组织备案与培育政策", 30),
    ("sprouting", None, "备案材料准备：申请表、章程、成员名册", 60),
    ("sprouting", None, "一对一咨询：明确宗旨、服务对象和负责人", 30),
    ("starting", None, "章程与内部制度培训", 60),
    ("starting", None, "财务与档案管理培训", 90),
    ("starting", None, "项目书撰写辅导", 90),
    ("starting", None, "微创投项目申报", 180),
    ("growing", None, "督导：每季度一次", 90),
    ("growing", None, "项目评估与总结", 180),
    ("growing", None, "3A等级评估准备", 270),
    ("mature", None, "品牌与能力建设", 180),
    ("mature", None, "4A/5A等级评估准备", 365),
    (None, SIX, "一次政策学习", 30),
    (None, SIX, "一次一对一咨询", 60),
    (None, SIX, "一次专题培训", 90),
    (None, SIX, "一次实地督导", 120),
    (None, SIX, "一份项目书", 150),
    (None, SIX, "一次展示交流", 180),
)


def upgrade():
    create_services()
    create_plans()
    create_steps()
    seed()


def create_services():
    op.create_table(
        "service_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_proposal", sa.Boolean(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stage"], ["stage.key"], name=op.f("fk_service_template_stage_stage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_template")),
    )


def create_plans():
    op.create_table(
        "growth_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_stage", sa.String(), nullable=True),
        sa.Column("to_stage", sa.String(), nullable=False),
        sa.Column("goals", sa.String(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "active", "completed", "abandoned", name="planstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["account.id"], name=op.f("fk_growth_plan_closed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["from_stage"], ["stage.key"], name=op.f("fk_growth_plan_from_stage_stage")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_growth_plan_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_growth_plan_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["to_stage"], ["stage.key"], name=op.f("fk_growth_plan_to_stage_stage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_growth_plan")),
    )
    with op.batch_alter_table("growth_plan", schema=None) as batch_op:
        batch_op.create_index(
            "ix_growth_plan_organization", ["organization_id", "state"], unique=False
        )


def create_steps():
    op.create_table(
        "plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("criterion_id", sa.Integer(), nullable=True),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_plan_step_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["growth_plan.id"], name=op.f("fk_plan_step_plan_id_growth_plan")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["account.id"], name=op.f("fk_plan_step_responsible_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
    )
    with op.batch_alter_table("plan_step", schema=None) as batch_op:
        batch_op.create_index("ix_plan_step_due_on", ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_step_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_plan_step_responsible_id"), ["responsible_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_plan_step_criterion_id"), ["criterion_id"], unique=False
        )


def seed():
    texts = [sa.column(name, sa.String()) for name in ("stage", "group", "text")]
    numbers = [sa.column(name, sa.Integer()) for name in ("due_days", "position")]
    flags = [sa.column(name, sa.Boolean()) for name in ("is_proposal", "is_retired")]
    op.bulk_insert(
        sa.table("service_template", *texts, *numbers, *flags),
        [
            {
                "stage": stage,
                "group": group,
                "text": text,
                "due_days": days,
                "position": position,
                "is_proposal": True,
                "is_retired": False,
            }
            for position, (stage, group, text, days) in enumerate(SERVICES, 1)
        ],
    )


def downgrade():
    op.drop_table("plan_step")
    op.drop_table("growth_plan")
    op.drop_table("service_template")
