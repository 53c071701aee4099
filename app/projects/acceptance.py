"""What a project still lacks when it is to be accepted."""

from datetime import date

from sqlalchemy import select

from app.extensions import db
from app.i18n import _
from app.projects.assessments.labels import OPEN_POINT_LABELS
from app.projects.assessments.live import live_assessments
from app.projects.assessments.open_points import Assessed, open_points
from app.projects.models import Indicator, Project, ProjectDetail
from app.projects.pipelines import pipeline_words
from app.projects.words import AssessmentKind


def missing_for_acceptance(project_id: int, on: date) -> list[str]:
    """Return in words what is missing on the day, as known now; empty: nothing is."""
    missing = []
    if _ends_after(project_id, on):
        missing.append(_("实施期尚未结束"))
    if not _has_results(project_id):
        missing.append(_("还没有登记成效指标的完成值"))
    points = open_points(_assessments(project_id), on, needs_final=_needs_final(project_id))
    missing += [str(OPEN_POINT_LABELS[point]) for point in points]
    return missing


def _ends_after(project_id: int, on: date) -> bool:
    statement = select(ProjectDetail.ends_on).where(
        ProjectDetail.project_id == project_id, ProjectDetail.superseded_at.is_(None)
    )
    ends_on = db.session.scalar(statement)
    return ends_on is not None and on < ends_on


def _has_results(project_id: int) -> bool:
    statement = select(Indicator.id).where(
        Indicator.project_id == project_id,
        Indicator.superseded_at.is_(None),
        Indicator.value.is_not(None),
    )
    return db.session.scalar(statement.limit(1)) is not None


def _needs_final(project_id: int) -> bool:
    """Tell whether the way of the project has a step for the final assessment."""
    key = select(Project.pipeline_key).where(Project.id == project_id)
    way = pipeline_words().get(db.session.scalar(key) or "")
    return way is not None and way.step(AssessmentKind.FINAL.value) is not None


def _assessments(project_id: int) -> list[Assessed]:
    return [item.as_assessed() for item in live_assessments(project_id)]
