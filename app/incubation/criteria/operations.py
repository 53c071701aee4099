"""Keeping sets of criteria.

A set that a concluded review went by only loses criteria, by retiring them; what shall be asked
otherwise is asked by a new set, from a day on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from app.audit import operations as audit
from app.extensions import db
from app.incubation.criteria import queries
from app.incubation.criteria.errors import (
    CodeTakenError,
    LastSetError,
    SetDayTakenError,
    SetUsedError,
    StaleSetError,
    UnfittingRuleError,
    UnknownColumnError,
    UnknownStageError,
)
from app.incubation.criteria.models import Audience, Criterion, CriterionSet, Dimension, Proof
from app.incubation.criteria.uses import is_criterion_used, is_set_used
from app.organizations.contributions import find_column
from app.organizations.dictionaries import stage_word
from app.organizations.operations.subject import take_place
from app.organizations.predicates import Rule, RuleError, check_rule, read_rule
from app.standpoint import Standpoint


@dataclass(frozen=True)
class SetDraft:
    """A checked request for a set: what it is called, from when, and the share of the weights."""

    name: str
    since: date
    weighed_share: int


@dataclass(frozen=True)
class CriterionDraft:
    """A checked request for a criterion. Without a rule a person answers it."""

    code: str
    stage: str
    audience: Audience
    dimension: Dimension
    text: str
    is_required: bool
    weight: int
    proof: Proof
    rule: Rule | None = None


def draft_of(criterion: Criterion) -> CriterionDraft:
    return CriterionDraft(
        criterion.code,
        criterion.stage,
        criterion.audience,
        criterion.dimension,
        criterion.text,
        criterion.is_required,
        criterion.weight,
        criterion.proof,
        read_rule(criterion.rule),
    )


def copy_set(standpoint: Standpoint, source_id: int, draft: SetDraft) -> int:
    """Enter a set with the criteria of another, retired ones left out; return its number.

    Raises SetDayTakenError, and NoResultFound for an unknown source.
    """
    take_place(standpoint)
    source = queries.get_set(standpoint, source_id)
    kept = [draft_of(item) for item in source.criteria if not item.is_retired]
    return _enter(standpoint, draft, kept, copied_from=source.name)


def enter_set(standpoint: Standpoint, draft: SetDraft, criteria: Sequence[CriterionDraft]) -> int:
    """Enter a set as a workbook has it; return its number.

    Raises SetDayTakenError, CodeTakenError, UnknownStageError, UnfittingRuleError. A rule may ask
    a column that no feature contributes yet.
    """
    take_place(standpoint)
    codes = [item.code for item in criteria]
    if len(set(codes)) < len(codes):
        raise CodeTakenError
    for item in criteria:
        _check(item, known_columns_only=False)
    return _enter(standpoint, draft, criteria)


def edit_set(standpoint: Standpoint, set_id: int, draft: SetDraft, version: int) -> None:
    """Change name, day and share. Of a set in use only the name changes.

    Raises SetUsedError, SetDayTakenError, StaleSetError.
    """
    found = _set_to_change(standpoint, set_id, version)
    before = SetDraft(found.name, found.since, found.weighed_share)
    if (draft.since, draft.weighed_share) != (before.since, before.weighed_share):
        _check_unused(found)
        _check_day(draft.since, but=set_id)
    found.name, found.since, found.weighed_share = draft.name, draft.since, draft.weighed_share
    _changed(found)
    told = {key: [str(getattr(before, key)), str(getattr(draft, key))] for key in vars(draft)}
    told = {key: pair for key, pair in told.items() if pair[0] != pair[1]}
    audit.record("criteria:set:edit", _subject(found), by=standpoint.viewer, **told)


def withdraw_set(standpoint: Standpoint, set_id: int) -> None:
    """Take a set back that nothing rests on: the one before is in force again.

    Raises SetUsedError, LastSetError.
    """
    found = _set_to_change(standpoint, set_id)
    _check_unused(found)
    if len(queries.list_sets(standpoint)) == 1:
        raise LastSetError
    found.superseded_at, found.superseded_by = audit.instant(), standpoint.viewer
    since = found.since.isoformat()
    audit.record("criteria:set:withdraw", _subject(found), by=standpoint.viewer, since=since)


def add_criterion(
    standpoint: Standpoint, set_id: int, draft: CriterionDraft, version: int | None = None
) -> int:
    """Add a criterion at the end of the set; return its number.

    Raises SetUsedError, CodeTakenError, UnknownStageError, UnknownColumnError,
    UnfittingRuleError, StaleSetError.
    """
    found = _set_to_change(standpoint, set_id, version)
    _check_unused(found)
    _check_code(found, draft.code)
    _check(draft)
    position = max((item.position for item in found.criteria), default=0) + 1
    criterion = Criterion(set_id=set_id, position=position, **_values(draft))
    db.session.add(criterion)
    _changed(found)
    audit.record(
        "criteria:add", _subject(found), by=standpoint.viewer, criterion=[None, _told(draft)]
    )
    return criterion.id


def edit_criterion(
    standpoint: Standpoint,
    set_id: int,
    criterion_id: int,
    draft: CriterionDraft,
    version: int | None = None,
) -> None:
    """Change a criterion. Raises as `add_criterion`."""
    found = _set_to_change(standpoint, set_id, version)
    criterion = queries.get_criterion(standpoint, set_id, criterion_id)
    _check_unused(found)
    _check_code(found, draft.code, but=criterion_id)
    before = draft_of(criterion)
    _check(draft, known_columns_only=draft.rule != before.rule)
    for key, value in _values(draft).items():
        setattr(criterion, key, value)
    _changed(found)
    pair = [_told(before), _told(draft)]
    audit.record("criteria:edit", _subject(found), by=standpoint.viewer, criterion=pair)


def remove_criterion(standpoint: Standpoint, set_id: int, criterion_id: int) -> bool:
    """Take a criterion out of the set; return whether it is only retired, for reviews use it."""
    found = _set_to_change(standpoint, set_id)
    criterion = queries.get_criterion(standpoint, set_id, criterion_id)
    is_retired = is_set_used(set_id) or is_criterion_used(criterion)
    if is_retired:
        criterion.is_retired = True
    else:
        found.criteria.remove(criterion)
        db.session.delete(criterion)
    _changed(found)
    audit.record(
        "criteria:retire" if is_retired else "criteria:remove",
        _subject(found),
        by=standpoint.viewer,
        criterion=[_told(draft_of(criterion)), None],
    )
    return is_retired


def _enter(
    standpoint: Standpoint,
    draft: SetDraft,
    criteria: Iterable[CriterionDraft],
    copied_from: str | None = None,
) -> int:
    _check_day(draft.since)
    made = CriterionSet(
        **vars(draft), recorded_at=audit.instant(), recorded_by=standpoint.viewer, version=1
    )
    made.criteria = [
        Criterion(position=position, **_values(item)) for position, item in enumerate(criteria, 1)
    ]
    db.session.add(made)
    db.session.flush()
    audit.record(
        "criteria:set:add",
        _subject(made),
        by=standpoint.viewer,
        since=draft.since.isoformat(),
        criteria=len(made.criteria),
        **({"copied_from": copied_from} if copied_from else {}),
    )
    return made.id


def _set_to_change(standpoint: Standpoint, set_id: int, version: int | None = None) -> CriterionSet:
    take_place(standpoint)
    found = queries.get_set(standpoint, set_id)
    if found.superseded_at is not None:
        raise NoResultFound
    if version is not None and version != found.version:
        raise StaleSetError(found)
    return found


def _changed(found: CriterionSet) -> None:
    """Note that the set is another, and the hub's own: gates by it are worked out anew."""
    found.version += 1
    found.is_proposal = False
    db.session.flush()


