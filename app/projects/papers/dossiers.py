"""All that the papers tell of projects, read for many of them in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.history.points import known
from app.projects.assessments.queries import Assessing, experts_of
from app.projects.listing import ProjectRow, rows_of
from app.projects.models import (
    Activity,
    Assessment,
    BudgetLine,
    Case,
    Indicator,
    ProjectOrganization,
    ProjectStep,
    Recognition,
)
from app.projects.money.amounts import Money
from app.projects.money.queries import money_of
from app.projects.words import OrganizationRole
from app.standpoint import Standpoint


@dataclass(frozen=True)
class Dossier:
    """A project with what was recorded of it by the standpoint, up to its day."""

    row: ProjectRow
    carriers: Sequence[ProjectOrganization]
    steps: Sequence[ProjectStep]
    lines: Sequence[BudgetLine]
    money: Money
    indicators: Sequence[Indicator]
    activities: Sequence[Activity]
    cases: Sequence[Case]
    recognitions: Sequence[Recognition]
    assessments: Sequence[Assessing]

    def carriers_as(self, role: OrganizationRole) -> str:
        """Return the names of the organizations in this role."""
        return "、".join(
            item.organization.name if item.organization else item.organization_text or ""
            for item in self.carriers
            if item.role is role
        )


def dossiers_of(standpoint: Standpoint, project_ids: Collection[int]) -> dict[int, Dossier]:
    """Return the dossiers by number; of projects not existing in view there is none."""
    rows = rows_of(standpoint, list(project_ids))
    ids = list(rows)
    money = money_of(standpoint, ids)
    parts = _parts(standpoint, ids)
    return {
        id_: Dossier(
            row,
            money=money.get(id_, Money()),
            **{name: found[id_] for name, found in parts.items()},
        )
        for id_, row in rows.items()
    }


def _parts(standpoint: Standpoint, ids: list[int]) -> dict[str, dict[int, list[Any]]]:
    on = standpoint.on
    return {
        "carriers": _found(standpoint, ProjectOrganization, ids, (ProjectOrganization.id,)),
        "steps": _found(
            standpoint, ProjectStep, ids, (ProjectStep.since,), ProjectStep.since <= on
        ),
        "lines": _found(standpoint, BudgetLine, ids, (BudgetLine.position, BudgetLine.id)),
        "indicators": _found(standpoint, Indicator, ids, (Indicator.id,)),
        "activities": _found(
            standpoint, Activity, ids, (Activity.on, Activity.id), Activity.on <= on
        ),
        "cases": _found(standpoint, Case, ids, (Case.id,)),
        "recognitions": _found(
            standpoint,
            Recognition,
            ids,
            (Recognition.awarded_on, Recognition.id),
            Recognition.awarded_on <= on,
        ),
        "assessments": _assessments(standpoint, ids),
    }


def _found(
    standpoint: Standpoint, model: Any, ids: list[int], order: Sequence[Any], *conditions: Any
) -> dict[int, list[Any]]:
    statement = select(model).where(model.project_id.in_(ids), known(model, standpoint))
    if model is ProjectOrganization:
        statement = statement.options(joinedload(ProjectOrganization.organization))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.scalars(statement.where(*conditions).order_by(*order)):
        found[row.project_id].append(row)
    return found


def _assessments(standpoint: Standpoint, ids: list[int]) -> dict[int, list[Assessing]]:
    rows = _found(
        standpoint,
        Assessment,
        ids,
        (Assessment.on, Assessment.id),
        Assessment.on <= standpoint.on,
    )
    experts = experts_of(standpoint, [item.id for each in rows.values() for item in each])
    found: dict[int, list[Assessing]] = defaultdict(list)
    for project_id, items in rows.items():
        found[project_id] = [Assessing(item, experts[item.id]) for item in items]
    return found
