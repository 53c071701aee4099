"""What a project came to: activities, indicators, what the media said, cases."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Numbered
from app.history.recorded import Recorded


class Activity(Numbered, Recorded, Base):
    __tablename__ = "project_activity"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    title: Mapped[str]
    place: Mapped[str | None]
    attendances: Mapped[int | None]
    volunteers: Mapped[int | None]
    volunteer_minutes: Mapped[int | None]
    note: Mapped[str | None]


class Indicator(Numbered, Recorded, Base):
    """A figure of a project: where it began, where it should come to, where it came to.

    `qualifier` is the word that makes a number of prose vague (近, 余 …); `as_written` the prose.
    """

    __tablename__ = "project_indicator"
    __table_args__ = (Index("ix_project_indicator_project", "project_id", "key"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    key: Mapped[str | None]  # "beneficiaries", "people", "services", "volunteers"; own ones: none
    label: Mapped[str]
    unit: Mapped[str | None]
    baseline: Mapped[int | None] = mapped_column(BigInteger)
    target: Mapped[int | None] = mapped_column(BigInteger)
    value: Mapped[int | None] = mapped_column(BigInteger)
    qualifier: Mapped[str | None]
    as_written: Mapped[str | None]
    since: Mapped[date | None]
    until_day: Mapped[date | None]  # last day of what it tells of
    note: Mapped[str | None]
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)


class Coverage(Numbered, Recorded, Base):
    """A report in the media."""

    __tablename__ = "project_coverage"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    on: Mapped[date]
    medium: Mapped[str]
    title: Mapped[str]
    link: Mapped[str | None]


class Case(Numbered, Recorded, Base):
    """A case that shows what the project does."""

    __tablename__ = "project_case"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    title: Mapped[str]
    text: Mapped[str]
