"""Criteria of stages, reviews by them, and what each organization still lacks.

Revision ID: 0002
Revises: 0001
"""

import json
from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Code, stage to be reached, asked of whom, dimension, text, weight, proof, what answers it.
CRITERIA = """
萌1|sprouting|any|management|有明确的负责人和联系电话|required|register|phone present
萌2|sprouting|any|management|有共同约定的简单规则|1|judgment
萌3|sprouting|any|team|有3名及以上骨干成员|required|register|member_count at_least 3
萌4|sprouting|any|expertise|有一类相对固定的活动|2|judgment
萌5|sprouting|any|resources|所属社区愿意支持并有联系人|1|judgment
初1|starting|not_registered|management|已在街道（乡镇）备案|required|register|standing one_of ["filed"]
初2|starting|registered|management|已取得法人登记证书|required|register|standing one_of ["registered"]
初3|starting|any|management|有章程和成员分工|required|file
初4|starting|any|management|建立活动和收支台账|1|file
初5|starting|any|team|成员10人及以上|required|register|member_count at_least 10
初6|starting|any|team|有固定的志愿者|1|register|volunteer_count at_least 1
初7|starting|any|team|参加过章程、财务或档案培训|2|training|trainings_attended at_least 1
初8|starting|any|expertise|一年内开展4次及以上活动|2|judgment
初9|starting|any|resources|有可用的活动场地|2|judgment
初10|starting|any|resources|得到过小额资助或微创投支持|1|judgment
成1|growing|not_registered|management|备案满12个月|required|register|filed_on held_for_months 12
成2|growing|registered|management|登记满12个月|required|register|registered_on held_for_months 12
成3|growing|registered|management|最近一次年检（年报）合格|required|file
成4|growing|any|management|有例会和会议记录|1|file
成5|growing|any|management|收支有账目并向成员公开|required|file
成6|growing|registered|team|有专职工作人员|2|register|staff_count at_least 1
成7|growing|registered|team|有持证社工|1|register|social_worker_count at_least 1
成8|growing|not_registered|team|成员20人及以上|2|register|member_count at_least 20
成9|growing|any|team|参加过2次及以上能力建设培训|1|training|trainings_attended at_least 2
成10|growing|any|expertise|承接过公益创投或政府购买服务项目|2|project|projects_accepted at_least 1
成11|growing|any|expertise|有项目书和总结等完整资料|1|file
成12|growing|any|resources|有2种及以上收入来源|2|judgment
熟1|mature|any|management|已登记|required|register|standing one_of ["registered"]
熟2|mature|any|management|登记满24个月|required|register|registered_on held_for_months 24
熟3|mature|any|management|建立党组织|2|register|party_branch present
熟4|mature|any|management|有内部控制和财务管理制度并执行|required|file
熟5|mature|any|management|评估等级3A及以上且在有效期内|2|register|grade one_of ["5A", "4A", "3A"]
熟6|mature|any|team|有3名及以上专职工作人员|2|register|staff_count at_least 3
熟7|mature|any|team|有2名及以上持证社工|1|register|social_worker_count at_least 2
熟8|mature|any|expertise|有品牌项目并持续2年以上|required|judgment
熟9|mature|any|expertise|带动或指导过其他社会组织|1|judgment
熟10|mature|any|resources|收入来源多样且稳定|2|judgment
壳1|graduated|any|management|已登记|required|register|standing one_of ["registered"]
壳2|graduated|any|management|期末评估合格|required|file
壳3|graduated|any|team|核心团队稳定，近一年负责人和骨干无重大变动|1|judgment
壳4|graduated|any|expertise|能独立申报并完成项目|2|judgment
壳5|graduated|any|resources|有独立的办公或活动场所|1|judgment
壳6|graduated|any|resources|不依靠孵化支持可以持续运营|2|judgment
"""

LIMIT_DAYS = {"sprouting": 365, "starting": 730, "growing": 1095}


def upgrade():
    op.add_column("stage", sa.Column("limit_days", sa.Integer(), nullable=True))
    stage = sa.table("stage", sa.column("key", sa.String()), sa.column("limit_days", sa.Integer()))
    for key, days in LIMIT_DAYS.items():
        op.execute(stage.update().where(stage.c.key == key).values(limit_days=days))

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
        sa.Column("set_version", sa.Integer(), nullable=False),
        sa.Column("from_stage", sa.String(), nullable=True),
        sa.Column("to_stage", sa.String(), nullable=True),
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
        batch_op.create_index("ix_gate_result_set", ["set_id", "set_version"], unique=False)

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

    seed()
    await_gates()


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
        batch_op.drop_index("ix_gate_result_set")
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
    op.drop_column("stage", "limit_days")


def seed():
    """Enter the proposal of criteria, in force until the hub makes a set of its own."""
    criterion_sets = sa.table(
        "criterion_set",
        sa.column("name", sa.String()),
        sa.column("since", sa.Date()),
        sa.column("is_proposal", sa.Boolean()),
        sa.column("weighed_share", sa.Integer()),
        sa.column("version", sa.Integer()),
        sa.column("recorded_at", sa.DateTime(timezone=True)),
        sa.column("recorded_by", sa.Integer()),
    )
    bind = op.get_bind()
    operator = bind.scalar(sa.text("SELECT id FROM account WHERE username = 'operator'"))
    bind.execute(
        criterion_sets.insert(),
        {
            "name": "四有评估标准（参考方案）",
            "since": date(2020, 1, 1),
            "is_proposal": True,
            "weighed_share": 60,
            "version": 1,
            "recorded_at": datetime.now(UTC),
            "recorded_by": operator,
        },
    )
    set_id = bind.scalar(sa.text("SELECT max(id) FROM criterion_set"))
    bind.execute(
        sa.table(
            "criterion",
            *[
                sa.column(name, sa.String())
                for name in ("code", "stage", "audience", "dimension", "text", "proof")
            ],
            *[sa.column(name, sa.Integer()) for name in ("set_id", "weight", "position")],
            *[sa.column(name, sa.Boolean()) for name in ("is_required", "is_retired")],
            sa.column("rule", sa.JSON(none_as_null=True)),
        ).insert(),
        list(criteria(set_id)),
    )


def criteria(set_id):
    for position, line in enumerate(CRITERIA.strip().splitlines(), 1):
        code, stage, audience, dimension, text, weight, proof, *rule = line.split("|")
        yield {
            "set_id": set_id,
            "code": code,
            "stage": stage,
            "audience": audience,
            "dimension": dimension,
            "text": text,
            "is_required": weight == "required",
            "weight": 1 if weight == "required" else int(weight),
            "proof": proof,
            "rule": rule_of(*rule[0].split(" ", 2)) if rule else None,
            "position": position,
            "is_retired": False,
        }


def rule_of(column, operator, value="null"):
    return {"column": column, "operator": operator, "value": json.loads(value)}


def await_gates():
    """Let the organizations that are there already be looked at on the first occasion."""
    op.execute(
        "INSERT INTO gate_result (organization_id, set_id, set_version, total, met, missing, unmet,"
        " computed_on, computed_at, changes_on) "
        "SELECT organization.id, criterion_set.id, 0, 0, 0, 0, '[]',"
        " '2000-01-01', '2000-01-01 00:00:00', '2000-01-01' "
        "FROM organization CROSS JOIN criterion_set "
        "WHERE NOT organization.is_branch"
    )
