from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.history.recorded import Recorded
from app.projects.words import AssessmentKind, Result


class Assessment(Numbered, Recorded, Base):
    """A review of a project on a day: of experts, a visit, an evaluation, an audit."""

    __tablename__ = "project_assessment"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    kind: Mapped[AssessmentKind]
    on: Mapped[date] = mapped_column(index=True)
    pass_line: Mapped[int | None]
    result: Mapped[Result | None]
    opinion: Mapped[str | None]
    rectify_by: Mapped[date | None] = mapped_column(index=True)
    rectified_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    scores: Mapped[list["AssessmentScore"]] = relationship(
        lazy="raise", order_by="AssessmentScore.id"
    )


class AssessmentScore(Numbered, Recorded, Base):
    """The points an expert gave for a criterion; recused, the expert gave none."""

    __tablename__ = "project_assessment_score"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("project_assessment.id"), index=True)
    expert_name: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    criterion: Mapped[str | None]
    points: Mapped[int | None]
    is_bonus: Mapped[bool] = mapped_column(default=False)
    is_recused: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]
