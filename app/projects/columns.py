"""What projects look like behind a number, and what they add to the register's columns."""

from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.definitions.columns import Column, ColumnKind
from app.definitions.populations import Population
from app.history.points import at, known
from app.i18n import _l
from app.organizations.column_kinds import enumerated, plain_date
from app.organizations.models import Organization
from app.projects.labels import LEVEL_LABELS
from app.projects.models import PipelineStep, Project, ProjectOrganization, ProjectStep
from app.projects.sources import ProjectSources
from app.projects.words import ENDED, Level
from app.values.dates import PartialDate
from app.values.money import in_yuan, show_money


def _day(value: Any) -> PartialDate | None:
    return None if value is None else PartialDate(value)


def _one_of(part: Any) -> Any:
    return lambda sources, values: part(sources).in_(values)


def _text(key: str, label: str, part: Any, width: float = 16) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.TEXT,
        select=lambda sources: (part(sources),),
        match=_one_of(part),
        width=width,
    )


def _date(key: str, label: str, part: Any) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.DATE,
        select=lambda sources: (part(sources),),
        value=_day,
        plain=plain_date,
        width=13,
    )


def _carrier(sources: ProjectSources) -> Any:
    name = func.coalesce(Organization.name, ProjectOrganization.organization_text)
    return sources.carriers(name)


NAME = _text("project_name", _l("项目名称"), lambda s: s.detail.name, 30)
CARRIER = _text("project_organization", _l("实施单位"), _carrier, 34)
KIND = _text("project_kind", _l("项目类型"), lambda s: s.detail.kind)
LEVEL = enumerated(
    "project_level", _l("项目级别"), Level, LEVEL_LABELS, lambda s: s.detail.level, width=10
)
STEP = _text("project_step", _l("环节"), lambda s: func.coalesce(s.word.label, s.step.step), 10)
SINCE = _date("project_since", _l("环节起"), lambda s: s.step.since)
SOURCE = _text("project_source", _l("资金来源"), lambda s: s.detail.source)
COMMUNITY = _text("project_community", _l("社区"), lambda s: s.community.name)
AMOUNT = Column(
    key="project_amount",
    label=_l("项目资金（元）"),
    kind=ColumnKind.MONEY,
    select=lambda s: (s.amount(),),
    show=lambda fen: "" if fen is None else show_money(fen),
    plain=lambda fen: None if fen is None else float(in_yuan(fen)),
    width=14,
    is_summed=True,
)
BENEFICIARIES = Column(
    key="project_beneficiaries",
    label=_l("受益人次"),
    kind=ColumnKind.COUNT,
    select=lambda s: (s.beneficiaries(),),
    width=12,
    is_summed=True,
)

PROJECTS = Population(
    key="projects",
    label=_l("项目"),
    sources=ProjectSources,
    identity=lambda _sources: Project.id,
    order=lambda sources: (sources.detail.sort_key, Project.id),
    columns=lambda: (
        NAME,
        CARRIER,
        KIND,
        LEVEL,
        STEP,
        SINCE,
        SOURCE,
        AMOUNT,
        BENEFICIARIES,
        COMMUNITY,
    ),
    endpoint="projects.show",
    argument="project_id",
)


def _of_organization(sources: Any, *conditions: Any) -> Any:
    """Count the projects of the organization of the row that stand where the conditions say."""
    part, step, project = (
        aliased(ProjectOrganization),
        aliased(ProjectStep),
        aliased(Project),
    )
    word = PipelineStep
    return (
        select(func.count(project.id.distinct()))
        .select_from(part)
        .join(project, project.id == part.project_id)
        .join(step, and_(step.project_id == project.id, at(step, sources.standpoint)))
        .join(word, and_(word.pipeline_key == project.pipeline_key, word.key == step.step))
        .where(
            part.organization_id == Organization.id,
            known(part, sources.standpoint),
            or_(step.decision.is_(None), step.decision.not_in(ENDED)),
            *conditions,
        )
        .correlate(Organization)
        .scalar_subquery()
    )


def _counted(key: str, label: str, *conditions: Any) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.COUNT,
        select=lambda sources: (_of_organization(sources, *conditions),),
        width=10,
        is_summed=True,
    )


COLUMNS = (
    _counted("projects_running", _l("实施中项目"), PipelineStep.is_running.is_(True)),
    _counted("projects_accepted", _l("已验收项目"), PipelineStep.is_accepted.is_(True)),
)
