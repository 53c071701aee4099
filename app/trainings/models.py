from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.history.recorded import Recorded
from app.organizations.models import Organization

LIVE = text("superseded_at IS NULL")


class Form(StrEnum):
    LECTURE = "lecture"  # 集中培训
    SALON = "salon"  # 沙龙
    SUPERVISION = "supervision"  # 实训督导
    VISIT = "visit"  # 考察学习
    ONLINE = "online"  # 线上
    CONTEST = "contest"  # 打擂
    OTHER = "other"


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELED = "canceled"


class Presence(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Way(StrEnum):
    """How a sign-in came about."""

    GRID = "grid"  # ticked by staff
    QR = "qr"  # on the person's own phone
    LEDGER = "ledger"  # from a workbook


class SignUpState(StrEnum):
    TAKEN = "taken"
    WAITING = "waiting"
    CANCELED = "canceled"


class TrainingCategory(Numbered, Base):
    """A word of the dictionary (能力提升, 实训督导 …); ledgers add theirs."""

    __tablename__ = "training_category"

    label: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    is_retired: Mapped[bool] = mapped_column(default=False)


class Course(Numbered, Recorded, Base):
    """A series of sessions under one title, with what a certificate of it takes."""

    __tablename__ = "course"

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"), index=True)
    title: Mapped[str]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("training_category.id"))
    form: Mapped[Form | None]
    audience: Mapped[str | None]
    programme: Mapped[str | None]  # 六个一 …
    certificate_minutes: Mapped[int | None]  # attended, for a certificate
    certificate_sessions: Mapped[int | None]
    certificate_needs_test: Mapped[bool] = mapped_column(default=False)
    certificate_pattern: Mapped[str | None]
    certificate_months: Mapped[int | None]  # of validity
    version: Mapped[int] = mapped_column(default=1)


class TrainingSession(Numbered, Recorded, Base):
    """One training held or to be held (场次). What it is like stands in its detail."""

    __tablename__ = "training_session"
    __table_args__ = (
        Index(
            "uq_training_session_number_live",
            "division_code",
            "number",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
    )

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"), index=True)
    number: Mapped[str]  # 期次编号
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class SessionDetail(Numbered, Recorded, Base):
    """What a session was like, as known between `recorded_at` and `superseded_at`.

    An edit supersedes the row and adds another, so that a figure of June can be made again.
    """

    __tablename__ = "session_detail"
    __table_args__ = (
        Index(
            "uq_session_detail_live",
            "session_id",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index("ix_session_detail_held_on", "held_on", "state"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    title: Mapped[str]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("training_category.id"))
    form: Mapped[Form | None]
    state: Mapped[SessionState]
    held_on: Mapped[date]
    ends_on: Mapped[date]  # the last day; of most sessions the same
    starts_at: Mapped[time | None]
    minutes: Mapped[int | None]  # of the whole session
    place: Mapped[str | None]
    host: Mapped[str | None]
    organizer: Mapped[str | None]
    lecturer: Mapped[str | None]
    lecturer_title: Mapped[str | None]
    audience: Mapped[str | None]
    capacity: Mapped[int | None]  # 计划人数
    claimed: Mapped[int | None]  # 实到人数 as the ledger says; never added to sign-ins
    claimed_qualifier: Mapped[str | None]  # 余, 超, 近 …
    satisfaction: Mapped[int | None]  # hundredths of a percent, as claimed
    cost: Mapped[int | None]  # fen
    links: Mapped[str | None]  # news, one address a line
    remark: Mapped[str | None]

    session: Mapped[TrainingSession] = relationship(lazy="raise")


class SessionMentor(Base):
    __tablename__ = "session_mentor"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("training_session.id"), primary_key=True, autoincrement=False
    )
    mentor_id: Mapped[int] = mapped_column(
        ForeignKey("mentor.id"), primary_key=True, autoincrement=False, index=True
    )


class Participant:
    """Who signs up or in. `person_key` tells people apart: by phone, else by name and organization.

    An organization the register does not know stays as text until it is matched.
    """

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    organization_text: Mapped[str | None]
    name: Mapped[str]
    phone: Mapped[str | None]  # personal
    person_key: Mapped[str] = mapped_column(index=True)


class SignUp(Numbered, Participant, Recorded, Base):
    __tablename__ = "sign_up"
    __table_args__ = (
        Index(
            "uq_sign_up_live",
            "session_id",
            "person_key",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
    )

    state: Mapped[SignUpState]

    organization: Mapped[Organization | None] = relationship(lazy="raise")


class Attendance(Numbered, Participant, Recorded, Base):
    """That a person was, or was not, at a session. Present ones are the 人次."""

    __tablename__ = "attendance"
    __table_args__ = (
        Index(
            "uq_attendance_live",
            "session_id",
            "person_key",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
    )

    presence: Mapped[Presence]
    way: Mapped[Way]
    signed_at: Mapped[datetime | None]  # the time on the sheet or of the tap
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)

    organization: Mapped[Organization | None] = relationship(lazy="raise")


class Feedback(Numbered, Base):
    """An answer to the questionnaire; nobody's name goes with it."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("session_id", "answer_key"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    answer_key: Mapped[str]  # one per device or sign-in, hashed
    score: Mapped[int]  # 1 to 5
    mentor_score: Mapped[int | None]
    text: Mapped[str | None]
    recorded_at: Mapped[datetime]


class PublicUse(Numbered, Base):
    """A page that anyone may open was used from an address; kept a minute, against floods."""

    __tablename__ = "public_use"
    __table_args__ = (Index("ix_public_use_purpose", "purpose", "address", "at"),)

    purpose: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]


class DevicePerson(Numbered, Base):
    """That somebody signed in to a session on a phone; who and which phone only as digests."""

    __tablename__ = "device_person"
    __table_args__ = (UniqueConstraint("session_id", "device_digest", "person_digest"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    device_digest: Mapped[str]
    person_digest: Mapped[str]


class PassedTest(Numbered, Recorded, Base):
    """That a person passed the test of a course, as staff ticked it."""

    __tablename__ = "passed_test"
    __table_args__ = (
        Index(
            "uq_passed_test_live",
            "course_id",
            "person_key",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    person_key: Mapped[str]


class Certificate(Numbered, Recorded, Base):
    """Given to a person for a course. Revoking supersedes the row; its number stays used."""

    __tablename__ = "certificate"

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    number: Mapped[str]
    number_key: Mapped[str] = mapped_column(unique=True)  # normal form; never reused
    person_key: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    organization_text: Mapped[str | None]
    sessions: Mapped[int]  # attended by the day of issue
    minutes: Mapped[int]
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]  # last valid day
    reason: Mapped[str | None]  # of the revocation

    course: Mapped[Course] = relationship(lazy="raise")
    organization: Mapped[Organization | None] = relationship(lazy="raise")
