"""What is to be put right, and projects half over without their mid-term assessment."""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, literal, or_, select

from app.definitions.signals import Signal, Urgency
from app.history.points import known
from app.i18n import _l
from app.organizations.sources import days_between
from app.projects.assessments.predicates import was_assessed
from app.projects.models import Assessment, PipelineStep, Project, ProjectOrganization
from app.projects.sources import ProjectSources
from app.projects.words import AssessmentKind
from app.standpoint import Standpoint

NEAR = timedelta(days=7)
LONGEST_TITLE = 60


def _items(standpoint: Standpoint, sources: ProjectSources, due_on: Any, owner: Any) -> Any:
    organization_id = (
        select(func.min(ProjectOrganization.organization_id))
        .where(ProjectOrganization.project_id == Project.id, known(ProjectOrganization, standpoint))
        .correlate(Project)
        .scalar_subquery()
    )
    return sources.select(
        organization_id.label("organization_id"),
        Project.id.label("subject_id"),
        due_on.label("due_on"),
        owner.label("owner_id"),
        func.substr(sources.detail.name, 1, LONGEST_TITLE).label("title"),
    )


def _rectifications(standpoint: Standpoint, when: Any) -> Any:
    sources = ProjectSources(standpoint)
    items = _items(standpoint, sources, Assessment.rectify_by, Assessment.recorded_by)
    return items.join(Assessment, Assessment.project_id == Project.id).where(
        sources.counts(),
        known(Assessment, standpoint),
        Assessment.on <= standpoint.on,
        or_(Assessment.rectified_on.is_(None), Assessment.rectified_on > standpoint.on),
        when,
    )


def _mid_terms(standpoint: Standpoint) -> Any:
    """Select running projects past the middle of their period, on a way with a mid-term step."""
    sources = ProjectSources(standpoint)
    detail, on = sources.detail, literal(standpoint.on)
    with_mid_term = select(PipelineStep.pipeline_key).where(
        PipelineStep.key == AssessmentKind.MID_TERM.value
    )
    is_half_over = and_(
        detail.starts_on.is_not(None),
        detail.ends_on >= standpoint.on,
        days_between(detail.starts_on, on) * 2 >= days_between(detail.starts_on, detail.ends_on),
    )
    return _items(standpoint, sources, detail.ends_on, sources.step.recorded_by).where(
        sources.is_running(),
        Project.pipeline_key.in_(with_mid_term),
        is_half_over,
        ~was_assessed(sources, AssessmentKind.MID_TERM),
    )


RECTIFICATION_OVERDUE = Signal(
    key="projects.rectification_overdue",
    label=_l("项目整改已逾期"),
    definition=_l("项目评估、督导或审计要求的整改期限已过、还没有登记完成；登记完成后消失。"),
    urgency=Urgency.OVERDUE,
    items=lambda standpoint: _rectifications(standpoint, Assessment.rectify_by < standpoint.on),
    endpoint="assessments.of_project",
    argument="project_id",
)
RECTIFICATION_DUE = Signal(
    key="projects.rectification_due",
    label=_l("项目整改临近"),
    definition=_l("项目评估、督导或审计要求的整改期限在7天内、还没有登记完成；登记完成后消失。"),
    urgency=Urgency.DUE,
    items=lambda standpoint: _rectifications(
        standpoint, Assessment.rectify_by.between(standpoint.on, standpoint.on + NEAR)
    ),
    endpoint="assessments.of_project",
    argument="project_id",
)
MID_TERM_DUE = Signal(
    key="projects.mid_term_due",
    label=_l("项目该做中期评估"),
    definition=_l(
        "实施期已过半、流程中设有中期环节的项目还没有登记中期评估；登记后或实施期结束后消失。"
    ),
    urgency=Urgency.DUE,
    items=_mid_terms,
    endpoint="assessments.of_project",
    argument="project_id",
)

SIGNALS: tuple[Signal, ...] = (RECTIFICATION_OVERDUE, RECTIFICATION_DUE, MID_TERM_DUE)
