"""What assessments say of the projects of a statement, as SQL."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.history.points import known
from app.projects.models import Assessment, Project
from app.projects.words import AssessmentKind


def was_assessed(sources: Any, kind: AssessmentKind) -> Any:
    """Hold for projects with an assessment of the kind up to the day."""
    made = aliased(Assessment)
    return (
        select(1)
        .where(
            made.project_id == Project.id,
            made.kind == kind,
            known(made, sources.standpoint),
            made.on <= sources.standpoint.on,
        )
        .correlate(Project)
        .exists()
    )
