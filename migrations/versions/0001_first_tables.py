"""The register's first tables, the triggers that guard what is written, and the first words.

Revision ID: 0001
Revises:
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

HISTORIES = {
    "standing_change": ("organization_id", "standing"),
    "stage_change": ("organization_id", "stage"),
    "grade_change": (
        "organization_id",
        "grade",
        "level",
        "issuer",
        "announced_on",
        "expires_on",
        "expires_precision",
    ),
}
POINT = (
    "id",
    "since",
    "since_precision",
    "reason",
    "recorded_at",
    "recorded_by",
    "import_batch_id",
)
STAGES = (
    ("sprouting", "萌芽期", 1),
    ("starting", "初创期", 2),
    ("growing", "成长期", 3),
    ("mature", "成熟期", 4),
    ("graduated", "出壳", 5),
)
WHOLE = "000000000000"


def upgrade():
    create_tables()
    create_gram_index()
    guard()
    seed()


def downgrade():
    unguard()
    op.execute("DROP TABLE organization_gram")
    for table in TABLES:
        op.drop_table(table)


def is_sqlite():
    return op.get_bind().dialect.name == "sqlite"


def create_gram_index():
    if is_sqlite():
        op.execute(
            "CREATE VIRTUAL TABLE organization_gram USING fts5"
            "(keys, content='', detail=none, columnsize=0, tokenize='ascii')"
        )
        return
    op.execute(
        "CREATE TABLE organization_gram ("
        "organization_id integer PRIMARY KEY REFERENCES organization (id), keys text[] NOT NULL)"
    )
    op.execute(
        "CREATE INDEX ix_organization_gram_keys ON organization_gram USING gin (keys) "
        "WITH (fastupdate = off)"
    )


def guard():
    """Let nothing but `until` and, once, `superseded_*` change; and nothing be deleted."""
    for table, facts in HISTORIES.items():
        guard_table(table, changed(*POINT, *facts) + " OR " + superseded_twice())
    guard_table("audit_event", "1 = 1")


def changed(*columns):
    kind = "IS NOT" if is_sqlite() else "IS DISTINCT FROM"
    # JSON has no equality on PostgreSQL; no history has such a column.
    return " OR ".join(f"NEW.{column} {kind} OLD.{column}" for column in columns)


def superseded_twice():
    return f"(OLD.superseded_at IS NOT NULL AND ({changed('superseded_at', 'superseded_by')}))"


def guard_table(table, is_refused):
    message = f"{table}: written once"
    if is_sqlite():
        raise_it = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        op.execute(
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} WHEN {is_refused} {raise_it}"
        )
        op.execute(f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {raise_it}")
        return
    op.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{message}'; END$$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN ({is_refused}) EXECUTE FUNCTION {table}_refuse()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {table}_refuse()"
    )


def unguard():
    for table in (*HISTORIES, "audit_event"):
        on = "" if is_sqlite() else f" ON {table}"
        op.execute(f"DROP TRIGGER {table}_update{on}")
        op.execute(f"DROP TRIGGER {table}_delete{on}")
        if not is_sqlite():
            op.execute(f"DROP FUNCTION {table}_refuse()")


def seed():
    """Enter the whole, the operator whom commands act as, and the default stages."""
    text, at = sa.String(), sa.DateTime(timezone=True)
    columns = [sa.column(name, text) for name in ("code", "name", "level")]
    op.bulk_insert(
        sa.table("division", *columns), [{"code": WHOLE, "name": "全部辖区", "level": "whole"}]
    )
    names = ("username", "name", "role", "division_code")
    flags = ("is_active", "must_change_password", "is_demo")
    op.bulk_insert(
        sa.table(
            "account",
            *[sa.column(name, text) for name in names],
            *[sa.column(name, sa.Boolean()) for name in flags],
            sa.column("created_at", at),
        ),
        [
            {
                "username": "operator",
                "name": "系统操作员",
                "role": "staff",
                "division_code": WHOLE,
                "is_active": True,
                "must_change_password": False,
                "is_demo": False,
                "created_at": datetime.now(UTC),
            }
        ],
    )
    op.bulk_insert(
        sa.table(
            "stage",
            sa.column("key", text),
            sa.column("label", text),
            sa.column("rank", sa.Integer()),
            sa.column("is_retired", sa.Boolean()),
        ),
        [
            {"key": key, "label": label, "rank": rank, "is_retired": False}
            for key, label, rank in STAGES
        ],
    )


TABLES = (
    "standing_change",
    "stage_change",
    "import_row",
    "grade_change",
    "sign_in",
    "organization_search",
    "organization_phone_tail",
    "import_batch",
    "former_name",
    "organization",
    "account",
    "stage",
    "sign_in_failure",
    "division",
    "category",
    "audit_event",
)


def create_tables():
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("subject_name", sa.String(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_action"), "audit_event", ["action"], unique=False)
    op.create_index(op.f("ix_audit_event_actor_id"), "audit_event", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_event_at"), "audit_event", ["at"], unique=False)
    op.create_index(
        op.f("ix_audit_event_division_code"), "audit_event", ["division_code"], unique=False
    )
    op.create_index(
        "ix_audit_event_subject", "audit_event", ["subject_type", "subject_id"], unique=False
    )
    op.create_table(
        "category",
        sa.Column("label", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("label", name=op.f("pk_category")),
    )
    op.create_table(
        "division",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "whole",
                "province",
                "city",
                "district",
                "street",
                "community",
                name="divisionlevel",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parent_code", sa.String(), nullable=True),
        sa.CheckConstraint("length(code) = 12", name=op.f("ck_division_code_length")),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["division.code"], name=op.f("fk_division_parent_code_division")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_division")),
    )
    op.create_index(op.f("ix_division_parent_code"), "division", ["parent_code"], unique=False)
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(
        "ix_sign_in_failure_username_at", "sign_in_failure", ["username", "at"], unique=False
    )
    op.create_table(
        "stage",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_stage")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "staff",
                "leader",
                "administrator",
                "auditor",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_code"], ["division.code"], name=op.f("fk_account_division_code_division")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_index(op.f("ix_account_division_code"), "account", ["division_code"], unique=False)
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("match_key", sa.String(), nullable=False),
        sa.Column(
            "sort_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("credit_code", sa.String(), nullable=True),
        sa.Column("filing_number", sa.String(), nullable=True),
        sa.Column("filing_key", sa.String(), nullable=True),
        sa.Column("registration_number", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "association",
                "service_institution",
                "foundation",
                "community_group",
                "other",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("is_branch", sa.Boolean(), nullable=False),
        sa.Column("established_on", sa.Date(), nullable=True),
        sa.Column(
            "established_precision",
            sa.Enum("day", "month", "year", name="precision", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("registrar", sa.String(), nullable=True),
        sa.Column("supervisor", sa.String(), nullable=True),
        sa.Column("leader_name", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("fund", sa.BigInteger(), nullable=True),
        sa.Column("staff_count", sa.Integer(), nullable=True),
        sa.Column("social_worker_count", sa.Integer(), nullable=True),
        sa.Column("volunteer_count", sa.Integer(), nullable=True),
        sa.Column("member_count", sa.Integer(), nullable=True),
        sa.Column("party_member_count", sa.Integer(), nullable=True),
        sa.Column("party_branch", sa.String(), nullable=True),
        sa.Column("business_scope", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("as_written", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["category"], ["category.label"], name=op.f("fk_organization_category_category")
        ),
        sa.ForeignKeyConstraint(
            ["division_code"],
            ["division.code"],
            name=op.f("fk_organization_division_code_division"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_index(
        op.f("ix_organization_changed_at"), "organization", ["changed_at"], unique=False
    )
    op.create_index(
        "ix_organization_division",
        "organization",
        ["division_code", "sort_key", "id"],
        unique=False,
    )
    op.create_index("ix_organization_filing_key", "organization", ["filing_key"], unique=False)
    op.create_index("ix_organization_match_key", "organization", ["match_key"], unique=False)
    op.create_index("ix_organization_sort_key", "organization", ["sort_key", "id"], unique=False)
    op.create_index(
        "uq_organization_credit_code",
        "organization",
        ["credit_code"],
        unique=True,
        sqlite_where=sa.text("credit_code IS NOT NULL"),
        postgresql_where=sa.text("credit_code IS NOT NULL"),
    )
    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_former_name_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_former_name_recorded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
    )
    op.create_index(
        op.f("ix_former_name_organization_id"), "former_name", ["organization_id"], unique=False
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ledger", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "checked", "applied", "discarded", name="batchstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_import_batch_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["division_code"],
            ["division.code"],
            name=op.f("fk_import_batch_division_code_division"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(
        op.f("ix_import_batch_division_code"), "import_batch", ["division_code"], unique=False
    )
    op.create_index(op.f("ix_import_batch_file_hash"), "import_batch", ["file_hash"], unique=False)
    op.create_table(
        "organization_phone_tail",
        sa.Column("tail", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_phone_tail_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("tail", "organization_id", name=op.f("pk_organization_phone_tail")),
    )
    op.create_index(
        op.f("ix_organization_phone_tail_organization_id"),
        "organization_phone_tail",
        ["organization_id"],
        unique=False,
    )
    op.create_table(
        "organization_search",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_search_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_organization_search")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_account_id"), "sign_in", ["account_id"], unique=False)
    op.create_table(
        "grade_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column(
            "grade",
            sa.Enum("5A", "4A", "3A", "2A", "1A", name="grade", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "national",
                "province",
                "city",
                "district",
                name="gradelevel",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column(
            "expires_precision",
            sa.Enum("day", "month", "year", name="precision", native_enum=False, length=40),
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
        sa.CheckConstraint("since < until", name=op.f("ck_grade_change_since_before_until")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_grade_change_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_grade_change_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_grade_change_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_grade_change_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_change")),
    )
    op.create_index(
        "ix_grade_change_grade",
        "grade_change",
        ["grade", "until", "since", "organization_id", "superseded_at"],
        unique=False,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index(
        op.f("ix_grade_change_import_batch_id"), "grade_change", ["import_batch_id"], unique=False
    )
    op.create_index(
        "ix_grade_change_known", "grade_change", ["organization_id", "since"], unique=False
    )
    op.create_index(
        "uq_grade_change_live",
        "grade_change",
        ["organization_id", "since"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "new",
                "changed",
                "unchanged",
                "skipped",
                "error",
                name="rowoutcome",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_import_row_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
    )
    op.create_index(
        "ix_import_row_batch", "import_row", ["batch_id", "outcome", "id"], unique=False
    )
    op.create_table(
        "stage_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
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
        sa.CheckConstraint("since < until", name=op.f("ck_stage_change_since_before_until")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_stage_change_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_stage_change_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_stage_change_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(["stage"], ["stage.key"], name=op.f("fk_stage_change_stage_stage")),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_stage_change_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_change")),
    )
    op.create_index(
        op.f("ix_stage_change_import_batch_id"), "stage_change", ["import_batch_id"], unique=False
    )
    op.create_index(
        "ix_stage_change_known", "stage_change", ["organization_id", "since"], unique=False
    )
    op.create_index(
        "ix_stage_change_stage",
        "stage_change",
        ["stage", "until", "since", "organization_id", "superseded_at"],
        unique=False,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index(
        "uq_stage_change_live",
        "stage_change",
        ["organization_id", "since"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "standing_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "unfiled",
                "filed",
                "registered",
                "deregistered",
                "revoked",
                name="standing",
                native_enum=False,
                length=40,
            ),
            nullable=False,
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
        sa.CheckConstraint("since < until", name=op.f("ck_standing_change_since_before_until")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_standing_change_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_standing_change_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_standing_change_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_standing_change_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_change")),
    )
    op.create_index(
        op.f("ix_standing_change_import_batch_id"),
        "standing_change",
        ["import_batch_id"],
        unique=False,
    )
    op.create_index(
        "ix_standing_change_known", "standing_change", ["organization_id", "since"], unique=False
    )
    op.create_index(
        "ix_standing_change_standing",
        "standing_change",
        ["standing", "until", "since", "organization_id", "superseded_at"],
        unique=False,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index(
        "uq_standing_change_live",
        "standing_change",
        ["organization_id", "since"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
