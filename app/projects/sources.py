"""What metrics of projects count: projects as they are at a standpoint."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from app.divisions.models import Division, DivisionLevel
from app.divisions.queries import within
from app.history.points import at, known
from app.organizations.models import Organization
from app.projects.models import (
    Indicator,
    PipelineStep,
    Project,
    ProjectDetail,
    ProjectOrganization,
    ProjectStep,
)
from app.projects.words import ENDED, OrganizationRole
from app.standpoint import Standpoint

BENEFICIARIES = "beneficiaries"


class ProjectSources:
    """Projects that exist at the standpoint, with the facts and the step known there."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.project = Project
        self.step = ProjectStep
        self.detail = ProjectDetail
        self.word = PipelineStep
        self._division: Any = None
        self._street: Any = None

    @property
    def community(self) -> Any:
        """The division a project hangs off, where that is a community."""
        if self._division is None:
            self._division = aliased(Division, name="project_community")
        return self._division

    @property
    def street(self) -> Any:
        if self._street is None:
            self._street = aliased(Division, name="project_street")
        return self._street

    def counts(self) -> ColumnElement[bool]:
        """Hold for all but declined and terminated projects."""
        return not_(self.has_ended())

    def has_ended(self) -> ColumnElement[bool]:
        decision = ProjectStep.decision
        return and_(decision.is_not(None), decision.in_(ENDED))

    def is_accepted(self) -> ColumnElement[bool]:
        return and_(self.counts(), PipelineStep.is_accepted.is_(True))

    def is_granted(self) -> ColumnElement[bool]:
        return and_(self.counts(), PipelineStep.is_granted.is_(True))

    def is_running(self) -> ColumnElement[bool]:
        return and_(self.counts(), PipelineStep.is_running.is_(True))

    def amount(self) -> Any:
        """Select the project's money in fen: granted, else requested."""
        return func.coalesce(ProjectDetail.granted, ProjectDetail.requested)

    def of_indicator(self, key: str, part: Any) -> Any:
        """Select the sum of a part of the indicators of this key."""
        return (
            select(func.sum(part))
            .where(
                Indicator.project_id == Project.id,
                Indicator.key == key,
                known(Indicator, self.standpoint),
                or_(Indicator.since.is_(None), Indicator.since <= self.standpoint.on),
            )
            .correlate(Project)
            .scalar_subquery()
        )

    def beneficiaries(self) -> Any:
        return self.of_indicator(BENEFICIARIES, Indicator.value)

    def first_day(self) -> Any:
        """Select the day on which the project was entered at its first step."""
        first = aliased(ProjectStep)
        return (
            select(func.min(first.since))
            .where(first.project_id == Project.id, known(first, self.standpoint))
            .correlate(Project)
            .scalar_subquery()
        )

    def carriers(self, part: Any) -> Any:
        """Select `part` of the first applicant, by name."""
        return (
            select(part)
            .select_from(ProjectOrganization)
            .outerjoin(Organization, Organization.id == ProjectOrganization.organization_id)
            .where(
                ProjectOrganization.project_id == Project.id,
                ProjectOrganization.role == OrganizationRole.APPLICANT,
                known(ProjectOrganization, self.standpoint),
            )
            .order_by(ProjectOrganization.id)
            .limit(1)
            .correlate(Project)
            .scalar_subquery()
        )

    def select(self, *expressions: Any) -> Any:
        statement = (
            select(*expressions)
            .select_from(Project)
            .join(
                ProjectStep,
                and_(ProjectStep.project_id == Project.id, at(ProjectStep, self.standpoint)),
            )
            .join(
                ProjectDetail,
                and_(ProjectDetail.project_id == Project.id, known(ProjectDetail, self.standpoint)),
            )
            .outerjoin(
                PipelineStep,
                and_(
                    PipelineStep.pipeline_key == Project.pipeline_key,
                    PipelineStep.key == ProjectStep.step,
                ),
            )
        )
        if self._division is not None:
            statement = statement.outerjoin(
                self._division,
                and_(
                    self._division.code == Project.division_code,
                    self._division.level == DivisionLevel.COMMUNITY,
                ),
            )
        if self._street is not None:
            statement = statement.outerjoin(
                self._street,
                and_(
                    self._street.code == func.substr(Project.division_code, 1, 9).concat("000"),
                    self._street.level == DivisionLevel.STREET,
                ),
            )
        return statement.where(within(Project.division_code, self.standpoint))
