"""Reads of rounds: which there are, what came of each, who may apply and why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from app.definitions.columns import Column
from app.definitions.rows import parts_of
from app.divisions.codes import LENGTH, STEPS
from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.i18n import _
from app.organizations.contributions import find_column
from app.organizations.models import Organization
from app.organizations.predicates import Look, Rule, can_answer, find_out, read_rule
from app.organizations.sources import Sources
from app.organizations.standings import Standing
from app.projects.models import Project, Round
from app.projects.sources import ProjectSources
from app.standpoint import Standpoint

MOST = 500


@dataclass(frozen=True)
class Statistics:
    """What came of a round; money in fen."""

    applied: int = 0
    supported: int = 0
    amount: int = 0
    beneficiaries: int = 0

    @property
    def success_rate(self) -> float | None:
        return self.supported / self.applied if self.applied else None


@dataclass(frozen=True)
class Eligibility:
    """Whether an organization may apply; `reasons` say what speaks against it."""

    organization_id: int
    name: str
    reasons: Sequence[str]

    @property
    def may_apply(self) -> bool:
        return not self.reasons


def get_round(standpoint: Standpoint, round_id: int, *, is_offered: bool = False) -> Round:
    """Return a round of the division looked at, or of one above it when that is enough.

    Raises NoResultFound.
    """
    statement = select(Round).where(
        Round.id == round_id,
        known(Round, standpoint),
        _in_view(standpoint, is_offered=is_offered),
    )
    return db.session.scalars(statement).one()


def list_rounds(standpoint: Standpoint, *, is_offered: bool = False) -> Sequence[Round]:
    """Return the rounds in view, the latest first; those of divisions above when offered."""
    place = _in_view(standpoint, is_offered=is_offered)
    statement = select(Round).where(known(Round, standpoint), place)
    order = (Round.opens_on.desc().nulls_last(), Round.id.desc())
    return db.session.scalars(statement.order_by(*order).limit(MOST)).all()


def _in_view(standpoint: Standpoint, *, is_offered: bool) -> ColumnElement[bool]:
    place = within(Round.division_code, standpoint)
    if not is_offered:
        return place
    way = [standpoint.division[:step].ljust(LENGTH, "0") for step in STEPS]
    return or_(place, Round.division_code.in_(way))


def statistics_of(standpoint: Standpoint, round_ids: Sequence[int]) -> dict[int, Statistics]:
    """Return what came of each round by the day; supported is whose money is promised."""
    sources = ProjectSources(standpoint)
    granted = sources.is_granted()
    statement = (
        sources.select(
            Project.round_id,
            func.count(),
            func.count().filter(granted),
            func.coalesce(func.sum(sources.amount()).filter(granted), 0),
            func.coalesce(func.sum(sources.beneficiaries()).filter(granted), 0),
        )
        .where(Project.round_id.in_(round_ids))
        .group_by(Project.round_id)
    )
    found = {id_: Statistics() for id_ in round_ids}
    for id_, *numbers in db.session.execute(statement):
        found[id_] = Statistics(*(int(number) for number in numbers))
    return found


def eligibility_of(
    standpoint: Standpoint, round_: Round, *, text: str = "", ids: Sequence[int] = (), limit: int
) -> list[Eligibility]:
    """Return organizations in view with what speaks against each, by name."""
    standpoint = standpoint.at_day(standpoint.on)
    rules = rules_of(round_)
    sources = Sources(standpoint)
    columns = list({column.key: column for _rule, column in rules}.values())
    parts, split = parts_of(sources, columns)
    statement = sources.select(
        Organization.id, Organization.name, sources.standing.standing, *parts
    )
    if ids:
        statement = statement.where(Organization.id.in_(ids))
    for word in text.split():
        statement = statement.where(Organization.name.contains(word, autoescape=True))
    statement = statement.order_by(Organization.sort_key, Organization.id).limit(limit)
    return [
        Eligibility(row[0], row[1], _reasons(standpoint, round_, row[2], rules, split(row[3:])))
        for row in db.session.execute(statement)
    ]


def rules_of(round_: Round) -> list[tuple[Rule, Column]]:
    """Return the conditions that the register can answer, with their columns."""
    found = []
    for kept in round_.conditions:
        rule = read_rule(kept)
        column = None if rule is None else find_column(rule.column)
        if rule is not None and column is not None and can_answer(rule, column):
            found.append((rule, column))
    return found


def _reasons(
    standpoint: Standpoint,
    round_: Round,
    standing: Standing,
    rules: Sequence[tuple[Rule, Column]],
    values: dict[str, object],
) -> list[str]:
    reasons = []
    if standing in {Standing.DEREGISTERED, Standing.REVOKED}:
        reasons.append(_("已注销或撤销"))
    elif standing is not Standing.REGISTERED and not round_.may_filed_apply:
        reasons.append(_("只限已登记的组织"))
    for rule, column in rules:
        found = find_out(rule, column, values[column.key], Look(standpoint.on))
        if not found.is_met:
            reasons.append(_("不符合条件：%(fact)s", fact=found.fact))
    return reasons
