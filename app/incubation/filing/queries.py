"""Reads. Every function takes the standpoint first and shows nothing outside it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from app.divisions.codes import LENGTH, STEPS, WHOLE
from app.divisions.models import Division
from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.incubation.filing.models import (
    FilingPaper,
    FilingRule,
    PaperKind,
    PaperState,
)
from app.organizations.models import Organization
from app.organizations.queries import get_organization
from app.organizations.sources import Sources
from app.organizations.standings import Standing
from app.standpoint import Standpoint
from app.values.names import match_key


@dataclass(frozen=True)
class GroupFilter:
    """Which unfiled groups to list; `progress` is complete, begun or none, anything else all."""

    text: str = ""
    progress: str | None = None


def list_kinds(standpoint: Standpoint, *, with_retired: bool = False) -> Sequence[PaperKind]:  # noqa: ARG001, dictionaries are everybody's
    statement = select(PaperKind).order_by(PaperKind.position, PaperKind.key)
    if not with_retired:
        statement = statement.where(PaperKind.is_retired.is_(False))
    return db.session.scalars(statement).all()


def latest_papers(
    standpoint: Standpoint, organization_ids: Collection[int]
) -> dict[int, dict[str, FilingPaper]]:
    """Return the state of each paper by organization and kind; what never came is left out."""
    found: dict[int, dict[str, FilingPaper]] = defaultdict(dict)
    statement = (
        select(FilingPaper)
        .join(Organization, FilingPaper.organization_id == Organization.id)
        .where(
            FilingPaper.organization_id.in_(organization_ids),
            within(Organization.division_code, standpoint),
            is_latest(standpoint, FilingPaper),
        )
    )
    for paper in db.session.scalars(statement):
        found[paper.organization_id][paper.kind] = paper
    return found


def list_papers(standpoint: Standpoint, organization_id: int) -> Sequence[FilingPaper]:
    """Return everything recorded of an organization's papers, the latest first."""
    get_organization(standpoint, organization_id)
    statement = select(FilingPaper).where(
        FilingPaper.organization_id == organization_id,
        known(FilingPaper, standpoint),
        FilingPaper.on <= standpoint.on,
    )
    return db.session.scalars(
        statement.order_by(FilingPaper.on.desc(), FilingPaper.id.desc())
    ).all()


def get_paper(standpoint: Standpoint, paper_id: int) -> FilingPaper:
    """Return a row that counts. Raises NoResultFound for a superseded or foreign one."""
    statement = (
        select(FilingPaper)
        .join(Organization, FilingPaper.organization_id == Organization.id)
        .where(
            FilingPaper.id == paper_id,
            FilingPaper.superseded_at.is_(None),
            within(Organization.division_code, standpoint),
        )
    )
    return db.session.scalars(statement).one()


def count_groups(standpoint: Standpoint, wanted: GroupFilter, *, up_to: int) -> int:
    sources, approved = _unfiled(standpoint)
    statement = _narrowed(standpoint, sources, approved, wanted, sources.organization.id)
    return (
        db.session.scalar(select(func.count()).select_from(statement.limit(up_to).subquery())) or 0
    )


def list_groups(
    standpoint: Standpoint, wanted: GroupFilter, *, offset: int, limit: int
) -> Sequence[Organization]:
    """Return unfiled groups, those with the most required papers approved first."""
    sources, approved = _unfiled(standpoint)
    statement = (
        _narrowed(standpoint, sources, approved, wanted, sources.organization)
        .order_by(
            func.coalesce(approved.c.number, 0).desc(), Organization.sort_key, Organization.id
        )
        .offset(offset)
        .limit(limit)
    )
    return db.session.scalars(statement).all()


def complete_groups(standpoint: Standpoint) -> Any:
    """Select the numbers and names of unfiled groups that lack no required paper."""
    sources, approved = _unfiled(standpoint)
    return _narrowed(
        standpoint,
        sources,
        approved,
        GroupFilter(progress="complete"),
        Organization.id.label("id"),
        Organization.name.label("name"),
    )


def standing_of(standpoint: Standpoint, organization_id: int) -> Standing | None:
    """Return how the organization stands at the standpoint; None where it does not exist then."""
    get_organization(standpoint, organization_id)
    sources = Sources(standpoint)
    statement = sources.select(sources.standing.standing).where(Organization.id == organization_id)
    standing: Standing | None = db.session.scalar(statement)
    return standing


