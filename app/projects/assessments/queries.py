"""Reads of assessments. Outside the standpoint nothing is found."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.i18n import _
from app.projects.assessments.open_points import Assessed
from app.projects.assessments.scoring import (
    ExpertScores,
    ScoreSheet,
    average_of,
    outcome,
    sheet_of,
)
from app.projects.models import Assessment, AssessmentScore, Project
from app.projects.queries import find_round, get_project
from app.projects.words import AssessmentKind, Result
from app.standpoint import Standpoint


@dataclass(frozen=True)
class Assessing:
    """An assessment with what its experts gave."""

    row: Assessment
    experts: Sequence[ExpertScores]

    @property
    def average(self) -> Fraction | None:
        return average_of(self.experts)

    @property
    def result(self) -> Result | None:
        return outcome(self.row.result, self.average, self.row.pass_line)

    def as_assessed(self) -> Assessed:
        row = self.row
        return Assessed(row.kind, row.on, self.result, row.rectify_by, row.rectified_on)


def get_assessment(
    standpoint: Standpoint, assessment_id: int, *, is_locked: bool = False
) -> Assessment:
    """Return a live assessment of a project in view. Raises NoResultFound."""
    statement = (
        select(Assessment)
        .join(Project, Project.id == Assessment.project_id)
        .where(
            Assessment.id == assessment_id,
            Assessment.superseded_at.is_(None),
            Project.superseded_at.is_(None),
            within(Project.division_code, standpoint),
        )
    )
    if is_locked:
        statement = statement.with_for_update(of=Assessment)
        statement = statement.execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def assessing_of(standpoint: Standpoint | None, assessment: Assessment) -> Assessing:
    return Assessing(assessment, experts_of(standpoint, [assessment.id])[assessment.id])


def is_superseded(standpoint: Standpoint, assessment_id: int) -> bool:
    statement = (
        select(Assessment.id)
        .join(Project, Project.id == Assessment.project_id)
        .where(
            Assessment.id == assessment_id,
            Assessment.superseded_at.is_not(None),
            within(Project.division_code, standpoint),
        )
    )
    return db.session.scalar(statement) is not None


def list_assessments(standpoint: Standpoint, project_id: int) -> list[Assessing]:
    """Return the assessments of a project up to the day, the latest first."""
    get_project(standpoint, project_id)
    statement = select(Assessment).where(
        Assessment.project_id == project_id,
        known(Assessment, standpoint),
        Assessment.on <= standpoint.on,
    )
    return made_of(standpoint, statement.order_by(Assessment.on.desc(), Assessment.id.desc()))


def latest_of(
    standpoint: Standpoint, project_ids: Collection[int], kind: AssessmentKind
) -> dict[int, Assessing]:
    """Return each project's last assessment of the kind up to the day."""
    statement = select(Assessment).where(
        Assessment.project_id.in_(project_ids),
        Assessment.kind == kind,
        known(Assessment, standpoint),
        Assessment.on <= standpoint.on,
    )
    found = made_of(standpoint, statement.order_by(Assessment.on, Assessment.id))
    return {item.row.project_id: item for item in found}


def experts_of(
    standpoint: Standpoint | None, assessment_ids: Collection[int]
) -> dict[int, list[ExpertScores]]:
    """Return what the experts gave in each assessment, by name; as known now without standpoint."""
    counts = known(AssessmentScore, standpoint) if standpoint else None
    statement = select(AssessmentScore).where(
        AssessmentScore.assessment_id.in_(assessment_ids),
        AssessmentScore.superseded_at.is_(None) if counts is None else counts,
    )
    by_expert: dict[tuple[int, int | None, str], list[AssessmentScore]] = defaultdict(list)
    order = (AssessmentScore.expert_name, AssessmentScore.id)
    for row in db.session.scalars(statement.order_by(*order)):
        by_expert[row.assessment_id, row.person_id, row.expert_name].append(row)
    found: dict[int, list[ExpertScores]] = defaultdict(list)
    for (assessment_id, _person, _name), rows in by_expert.items():
        found[assessment_id].append(_expert(rows))
    return found


def score_sheet_of(standpoint: Standpoint, project: Project) -> ScoreSheet:
    """Return what experts give points for: the criteria of the round, else a single line."""
    round_ = find_round(standpoint, project.round_id) if project.round_id else None
    return sheet_of(round_.criteria if round_ else None, _("综合评分"))


def made_of(standpoint: Standpoint | None, statement: Any) -> list[Assessing]:
    """Return the assessments a statement selects, with what their experts gave."""
    rows = db.session.scalars(statement).all()
    experts = experts_of(standpoint, [row.id for row in rows])
    return [Assessing(row, experts[row.id]) for row in rows]


def _expert(rows: Sequence[AssessmentScore]) -> ExpertScores:
    first = rows[0]
    return ExpertScores(
        name=first.expert_name,
        person_id=first.person_id,
        points={row.criterion: row.points or 0 for row in rows if row.criterion},
        bonus=sum(row.points or 0 for row in rows if row.is_bonus),
        is_recused=any(row.is_recused for row in rows),
        note=next((row.note for row in rows if row.note), None),
    )
