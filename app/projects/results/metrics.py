"""What projects did in a period: activities, who came, what volunteers gave."""

from typing import Any

from sqlalchemy import and_

from app.definitions.metrics import Aggregate, Metric
from app.i18n import _l
from app.projects.models import Activity
from app.projects.results.sources import ACTIVITIES

MINUTES_OF_AN_HOUR = 60.0


def _in_period(sources: Any) -> Any:
    return sources.in_period()


METRICS = (
    Metric(
        key="projects.activities",
        label=_l("项目活动场次"),
        definition=_l("期间内项目开展的活动；不含不予立项、终止和已撤回的项目。"),
        unit=_l("场"),
        holds=_in_period,
        population=ACTIVITIES.key,
    ),
    Metric(
        key="projects.attendances",
        label=_l("项目活动参加人次"),
        definition=_l("期间内项目活动的参加人次之和，同一人参加几次计几次；未填人次的不计。"),
        unit=_l("人次"),
        holds=_in_period,
        population=ACTIVITIES.key,
        aggregate=Aggregate.SUM,
        measure=lambda _sources: Activity.attendances,
    ),
    Metric(
        key="projects.volunteer_hours",
        label=_l("项目志愿服务时长"),
        definition=_l("期间内项目活动的志愿服务时长之和，按60分钟为一小时；未填时长的不计。"),
        unit=_l("小时"),
        holds=lambda sources: and_(sources.in_period(), Activity.volunteer_minutes.is_not(None)),
        population=ACTIVITIES.key,
        aggregate=Aggregate.SUM,
        measure=lambda _sources: Activity.volunteer_minutes / MINUTES_OF_AN_HOUR,
        places=1,
    ),
)
