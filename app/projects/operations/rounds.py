"""Making and changing calls for projects."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.audit import operations as audit
from app.audit.operations import Subject
from app.divisions.codes import contains
from app.divisions.queries import find_division, within
from app.extensions import db
from app.organizations.contributions import find_column
from app.organizations.errors import UnknownDivisionError
from app.organizations.predicates import Rule, check_rule
from app.projects.errors import (
    EndBeforeStartError,
    RoundInUseError,
    StaleProjectError,
    UnknownWordError,
)
from app.projects.models import Project, Round
from app.projects.operations.subject import recorded, supersede, take_place
from app.projects.pipelines import pipeline_words
from app.standpoint import Standpoint

PLAIN = (
    "name",
    "kind",
    "opens_on",
    "closes_on",
    "budget",
    "cap",
    "may_filed_apply",
    "remark",
)


@dataclass(frozen=True)
class RoundDraft:
    """A checked request to make a round; money in fen."""

    name: str
    division_code: str
    kind: str
    pipeline: str
    opens_on: date | None = None
    closes_on: date | None = None
    budget: int | None = None
    cap: int | None = None
    may_filed_apply: bool = True
    conditions: tuple[Rule, ...] = ()
    form_fields: tuple[str, ...] = ()
    criteria: dict[str, Any] = field(default_factory=dict)
    remark: str | None = None


def add_round(standpoint: Standpoint, draft: RoundDraft) -> int:
    """Make a round; return its number.

    Raises UnknownDivisionError, UnknownWordError, EndBeforeStartError, RuleError.
    """
    take_place(standpoint)
    _check(standpoint, draft)
    round_ = Round(**_values(draft), **recorded(standpoint))
    db.session.add(round_)
    db.session.flush()
    audit.record("round:add", _subject(round_), by=standpoint.viewer)
    return round_.id


def edit_round(standpoint: Standpoint, round_id: int, draft: RoundDraft, version: int) -> None:
    """Change a round. Raises StaleProjectError, and as `add_round`."""
    round_ = _round_to_change(standpoint, round_id)
    if round_.version != version:
        raise StaleProjectError
    _check(standpoint, draft)
    for name, value in _values(draft).items():
        setattr(round_, name, value)
    round_.version += 1
    db.session.flush()
    audit.record("round:edit", _subject(round_), by=standpoint.viewer)


def retire_round(standpoint: Standpoint, round_id: int) -> None:
    """Delete a round without projects. Raises RoundInUseError."""
    round_ = _round_to_change(standpoint, round_id)
    uses = select(func.count()).where(
        Project.round_id == round_.id, Project.superseded_at.is_(None)
    )
    count = db.session.scalar(uses) or 0
    if count:
        raise RoundInUseError(count)
    supersede(round_, standpoint)
    audit.record("round:retire", _subject(round_), by=standpoint.viewer)


def _round_to_change(standpoint: Standpoint, round_id: int) -> Round:
    take_place(standpoint)
    statement = select(Round).where(
        Round.id == round_id,
        Round.superseded_at.is_(None),
        within(Round.division_code, standpoint),
    )
    return db.session.scalars(statement.with_for_update()).one()


def _check(standpoint: Standpoint, draft: RoundDraft) -> None:
    code = draft.division_code
    if not contains(standpoint.division, code) or find_division(code) is None:
        raise UnknownDivisionError
    if draft.pipeline not in pipeline_words():
        raise UnknownWordError
    if draft.opens_on and draft.closes_on and draft.closes_on < draft.opens_on:
        raise EndBeforeStartError
    for rule in draft.conditions:
        column = find_column(rule.column)
        if column is None:
            raise UnknownWordError
        check_rule(rule, column)


def _values(draft: RoundDraft) -> dict[str, Any]:
    return {
        **{name: getattr(draft, name) for name in PLAIN},
        "division_code": draft.division_code,
        "pipeline_key": draft.pipeline,
        "conditions": [rule.as_kept() for rule in draft.conditions],
        "form_fields": list(draft.form_fields),
        "criteria": draft.criteria,
    }


def _subject(round_: Round) -> Subject:
    return Subject("round", round_.id, round_.name, round_.division_code)
