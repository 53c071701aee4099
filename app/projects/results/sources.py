"""What metrics of results count: activities of the projects that count."""

from typing import Any

from sqlalchemy import ColumnElement

from app.definitions.columns import Column, ColumnKind
from app.definitions.populations import Population
from app.i18n import _l
from app.organizations.column_kinds import whole_day
from app.projects.columns import CARRIER, NAME
from app.projects.models import Activity, Project
from app.projects.results.queries import counts
from app.projects.sources import ProjectSources


class ActivitySources(ProjectSources):
    """Activities up to the standpoint's day, of projects that count there."""

    def in_period(self) -> ColumnElement[bool]:
        return Activity.on >= self.standpoint.since

    def select(self, *expressions: Any) -> Any:
        statement = super().select(*expressions)
        return statement.join(Activity, Activity.project_id == Project.id).where(
            counts(self.standpoint, Activity), self.counts()
        )


def _text(key: str, label: str, part: Any, width: float) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.TEXT,
        select=lambda _sources: (part,),
        width=width,
    )


def _number(key: str, label: str, part: Any) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.COUNT,
        select=lambda _sources: (part,),
        width=12,
        is_summed=True,
    )


ON = whole_day("activity_on", _l("活动日期"), lambda _sources: Activity.on)
TITLE = _text("activity_title", _l("活动名称"), Activity.title, 30)
PLACE = _text("activity_place", _l("地点"), Activity.place, 20)
ATTENDANCES = _number("activity_attendances", _l("参加人次"), Activity.attendances)
VOLUNTEERS = _number("activity_volunteers", _l("志愿者人数"), Activity.volunteers)
MINUTES = _number(
    "activity_volunteer_minutes", _l("志愿服务时长（分钟）"), Activity.volunteer_minutes
)

ACTIVITIES = Population(
    key="project_activities",
    label=_l("项目活动"),
    sources=ActivitySources,
    identity=lambda _sources: Activity.id,
    order=lambda _sources: (Activity.on.desc(), Activity.id.desc()),
    columns=lambda: (NAME, TITLE, ON, PLACE, ATTENDANCES, VOLUNTEERS, MINUTES, CARRIER),
    endpoint="results.show",
    argument="project_id",
    subject=lambda _sources: Project.id,
)
POPULATIONS = (ACTIVITIES,)