def place_names(standpoint: Standpoint, codes: Collection[str]) -> dict[str, tuple[str, ...]]:  # noqa: ARG001, names of places are everybody's
    """Return the names of each division and those above it, the topmost first."""
    above = {code: _upward(code) for code in codes}
    wanted = {item for chain in above.values() for item in chain}
    names = dict(
        db.session.execute(select(Division.code, Division.name).where(Division.code.in_(wanted)))
        .tuples()
        .all()
    )
    return {
        code: tuple(names[item] for item in reversed(chain) if item in names and item != WHOLE)
        for code, chain in above.items()
    }


def find_rule_for(standpoint: Standpoint, division_code: str) -> FilingRule | None:  # noqa: ARG001, the authority may stand above the viewer
    """Return the rule of the nearest authority in or above the division."""
    statement = select(FilingRule).where(FilingRule.division_code.in_(_upward(division_code)))
    rules = {rule.division_code: rule for rule in db.session.scalars(statement)}
    return next((rules[code] for code in _upward(division_code) if code in rules), None)


def list_rules(standpoint: Standpoint) -> Sequence[FilingRule]:
    statement = select(FilingRule).where(within(FilingRule.division_code, standpoint))
    return db.session.scalars(statement.order_by(FilingRule.division_code)).all()


def get_rule(standpoint: Standpoint, rule_id: int) -> FilingRule:
    """Return a rule. Raises NoResultFound for one of an authority outside the standpoint."""
    statement = select(FilingRule).where(
        FilingRule.id == rule_id, within(FilingRule.division_code, standpoint)
    )
    return db.session.scalars(statement).one()


def is_latest(standpoint: Standpoint, paper: Any) -> ColumnElement[bool]:
    """Hold for the one row of each organization and kind that tells its state."""
    later = aliased(FilingPaper)
    return and_(
        known(paper, standpoint),
        paper.on <= standpoint.on,
        ~exists()
        .where(
            later.organization_id == paper.organization_id,
            later.kind == paper.kind,
            known(later, standpoint),
            later.on <= standpoint.on,
            or_(later.on > paper.on, and_(later.on == paper.on, later.id > paper.id)),
        )
        .correlate(paper),
    )


def _upward(code: str) -> list[str]:
    """Return the code and those of the divisions above it, the nearest first."""
    return list(dict.fromkeys(code[:step].ljust(LENGTH, "0") for step in reversed(STEPS)))


def _required() -> Any:
    return (PaperKind.is_required.is_(True)) & (PaperKind.is_retired.is_(False))


def _unfiled(standpoint: Standpoint) -> tuple[Sources, Any]:
    """Return what to select from, and how many required papers of each group are approved."""
    approved = (
        select(FilingPaper.organization_id, func.count().label("number"))
        .join(PaperKind, FilingPaper.kind == PaperKind.key)
        .where(
            _required(),
            FilingPaper.state == PaperState.APPROVED,
            is_latest(standpoint, FilingPaper),
        )
        .group_by(FilingPaper.organization_id)
        .subquery()
    )
    return Sources(standpoint), approved


def _narrowed(
    standpoint: Standpoint, sources: Sources, approved: Any, wanted: GroupFilter, *expressions: Any
) -> Any:
    required = select(func.count()).select_from(PaperKind).where(_required()).scalar_subquery()
    number = func.coalesce(approved.c.number, 0)
    progress: dict[str | None, ColumnElement[bool]] = {
        "complete": and_(number == required, required > 0),
        "begun": and_(number < required, _has_papers(standpoint)),
        "none": ~_has_papers(standpoint),
    }
    named = Organization.match_key.contains(match_key(wanted.text), autoescape=True)
    standing = sources.standing.standing
    return (
        sources.select(*expressions)
        .outerjoin(approved, approved.c.organization_id == Organization.id)
        .where(
            standing == Standing.UNFILED,
            Organization.is_branch.is_(False),
            named if wanted.text else true(),
            progress.get(wanted.progress, true()),
        )
    )


def _has_papers(standpoint: Standpoint) -> ColumnElement[bool]:
    paper = aliased(FilingPaper)
    return (
        exists()
        .where(
            paper.organization_id == Organization.id,
            paper.state != PaperState.MISSING,
            is_latest(standpoint, paper),
        )
        .correlate(Organization)
    )
