"""The money of all projects in view, by what they are grouped by; each group leads to its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import String, case, cast, func, literal, select

from app.divisions.codes import LENGTH, STEPS, meaningful
from app.divisions.queries import divisions_by_code
from app.extensions import db
from app.history.points import known
from app.i18n import _
from app.organizations.models import Organization
from app.projects.listing import year_of
from app.projects.models import (
    BudgetLine,
    Expense,
    Payment,
    Project,
    ProjectDetail,
    ProjectOrganization,
    Round,
)
from app.projects.money.amounts import Money
from app.projects.money.queries import counts
from app.projects.sources import ProjectSources
from app.standpoint import Standpoint


class Grouping(StrEnum):
    ROUND = "round"
    SOURCE = "source"
    ORGANIZATION = "organization"
    YEAR = "year"  # in which the project begins
    PLACE = "place"  # the divisions right below the one looked at


@dataclass(frozen=True)
class Group:
    """Projects that share a key; `value` is how addresses name it, empty where there is none."""

    value: str
    label: str
    count: int
    money: Money


@dataclass(frozen=True)
class ProjectMoney:
    id: int
    name: str
    carrier: str | None
    money: Money


def total(standpoint: Standpoint) -> Group:
    """Return the money of all projects that count at the standpoint."""
    rows = _rows(standpoint, _nothing)
    found = db.session.execute(select(*_sums(rows))).one()
    return _group("", "", found)


def totals_by(standpoint: Standpoint, by: Grouping) -> list[Group]:
    """Return the groups, the most money first; they add up to `total`."""
    rows = _rows(standpoint, KEYS[by])
    statement = select(rows.c.key, *_sums(rows)).group_by(rows.c.key)
    found = db.session.execute(statement).all()
    labels = _labels(by, [row[0] for row in found])
    groups = [_group(str(row[0] or ""), labels[str(row[0] or "")], row[1:]) for row in found]
    return sorted(groups, key=lambda item: (-(item.money.ceiling or 0), item.label))


def group_of(standpoint: Standpoint, by: Grouping, value: str) -> Group | None:
    """Return one group; None when there is none of that value."""
    return next((item for item in totals_by(standpoint, by) if item.value == value), None)


def list_group(
    standpoint: Standpoint, by: Grouping, value: str, *, limit: int, offset: int = 0
) -> list[ProjectMoney]:
    """Return the projects of a group by name."""
    rows = _rows(standpoint, KEYS[by])
    key = func.coalesce(rows.c.key, "")
    statement = (
        select(rows)
        .where(key == value)
        .order_by(rows.c.sort_key, rows.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [
        ProjectMoney(row.id, row.name, row.carrier, _money(row.granted, row.approved, row))
        for row in db.session.execute(statement)
    ]


def _rows(standpoint: Standpoint, key: Any) -> Any:
    """Select the projects that count, each with its key, a text, and its money."""
    sources = ProjectSources(standpoint)
    lines = _of_each(BudgetLine, known(BudgetLine, standpoint))
    paid = _of_each(Payment, counts(standpoint, Payment))
    spent = _of_each(Expense, counts(standpoint, Expense))
    name = func.coalesce(Organization.name, ProjectOrganization.organization_text)
    statement = sources.select(
        Project.id,
        ProjectDetail.name,
        ProjectDetail.sort_key,
        sources.carriers(name).label("carrier"),
        key(sources).label("key"),
        ProjectDetail.granted.label("granted"),
        lines.c.amount.label("approved"),
        func.coalesce(paid.c.amount, 0).label("paid"),
        func.coalesce(spent.c.amount, 0).label("spent"),
    )
    for part in (lines, paid, spent):
        statement = statement.outerjoin(part, part.c.project_id == Project.id)
    return statement.where(sources.counts()).subquery()


def _of_each(model: Any, *conditions: Any) -> Any:
    statement = select(model.project_id, func.sum(model.amount).label("amount"))
    return statement.where(*conditions).group_by(model.project_id).subquery()


def _sums(rows: Any) -> tuple[Any, ...]:
    return (
        func.count(),
        func.sum(func.coalesce(rows.c.granted, rows.c.approved)),
        func.sum(rows.c.approved),
        func.coalesce(func.sum(rows.c.paid), 0),
        func.coalesce(func.sum(rows.c.spent), 0),
    )


def _group(value: str, label: str, row: Sequence[Any]) -> Group:
    count, granted, approved, paid, spent = row
    money = Money(_whole(granted), _whole(approved), int(paid), int(spent))
    return Group(value, label, int(count), money)


def _money(granted: Any, approved: Any, row: Any) -> Money:
    return Money(_whole(granted), _whole(approved), int(row.paid), int(row.spent))


def _whole(fen: Any) -> int | None:
    return None if fen is None else int(fen)


def _nothing(_sources: ProjectSources) -> Any:
    return func.substr(Project.division_code, 1, 0)


def _place(sources: ProjectSources) -> Any:
    top = len(meaningful(sources.standpoint.division))
    below = next((step for step in STEPS if step > top), LENGTH)
    return func.substr(Project.division_code, 1, below).concat("0" * (LENGTH - below))


def _organization(sources: ProjectSources) -> Any:
    """Select the first applicant: # and the number of one of the register, else ~ and its text."""
    number, text = ProjectOrganization.organization_id, ProjectOrganization.organization_text
    return sources.carriers(
        case(
            (number.is_not(None), literal("#").concat(_as_text(number))),
            else_=literal("~").concat(text),
        )
    )


def _as_text(number: Any) -> Any:
    return cast(number, String)


KEYS = {
    Grouping.ROUND: lambda _sources: _as_text(Project.round_id),
    Grouping.SOURCE: lambda _sources: ProjectDetail.source,
    Grouping.ORGANIZATION: _organization,
    Grouping.YEAR: lambda _sources: _as_text(year_of(ProjectDetail.starts_on)),
    Grouping.PLACE: _place,
}


def _labels(by: Grouping, keys: Sequence[str | None]) -> dict[str, str]:
    texts = [key for key in keys if key]
    found = {"": _("未注明"), **{key: key for key in texts}}
    if by is Grouping.ROUND:
        found |= _names(Round, {key: int(key) for key in texts})
    if by is Grouping.ORGANIZATION:
        found |= {key: key[1:] for key in texts}
        found |= _names(Organization, {key: int(key[1:]) for key in texts if key[0] == "#"})
    if by is Grouping.PLACE:
        found |= {code: item.name for code, item in divisions_by_code(texts).items()}
    return found


def _names(model: Any, ids: dict[str, int]) -> dict[str, str]:
    rows = db.session.execute(select(model.id, model.name).where(model.id.in_(ids.values())))
    names = {row[0]: row[1] for row in rows}
    return {key: names[id_] for key, id_ in ids.items() if id_ in names}
