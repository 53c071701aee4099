"""What operations that hold a project already ask of it: as known now, whatever the day."""

from datetime import date

from sqlalchemy import func, select

from app.extensions import db
from app.projects.assessments.queries import Assessing, made_of
from app.projects.models import Assessment, ProjectStep


def live_assessments(project_id: int) -> list[Assessing]:
    """Return all live assessments of a project, by day."""
    statement = select(Assessment).where(
        Assessment.project_id == project_id, Assessment.superseded_at.is_(None)
    )
    return made_of(None, statement.order_by(Assessment.on, Assessment.id))


def first_day_of(project_id: int) -> date | None:
    """Return the day of the first step."""
    statement = select(func.min(ProjectStep.since)).where(
        ProjectStep.project_id == project_id, ProjectStep.superseded_at.is_(None)
    )
    return db.session.scalar(statement)
