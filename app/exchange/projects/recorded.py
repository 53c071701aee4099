"""The projects recorded already, and which of them a row is about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.divisions.queries import within
from app.exchange.projects.parsing import ProjectRow
from app.extensions import db
from app.projects.models import (
    Indicator,
    Payment,
    Project,
    ProjectDetail,
    ProjectOrganization,
    ProjectStep,
    Recognition,
)
from app.projects.words import Level, OrganizationRole
from app.standpoint import Standpoint
from app.values.codes import code_key
from app.values.names import match_key

CHUNK = 500  # below SQLite's limit of bound values

Key = tuple[str, Any]  # of an organization: its number, or its name


@dataclass
class Known:
    """A project as it is recorded now, as far as a plan compares it."""

    project: Project
    detail: ProjectDetail
    carriers: list[ProjectOrganization] = field(default_factory=list)
    steps: list[ProjectStep] = field(default_factory=list)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    paid: int = 0
    brands: set[Level] = field(default_factory=set)

    @property
    def applicants(self) -> list[ProjectOrganization]:
        return [item for item in self.carriers if item.role is OrganizationRole.APPLICANT]

    def keys(self) -> set[Key]:
        """Return by what each applicant may be known: its number, its name, the text."""
        found: set[Key] = set()
        for item in self.applicants:
            text = item.organization.name if item.organization else item.organization_text
            found.add(("text", match_key(text or "")))
            if item.organization_id is not None:
                found.add(("id", item.organization_id))
        return found


class Projects:
    """The live projects in view that any of the rows could be about."""

    def __init__(self, standpoint: Standpoint, rows: Sequence[ProjectRow]) -> None:
        self._known: dict[int, Known] = {}
        names = {match_key(row.values["name"]) for row in rows if "name" in row.values}
        numbers = {row.values["number"] for row in rows if "number" in row.values}
        for column, keys in ((ProjectDetail.match_key, names), (Project.number, numbers)):
            for chunk in _chunks(keys):
                self._add(standpoint, column.in_(chunk))
        ids = list(self._known)
        for chunk in _chunks(ids):
            self._load(chunk)
        self._names: defaultdict[str, list[Known]] = defaultdict(list)
        self._numbers: dict[str, Known] = {}
        for known in self._known.values():
            self._names[known.detail.match_key].append(known)
            if known.project.number:
                self._numbers[code_key(known.project.number)] = known

    def find(self, row: ProjectRow, keys: set[Key]) -> Known | None:
        """Return the project of the row's name and organization, else of its number.

        The same again in a later year, its period apart from the first one's, is another.
        """
        alike = [
            item
            for item in self._names.get(match_key(row.values["name"]), [])
            if not are_apart(item.detail.starts_on, item.detail.ends_on, row)
        ]
        found = [item for item in alike if keys & item.keys()]
        if not found:
            found = [item for item in alike if not keys or not item.keys()]
        if len(found) == 1:
            return found[0]
        by_number = self.by_number(row)
        return by_number if by_number is not None or not found else found[0]

    def by_number(self, row: ProjectRow) -> Known | None:
        number = row.values.get("number")
        return self._numbers.get(code_key(number)) if number else None

    def _add(self, standpoint: Standpoint, condition: Any) -> None:
        statement = (
            select(Project, ProjectDetail)
            .join(ProjectDetail, ProjectDetail.project_id == Project.id)
            .where(
                condition,
                Project.superseded_at.is_(None),
                ProjectDetail.superseded_at.is_(None),
                within(Project.division_code, standpoint),
            )
            .order_by(Project.id)
        )
        for project, detail in db.session.execute(statement).tuples():
            self._known.setdefault(project.id, Known(project, detail))

    def _load(self, ids: Sequence[int]) -> None:
        carriers = _live(ProjectOrganization, ids).options(
            joinedload(ProjectOrganization.organization)
        )
        for carrier in db.session.scalars(carriers.order_by(ProjectOrganization.id)):
            self._known[carrier.project_id].carriers.append(carrier)
        for step in db.session.scalars(_live(ProjectStep, ids).order_by(ProjectStep.since)):
            self._known[step.project_id].steps.append(step)
        for item in db.session.scalars(_live(Indicator, ids).order_by(Indicator.id)):
            if item.key is not None:
                self._known[item.project_id].indicators.setdefault(item.key, item)
        for payment in db.session.scalars(_live(Payment, ids)):
            self._known[payment.project_id].paid += payment.amount
        for brand in db.session.scalars(_live(Recognition, ids)):
            if brand.is_brand and brand.project_id is not None:
                self._known[brand.project_id].brands.add(brand.level)


def are_apart(starts_on: date | None, ends_on: date | None, row: ProjectRow) -> bool:
    """Tell whether two periods have no day in common, as far as both are told."""
    start, end = row.values.get("start_on"), row.values.get("end_on")
    is_later = ends_on is not None and start is not None and ends_on < start
    is_earlier = starts_on is not None and end is not None and end < starts_on
    return is_later or is_earlier


def _live(model: Any, ids: Sequence[int]) -> Any:
    return select(model).where(model.project_id.in_(ids), model.superseded_at.is_(None))


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