def _check_unused(found: CriterionSet) -> None:
    if is_set_used(found.id):
        raise SetUsedError


def _check_day(since: date, *, but: int | None = None) -> None:
    taken = sa.select(CriterionSet.id).where(
        CriterionSet.since == since, CriterionSet.superseded_at.is_(None)
    )
    if but is not None:
        taken = taken.where(CriterionSet.id != but)
    if db.session.scalar(taken) is not None:
        raise SetDayTakenError


def _check_code(found: CriterionSet, code: str, *, but: int | None = None) -> None:
    if any(item.code == code and item.id != but for item in found.criteria):
        raise CodeTakenError


def _check(draft: CriterionDraft, *, known_columns_only: bool = True) -> None:
    stage = stage_word(draft.stage)
    if stage is None or stage.is_retired:
        raise UnknownStageError
    if draft.rule is None:
        return
    column = find_column(draft.rule.column)
    if column is None:
        if known_columns_only:
            raise UnknownColumnError
        return
    try:
        check_rule(draft.rule, column)
    except RuleError as error:
        raise UnfittingRuleError(error.reason) from error


def _values(draft: CriterionDraft) -> dict[str, Any]:
    return {**vars(draft), "rule": draft.rule and draft.rule.as_kept()}


def _told(draft: CriterionDraft) -> str:
    return f"{draft.code} {draft.text}"


def _subject(found: CriterionSet) -> audit.Subject:
    return audit.Subject("criterion_set", found.id, found.name)
