"""Projects that wait too long at a step, and those whose period is over but not accepted."""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, literal, or_, select

from app.definitions.signals import Signal, Urgency
from app.history.points import known
from app.i18n import _l
from app.organizations.sources import days_between
from app.projects.models import Project, ProjectOrganization
from app.projects.sources import ProjectSources
from app.standpoint import Standpoint

NEAR = timedelta(days=14)
LONGEST_TITLE = 60


def waits_too_long(sources: ProjectSources) -> Any:
    """Hold for projects that stand longer at their step than it allows."""
    days = days_between(sources.step.since, literal(sources.standpoint.on))
    return and_(
        sources.counts(),
        sources.word.limit_days.is_not(None),
        days > sources.word.limit_days,
    )


def is_over(sources: ProjectSources) -> Any:
    """Hold for projects whose period ended before the day and that are not accepted."""
    return and_(_is_under_way(sources), sources.detail.ends_on < sources.standpoint.on)


def ends_soon(sources: ProjectSources) -> Any:
    on = sources.standpoint.on
    return and_(_is_under_way(sources), sources.detail.ends_on.between(on, on + NEAR))


def _is_under_way(sources: ProjectSources) -> Any:
    word = sources.word
    return and_(
        sources.counts(),
        or_(word.is_accepted.is_(None), word.is_accepted.is_(False)),
        or_(word.is_running.is_(True), word.is_granted.is_(True)),
    )


def _items(standpoint: Standpoint, holds: Any, due_on: Any) -> Any:
    sources = ProjectSources(standpoint)
    organization_id = (
        select(func.min(ProjectOrganization.organization_id))
        .where(ProjectOrganization.project_id == Project.id, known(ProjectOrganization, standpoint))
        .correlate(Project)
        .scalar_subquery()
    )
    return sources.select(
        organization_id.label("organization_id"),
        Project.id.label("subject_id"),
        due_on(sources).label("due_on"),
        sources.step.recorded_by.label("owner_id"),
        func.substr(sources.detail.name, 1, LONGEST_TITLE).label("title"),
    ).where(holds(sources))


WAITING = Signal(
    key="projects.waiting",
    label=_l("项目环节已超时限"),
    definition=_l("项目停在一个环节的天数超过该环节的时限；进入下一环节或作出其他决定后消失。"),
    urgency=Urgency.OVERDUE,
    items=lambda standpoint: _items(standpoint, waits_too_long, lambda s: s.step.since),
    endpoint="projects.show",
    argument="project_id",
)
OVER = Signal(
    key="projects.over",
    label=_l("项目到期未验收"),
    definition=_l("已立项的项目实施期已过、还没有验收；验收、终止或延长实施期后消失。"),
    urgency=Urgency.OVERDUE,
    items=lambda standpoint: _items(standpoint, is_over, lambda s: s.detail.ends_on),
    endpoint="projects.show",
    argument="project_id",
)
ENDS_SOON = Signal(
    key="projects.ends_soon",
    label=_l("项目即将到期"),
    definition=_l("已立项的项目实施期在14天内结束、还没有验收；验收、终止或延长实施期后消失。"),
    urgency=Urgency.DUE,
    items=lambda standpoint: _items(standpoint, ends_soon, lambda s: s.detail.ends_on),
    endpoint="projects.show",
    argument="project_id",
)

SIGNALS: tuple[Signal, ...] = (WAITING, OVER, ENDS_SOON)
