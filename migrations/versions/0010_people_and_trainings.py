"""People, their qualifications and the mentors among them; trainings from sign-up to certificate.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CATEGORIES = ("基本理论", "综合能力", "业务实训", "取证培训", "团队建设", "党建")
WRITTEN_ONCE = (
    "id",
    "mentor_id",
    "grade",
    "since",
    "since_precision",
    "reason",
    "recorded_at",
    "recorded_by",
    "import_batch_id",
)


def upgrade():
    op.create_table(
        "training_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_category")),
        sa.UniqueConstraint("label", name=op.f("uq_training_category_label")),
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column(
            "form",
            sa.Enum(
                "lecture",
                "salon",
                "supervision",
                "visit",
                "online",
                "contest",
                "other",
                name="form",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("programme", sa.String(), nullable=True),
        sa.Column("certificate_minutes", sa.Integer(), nullable=True),
        sa.Column("certificate_sessions", sa.Integer(), nullable=True),
        sa.Column("certificate_needs_test", sa.Boolean(), nullable=False),
        sa.Column("certificate_pattern", sa.String(), nullable=True),
        sa.Column("certificate_months", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["training_category.id"],
            name=op.f("fk_course_category_id_training_category"),
        ),
        sa.ForeignKeyConstraint(
            ["division_code"], ["division.code"], name=op.f("fk_course_division_code_division")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_course_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_course_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_course_division_code"), ["division_code"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("match_key", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("employer", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["division_code"], ["division.code"], name=op.f("fk_person_division_code_division")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_person_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_person_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_division_code"), ["division_code"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_match_key"), ["match_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_phone"), ["phone"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("person_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("organization_text", sa.String(), nullable=True),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_certificate_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_certificate_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_certificate_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_certificate_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number_key", name=op.f("uq_certificate_number_key")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_course_id"), ["course_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_certificate_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_certificate_person_key"), ["person_key"], unique=False)

    op.create_table(
        "mentor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.String(), nullable=True),
        sa.Column("availability", sa.String(), nullable=True),
        sa.Column("term_since", sa.Date(), nullable=True),
        sa.Column("term_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mentor_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_mentor_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_mentor_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor")),
    )
    with op.batch_alter_table("mentor", schema=None) as batch_op:
        batch_op.create_index(
            "uq_mentor_person_live",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "person_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "leader",
                "contact",
                "social_worker",
                "backbone",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_person_link_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_link_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_person_link_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_person_link_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_link")),
    )
    with op.batch_alter_table("person_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_link_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "qualification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "assistant",
                "social_worker",
                "senior",
                name="qualificationlevel",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("obtained_on", sa.Date(), nullable=False),
        sa.Column("certificate_number", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_qualification_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_qualification_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_qualification_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
    )
    with op.batch_alter_table("qualification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_qualification_obtained_on"), ["obtained_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_qualification_person_id"), ["person_id"], unique=False)

    op.create_table(
        "training_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_training_session_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["division_code"],
            ["division.code"],
            name=op.f("fk_training_session_division_code_division"),
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_training_session_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_training_session_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_training_session_superseded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_session_course_id"), ["course_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_session_division_code"), ["division_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_session_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            "uq_training_session_number_live",
            ["division_code", "number"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "presence",
            sa.Enum("present", "excused", "absent", name="presence", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "way",
            sa.Enum("grid", "qr", "ledger", name="way", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("organization_text", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("person_key", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_attendance_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_attendance_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_attendance_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_attendance_session_id_training_session"),
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_attendance_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attendance_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attendance_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attendance_person_key"), ["person_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_session_id"), ["session_id"], unique=False)
        batch_op.create_index(
            "uq_attendance_live",
            ["session_id", "person_key"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("answer_key", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("mentor_score", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_feedback_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint(
            "session_id", "answer_key", name=op.f("uq_feedback_session_id_answer_key")
        ),
    )
    op.create_table(
        "public_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_use")),
    )
    with op.batch_alter_table("public_use", schema=None) as batch_op:
        batch_op.create_index("ix_public_use_purpose", ["purpose", "address", "at"], unique=False)

    op.create_table(
        "device_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("device_digest", sa.String(), nullable=False),
        sa.Column("person_digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_device_person_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_person")),
        sa.UniqueConstraint(
            "session_id",
            "device_digest",
            "person_digest",
            name=op.f("uq_device_person_session_id_device_digest_person_digest"),
        ),
    )
    op.create_table(
        "passed_test",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_passed_test_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_passed_test_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_passed_test_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_test")),
    )
    with op.batch_alter_table("passed_test", schema=None) as batch_op:
        batch_op.create_index(
            "uq_passed_test_live",
            ["course_id", "person_key"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "mentor_grade_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column(
            "grade",
            sa.Enum(
                "assistant",
                "junior",
                "intermediate",
                "senior",
                "star",
                name="mentorgrade",
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
        sa.CheckConstraint("since < until", name=op.f("ck_mentor_grade_change_since_before_until")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_mentor_grade_change_import_batch_id_import_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentor.id"], name=op.f("fk_mentor_grade_change_mentor_id_mentor")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_mentor_grade_change_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["account.id"],
            name=op.f("fk_mentor_grade_change_superseded_by_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_grade_change")),
    )
    with op.batch_alter_table("mentor_grade_change", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mentor_grade_change_grade",
            ["grade", "until", "since", "mentor_id", "superseded_at"],
            unique=False,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_mentor_grade_change_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index("ix_mentor_grade_change_known", ["mentor_id", "since"], unique=False)
        batch_op.create_index(
            "uq_mentor_grade_change_live",
            ["mentor_id", "since"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "session_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column(
            "form",
            sa.Enum(
                "lecture",
                "salon",
                "supervision",
                "visit",
                "online",
                "contest",
                "other",
                name="form",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned", "held", "canceled", name="sessionstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("host", sa.String(), nullable=True),
        sa.Column("organizer", sa.String(), nullable=True),
        sa.Column("lecturer", sa.String(), nullable=True),
        sa.Column("lecturer_title", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("claimed", sa.Integer(), nullable=True),
        sa.Column("claimed_qualifier", sa.String(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("links", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["training_category.id"],
            name=op.f("fk_session_detail_category_id_training_category"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_session_detail_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_session_detail_session_id_training_session"),
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_session_detail_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_detail")),
    )
    with op.batch_alter_table("session_detail", schema=None) as batch_op:
        batch_op.create_index("ix_session_detail_held_on", ["held_on", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_session_detail_session_id"), ["session_id"], unique=False
        )
        batch_op.create_index(
            "uq_session_detail_live",
            ["session_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "session_mentor",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mentor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentor.id"], name=op.f("fk_session_mentor_mentor_id_mentor")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_session_mentor_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("session_id", "mentor_id", name=op.f("pk_session_mentor")),
    )
    with op.batch_alter_table("session_mentor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_mentor_mentor_id"), ["mentor_id"], unique=False
        )

    op.create_table(
        "sign_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "taken", "waiting", "canceled", name="signupstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("organization_text", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("person_key", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_sign_up_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_sign_up_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_sign_up_session_id_training_session"),
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["account.id"], name=op.f("fk_sign_up_superseded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_up")),
    )
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_up_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sign_up_person_key"), ["person_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_up_session_id"), ["session_id"], unique=False)
        batch_op.create_index(
            "uq_sign_up_live",
            ["session_id", "person_key"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
    guard()
    op.bulk_insert(
        sa.table(
            "training_category",
            sa.column("label", sa.String()),
            sa.column("position", sa.Integer()),
            sa.column("is_retired", sa.Boolean()),
        ),
        [
            {"label": label, "position": position, "is_retired": False}
            for position, label in enumerate(CATEGORIES, start=1)
        ],
    )


def downgrade():
    unguard()
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sign_up_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_sign_up_session_id"))
        batch_op.drop_index(batch_op.f("ix_sign_up_person_key"))
        batch_op.drop_index(batch_op.f("ix_sign_up_organization_id"))

    op.drop_table("sign_up")
    with op.batch_alter_table("session_mentor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_mentor_mentor_id"))

    op.drop_table("session_mentor")
    with op.batch_alter_table("session_detail", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_session_detail_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_session_detail_session_id"))
        batch_op.drop_index("ix_session_detail_held_on")

    op.drop_table("session_detail")
    with op.batch_alter_table("mentor_grade_change", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_mentor_grade_change_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index("ix_mentor_grade_change_known")
        batch_op.drop_index(batch_op.f("ix_mentor_grade_change_import_batch_id"))
        batch_op.drop_index(
            "ix_mentor_grade_change_grade",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.drop_table("mentor_grade_change")
    with op.batch_alter_table("passed_test", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_passed_test_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.drop_table("passed_test")
    op.drop_table("device_person")
    with op.batch_alter_table("public_use", schema=None) as batch_op:
        batch_op.drop_index("ix_public_use_purpose")

    op.drop_table("public_use")
    op.drop_table("feedback")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attendance_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_attendance_session_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_person_key"))
        batch_op.drop_index(batch_op.f("ix_attendance_organization_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_import_batch_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_training_session_number_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_training_session_import_batch_id"))
        batch_op.drop_index(batch_op.f("ix_training_session_division_code"))
        batch_op.drop_index(batch_op.f("ix_training_session_course_id"))

    op.drop_table("training_session")
    with op.batch_alter_table("qualification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_qualification_person_id"))
        batch_op.drop_index(batch_op.f("ix_qualification_obtained_on"))

    op.drop_table("qualification")
    with op.batch_alter_table("person_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_link_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_link_organization_id"))

    op.drop_table("person_link")
    with op.batch_alter_table("mentor", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_mentor_person_live",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.drop_table("mentor")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_person_key"))
        batch_op.drop_index(batch_op.f("ix_certificate_organization_id"))
        batch_op.drop_index(batch_op.f("ix_certificate_course_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_phone"))
        batch_op.drop_index(batch_op.f("ix_person_match_key"))
        batch_op.drop_index(batch_op.f("ix_person_division_code"))

    op.drop_table("person")
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_division_code"))

    op.drop_table("course")
    op.drop_table("training_category")


def is_sqlite():
    return op.get_bind().dialect.name == "sqlite"


def guard():
    """Let nothing of a grade but `until` and, once, `superseded_*` change; and nothing be deleted."""
    is_refused = (
        f"{changed(*WRITTEN_ONCE)} OR "
        f"(OLD.superseded_at IS NOT NULL AND ({changed('superseded_at', 'superseded_by')}))"
    )
    if is_sqlite():
        raise_it = "BEGIN SELECT RAISE(ABORT, 'mentor_grade_change: written once'); END"
        op.execute(
            "CREATE TRIGGER mentor_grade_change_update BEFORE UPDATE ON mentor_grade_change "
            f"WHEN {is_refused} {raise_it}"
        )
        op.execute(
            "CREATE TRIGGER mentor_grade_change_delete BEFORE DELETE ON mentor_grade_change "
            f"{raise_it}"
        )
        return
    op.execute(
        "CREATE FUNCTION mentor_grade_change_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'mentor_grade_change: written once'; END$$"
    )
    op.execute(
        "CREATE TRIGGER mentor_grade_change_update BEFORE UPDATE ON mentor_grade_change FOR EACH ROW "
        f"WHEN ({is_refused}) EXECUTE FUNCTION mentor_grade_change_refuse()"
    )
    op.execute(
        "CREATE TRIGGER mentor_grade_change_delete BEFORE DELETE ON mentor_grade_change FOR EACH ROW "
        "EXECUTE FUNCTION mentor_grade_change_refuse()"
    )


def changed(*columns):
    kind = "IS NOT" if is_sqlite() else "IS DISTINCT FROM"
    return " OR ".join(f"NEW.{column} {kind} OLD.{column}" for column in columns)


def unguard():
    on = "" if is_sqlite() else " ON mentor_grade_change"
    op.execute(f"DROP TRIGGER mentor_grade_change_update{on}")
    op.execute(f"DROP TRIGGER mentor_grade_change_delete{on}")
    if not is_sqlite():
        op.execute("DROP FUNCTION mentor_grade_change_refuse()")
