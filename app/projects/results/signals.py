"""Projects that have been running for long and show nothing for it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Date, and_, cast, func, not_, null, or_, select

from app.definitions.signals import Signal, Urgency
from app.i18n import _l
from app.projects.models import Activity, Coverage, Indicator, Project, ProjectOrganization
from app.projects.results.queries import counts
from app.projects.sources import ProjectSources
from app.standpoint import Standpoint

QUIET_DAYS = timedelta(days=90)
LONGEST_TITLE = 60


def shows_nothing(sources: ProjectSources) -> Any:
    """Hold for projects running for 90 days without a result recorded of these days."""
    standpoint = sources.standpoint
    edge = standpoint.on - QUIET_DAYS
    recently = datetime.combine(edge, time.min, UTC)
    return and_(
        sources.is_running(),
        sources.step.since <= edge,
        not_(_has(Activity, standpoint, Activity.on > edge)),
        not_(_has(Coverage, standpoint, Coverage.on > edge)),
        not_(
            _has(
                Indicator,
                standpoint,
                or_(Indicator.value.is_not(None), Indicator.as_written.is_not(None)),
                Indicator.recorded_at > recently,
            )
        ),
    )


def _has(model: Any, standpoint: Standpoint, *conditions: Any) -> Any:
    return (
        select(1)
        .where(model.project_id == Project.id, counts(standpoint, model), *conditions)
        .correlate(Project)
        .exists()
    )


def _items(standpoint: Standpoint) -> Any:
    sources = ProjectSources(standpoint)
    return sources.select(
        sources.carriers(ProjectOrganization.organization_id).label("organization_id"),
        Project.id.label("subject_id"),
        cast(null(), Date).label("due_on"),
        sources.step.recorded_by.label("owner_id"),
        func.substr(sources.detail.name, 1, LONGEST_TITLE).label("title"),
    ).where(shows_nothing(sources))


WITHOUT_RESULTS = Signal(
    key="projects.without_results",
    label=_l("实施中项目久无成效记录"),
    definition=_l(
        "项目处于实施环节已满90天，且近90天没有活动、媒体报道，也没有登记指标完成值；登记后消失。"
    ),
    urgency=Urgency.TIDY,
    items=_items,
    endpoint="results.show",
    argument="project_id",
)

SIGNALS: tuple[Signal, ...] = (WITHOUT_RESULTS,)
