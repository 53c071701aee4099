"""Rooms of the incubation base and who stays in them.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WRITTEN_ONCE = (
    "id",
    "residency_id",
    "step",
    "room_id",
    "desks",
    "ends_on",
    "verdict",
    "score",
    "exit_kind",
    "since",
    "since_precision",
    "reason",
    "recorded_at",
    "recorded_by",
    "import_batch_id",
)


def upgrade():
    op.create_table(
        "base_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("room", "open_desks", name="roomkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_code"], ["division.code"], name=op.f("fk_base_room_division_code_division")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_room")),
    )
    op.create_index("ix_base_room_division", "base_room", ["division_code", "name"], unique=False)
    op.create_table(
        "residency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("room_wish", sa.String(), nullable=True),
        sa.Column("desks_wish", sa.Integer(), nullable=True),
        sa.Column("contact_note", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_residency_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_residency_recorded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residency")),
    )
    op.create_index(
        op.f("ix_residency_organization_id"), "residency", ["organization_id"], unique=False
    )
    op.create_table(
        "hand_over_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("residency_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "done", "not_needed", name="handoverstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_hand_over_item_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["residency_id"],
            ["residency.id"],
            name=op.f("fk_hand_over_item_residency_id_residency"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over_item")),
    )
    op.create_index(
        op.f("ix_hand_over_item_residency_id"), "hand_over_item", ["residency_id"], unique=False
    )
    op.create_table(
        "residency_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("residency_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "applied",
                "interview",
                "review",
                "publicity",
                "agreement",
                "entered",
                "mid_term",
                "renewed",
                "final",
                "left",
                "declined",
                "called_off",
                name="step",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("desks", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum("passed", "failed", name="verdict", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column(
            "exit_kind",
            sa.Enum(
                "term_over",
                "early",
                "own_wish",
                "sent_away",
                "dissolved",
                name="exit",
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
        sa.CheckConstraint("since < until", name=op.f("ck_residency_step_since_before_until")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_residency_step_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_residency_step_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["residency_id"],
            ["residency.id"],
            name=op.f("fk_residency_step_residency_id_residency"),
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["base_room.id"], name=op.f("fk_residency_step_room_id_base_room")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_residency_step_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residency_step")),
    )
    op.create_index(
        op.f("ix_residency_step_import_batch_id"),
        "residency_step",
        ["import_batch_id"],
        unique=False,
    )
    op.create_index(
        "ix_residency_step_known", "residency_step", ["residency_id", "since"], unique=False
    )
    op.create_index(op.f("ix_residency_step_room_id"), "residency_step", ["room_id"], unique=False)
    op.create_index(
        "ix_residency_step_step",
        "residency_step",
        ["step", "until", "since", "residency_id", "superseded_at"],
        unique=False,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index(
        "uq_residency_step_live",
        "residency_step",
        ["residency_id", "since"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    guard()


def downgrade():
    unguard()
    op.drop_index(
        "uq_residency_step_live",
        table_name="residency_step",
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index(
        "ix_residency_step_step",
        table_name="residency_step",
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index(op.f("ix_residency_step_room_id"), table_name="residency_step")
    op.drop_index("ix_residency_step_known", table_name="residency_step")
    op.drop_index(op.f("ix_residency_step_import_batch_id"), table_name="residency_step")
    op.drop_table("residency_step")
    op.drop_index(op.f("ix_hand_over_item_residency_id"), table_name="hand_over_item")
    op.drop_table("hand_over_item")
    op.drop_index(op.f("ix_residency_organization_id"), table_name="residency")
    op.drop_table("residency")
    op.drop_index("ix_base_room_division", table_name="base_room")
    op.drop_table("base_room")


def is_sqlite():
    return op.get_bind().dialect.name == "sqlite"


def guard():
    """Let nothing of a step but `until` and, once, `superseded_*` change; and nothing be deleted."""
    is_refused = (
        f"{changed(*WRITTEN_ONCE)} OR "
        f"(OLD.superseded_at IS NOT NULL AND ({changed('superseded_at', 'superseded_by')}))"
    )
    if is_sqlite():
        raise_it = "BEGIN SELECT RAISE(ABORT, 'residency_step: written once'); END"
        op.execute(
            "CREATE TRIGGER residency_step_update BEFORE UPDATE ON residency_step "
            f"WHEN {is_refused} {raise_it}"
        )
        op.execute(
            f"CREATE TRIGGER residency_step_delete BEFORE DELETE ON residency_step {raise_it}"
        )
        return
    op.execute(
        "CREATE FUNCTION residency_step_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'residency_step: written once'; END$$"
    )
    op.execute(
        "CREATE TRIGGER residency_step_update BEFORE UPDATE ON residency_step FOR EACH ROW "
        f"WHEN ({is_refused}) EXECUTE FUNCTION residency_step_refuse()"
    )
    op.execute(
        "CREATE TRIGGER residency_step_delete BEFORE DELETE ON residency_step FOR EACH ROW "
        "EXECUTE FUNCTION residency_step_refuse()"
    )


def changed(*columns):
    kind = "IS NOT" if is_sqlite() else "IS DISTINCT FROM"
    return " OR ".join(f"NEW.{column} {kind} OLD.{column}" for column in columns)


def unguard():
    on = "" if is_sqlite() else " ON residency_step"
    op.execute(f"DROP TRIGGER residency_step_update{on}")
    op.execute(f"DROP TRIGGER residency_step_delete{on}")
    if not is_sqlite():
        op.execute("DROP FUNCTION residency_step_refuse()")
