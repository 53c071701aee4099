from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.history.models import ChangePoint
from app.history.recorded import Recorded
from app.organizations.models import Organization


class Role(StrEnum):
    """What a person is to an organization."""

    LEADER = "leader"  # 负责人
    CONTACT = "contact"  # 联系人
    SOCIAL_WORKER = "social_worker"  # 社工
    BACKBONE = "backbone"  # 骨干


class QualificationLevel(StrEnum):
    """Levels of the social-work profession, as the national examination awards them."""

    ASSISTANT = "assistant"  # 助理社会工作师
    SOCIAL_WORKER = "social_worker"  # 社会工作师
    SENIOR = "senior"  # 高级社会工作师


class MentorGrade(StrEnum):
    ASSISTANT = "assistant"  # 督导助理
    JUNIOR = "junior"  # 初级督导
    INTERMEDIATE = "intermediate"  # 中级督导
    SENIOR = "senior"  # 高级督导
    STAR = "star"  # 星级督导


class Person(Numbered, Recorded, Base):
    """Somebody the hub deals with by name; `division_code` decides who sees the person."""

    __tablename__ = "person"

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"), index=True)
    name: Mapped[str]
    match_key: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str | None] = mapped_column(index=True)  # personal
    employer: Mapped[str | None]
    title: Mapped[str | None]
    remark: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)


class PersonLink(Numbered, Recorded, Base):
    """From `since` until the day before `until`, the person was this to the organization."""

    __tablename__ = "person_link"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    role: Mapped[Role]
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise")
    organization: Mapped[Organization] = relationship(lazy="raise")


class Qualification(Numbered, Recorded, Base):
    """A level of the profession a person obtained; counted by the highest held on a day."""

    __tablename__ = "qualification"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    level: Mapped[QualificationLevel]
    obtained_on: Mapped[date] = mapped_column(index=True)
    certificate_number: Mapped[str | None]

    person: Mapped[Person] = relationship(lazy="raise")


class Mentor(Numbered, Recorded, Base):
    """A person of the pool of mentors and experts (智库导师团), for a term."""

    __tablename__ = "mentor"
    __table_args__ = (
        Index(
            "uq_mentor_person_live",
            "person_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    fields: Mapped[str | None]  # what the mentor knows, joined by 、
    availability: Mapped[str | None]
    term_since: Mapped[date | None]
    term_until: Mapped[date | None]  # last day
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(lazy="raise")


class MentorGradeChange(ChangePoint, Base):
    """From `since` on, the mentor held this grade; None: none any more."""

    __tablename__ = "mentor_grade_change"
    __table_args__ = ChangePoint.history_arguments("mentor_grade_change", "grade", "mentor_id")
    SUBJECT = "mentor_id"

    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentor.id"))
    grade: Mapped[MentorGrade | None]
