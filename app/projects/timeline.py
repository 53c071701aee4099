"""What projects tell of an organization: each step of each project it has a part in."""

from collections.abc import Sequence

from sqlalchemy import select

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.extensions import db
from app.history.points import known
from app.i18n import _, _l
from app.projects.labels import DECISION_LABELS
from app.projects.models import ProjectStep
from app.projects.queries import projects_of_organization
from app.projects.stands import word_of
from app.projects.words import Decision
from app.standpoint import Standpoint
from app.values.dates import PartialDate


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    rows = projects_of_organization(standpoint, organization_id)
    projects = {project.id: (project, detail.name) for project, detail, *_rest in rows}
    statement = select(ProjectStep).where(
        ProjectStep.project_id.in_(projects),
        known(ProjectStep, standpoint),
        ProjectStep.since <= standpoint.on,
    )
    return [
        _entry(step, projects[step.project_id][0].pipeline_key, projects[step.project_id][1])
        for step in db.session.scalars(statement)
    ]


def _entry(step: ProjectStep, pipeline: str, name: str) -> TimelineEntry:
    label = word_of(pipeline, step.step).label
    if step.decision not in {None, Decision.PASS}:
        assert step.decision is not None
        label = str(DECISION_LABELS[step.decision])
    return TimelineEntry(
        on=PartialDate(step.since, step.since_precision),
        title=_("项目%(step)s：%(name)s", step=label, name=name),
        notes=[step.reason] if step.reason else [],
        recorded_at=step.recorded_at,
        recorded_by=step.recorded_by,
        endpoint="projects.show",
        arguments={"project_id": step.project_id},
    )


TIMELINE: tuple[TimelineSource, ...] = (TimelineSource("projects", _l("项目"), "award", _entries),)
