"""Reads of what the workbooks tell of projects, block by block."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization
from app.projects.levels import LEVELS
from app.projects.listing import ProjectFilter, ProjectRow, list_projects
from app.projects.models import (
    Expense,
    Indicator,
    Instalment,
    Payment,
    ProjectOrganization,
    Recognition,
)
from app.projects.recognitions.predicates import in_force
from app.projects.words import Level, OrganizationRole
from app.standpoint import Standpoint

BLOCK = 500


@dataclass
class Told:
    """A project with what belongs to it at the standpoint; money in fen."""

    row: ProjectRow
    organizations: list[str] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    brand: Level | None = None  # the highest in force
    paid: int | None = None
    spent: int | None = None
    promised: int | None = None  # the sum of the instalments

    @property
    def amount(self) -> int | None:
        detail = self.row.detail
        return detail.granted if detail.granted is not None else detail.requested

    def indicator(self, key: str) -> Indicator | None:
        return next((item for item in self.indicators if item.key == key), None)


def stream_projects(standpoint: Standpoint, wanted: ProjectFilter) -> Iterator[list[Told]]:
    """Yield all projects of the filter in its order."""
    offset = 0
    while rows := list_projects(standpoint, wanted, limit=BLOCK, offset=offset):
        yield _told(standpoint, rows)
        offset += BLOCK


def _told(standpoint: Standpoint, rows: Sequence[ProjectRow]) -> list[Told]:
    told = {row.project.id: Told(row) for row in rows}
    ids = list(told)
    for number, name, text in _carriers(standpoint, ids):
        told[number].organizations.append(name or text or "")
    for indicator in db.session.scalars(
        select(Indicator)
        .where(Indicator.project_id.in_(ids), known(Indicator, standpoint))
        .order_by(Indicator.id)
    ):
        told[indicator.project_id].indicators.append(indicator)
    for number, levels in _brands(standpoint, ids).items():
        told[number].brand = min(levels, key=LEVELS.index)
    for model, part in ((Payment, "paid"), (Expense, "spent"), (Instalment, "promised")):
        for number, amount in _sums(standpoint, model, ids):
            setattr(told[number], part, int(amount))
    return list(told.values())


def _carriers(standpoint: Standpoint, ids: Sequence[int]) -> Any:
    statement = (
        select(
            ProjectOrganization.project_id,
            Organization.name,
            ProjectOrganization.organization_text,
        )
        .outerjoin(Organization, Organization.id == ProjectOrganization.organization_id)
        .where(
            ProjectOrganization.project_id.in_(ids),
            ProjectOrganization.role == OrganizationRole.APPLICANT,
            known(ProjectOrganization, standpoint),
        )
        .order_by(ProjectOrganization.id)
    )
    return db.session.execute(statement).tuples()


def _brands(standpoint: Standpoint, ids: Sequence[int]) -> dict[int, list[Level]]:
    statement = select(Recognition.project_id, Recognition.level).where(
        Recognition.project_id.in_(ids), Recognition.is_brand.is_(True), in_force(standpoint)
    )
    found: defaultdict[int, list[Level]] = defaultdict(list)
    for number, level in db.session.execute(statement).tuples():
        found[number].append(level)  # type: ignore[index]
    return found


def _sums(standpoint: Standpoint, model: Any, ids: Sequence[int]) -> Any:
    statement = (
        select(model.project_id, func.sum(model.amount))
        .where(model.project_id.in_(ids), known(model, standpoint))
        .group_by(model.project_id)
    )
    if model is not Instalment:  # what is due later is promised all the same
        statement = statement.where(model.on <= standpoint.on)
    return db.session.execute(statement).tuples()
