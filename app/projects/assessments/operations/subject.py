"""What every operation on an assessment begins and ends with."""

from app.audit import operations as audit
from app.projects.assessments import queries
from app.projects.models import Assessment, Project
from app.projects.operations.subject import detail_of, project_to_change, subject, touch
from app.standpoint import Standpoint


def to_change(standpoint: Standpoint, assessment_id: int) -> tuple[Assessment, Project]:
    """Return the assessment and its project, both held until the end of the transaction.

    Raises KnownAtRefusedError, and NoResultFound for one outside or withdrawn.
    """
    project_id = queries.get_assessment(standpoint, assessment_id).project_id
    project = project_to_change(standpoint, project_id)
    return queries.get_assessment(standpoint, assessment_id, is_locked=True), project


def tell(
    action: str, standpoint: Standpoint, project: Project, row: Assessment, **changes: object
) -> None:
    touch(project)
    audit.record(
        action,
        subject(project, detail_of(project.id).name),
        by=standpoint.viewer,
        assessment=row.id,
        kind=row.kind,
        on=row.on.isoformat(),
        **changes,
    )
