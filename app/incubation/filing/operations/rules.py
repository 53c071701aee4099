"""How authorities number, and which papers are asked for."""

from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.divisions.codes import contains
from app.divisions.queries import find_division
from app.extensions import db
from app.incubation.filing import queries
from app.incubation.filing.errors import DivisionHasRuleError, StaleRuleError
from app.incubation.filing.models import FilingRule, PaperKind
from app.organizations.errors import UnknownDivisionError
from app.organizations.operations.subject import take_place
from app.standpoint import Standpoint


@dataclass(frozen=True)
class RuleEdit:
    """A checked request to make a rule, or to change one; its pattern has been read."""

    division_code: str
    authority: str
    pattern: str
    area: str | None
    street: str | None
    first_sequence: int
    version: int | None = None  # the one the values were made from


@dataclass(frozen=True)
class KindEdit:
    """A checked request to add a paper, or to change one."""

    label: str
    is_required: bool
    is_retired: bool
    position: int


RULE_VALUES = ("authority", "pattern", "area", "street", "first_sequence")
KIND_VALUES = ("label", "is_required", "is_retired", "position")


def save_rule(standpoint: Standpoint, edit: RuleEdit, rule_id: int | None = None) -> FilingRule:
    """Make or change an authority's rule; numbers given before stay as they are.

    Raises UnknownDivisionError, DivisionHasRuleError, StaleRuleError, NoResultFound.
    """
    take_place(standpoint)
    if rule_id is None:
        rule = _new_rule(standpoint, edit)
    else:
        rule = queries.get_rule(standpoint, rule_id)
        db.session.refresh(rule, with_for_update=True)
        if edit.version != rule.version:
            raise StaleRuleError
        rule.version += 1
    changes = _write(rule, edit, RULE_VALUES)
    rule.changed_at, rule.changed_by = audit.instant(), standpoint.viewer
    db.session.flush()
    audit.record(
        "filing:rule:edit",
        audit.Subject("filing_rule", rule.id, rule.authority, rule.division_code),
        by=standpoint.viewer,
        **changes,
    )
    return rule


def save_kind(standpoint: Standpoint, edit: KindEdit, key: str | None = None) -> PaperKind:
    """Add a paper to the dictionary or change one. Raises NoResultFound."""
    take_place(standpoint)
    if key is None:
        kind = PaperKind(key=f"paper-{token_hex(4)}")
        db.session.add(kind)
    else:
        kind = db.session.scalars(sa.select(PaperKind).where(PaperKind.key == key)).one()
    changes = _write(kind, edit, KIND_VALUES)
    db.session.flush()
    audit.record(
        "filing:paper-kind:edit",
        audit.Subject("paper_kind", None, kind.label),
        by=standpoint.viewer,
        **changes,
    )
    return kind


def _new_rule(standpoint: Standpoint, edit: RuleEdit) -> FilingRule:
    code = edit.division_code
    if not contains(standpoint.division, code) or find_division(code) is None:
        raise UnknownDivisionError
    taken = sa.select(FilingRule.id).where(FilingRule.division_code == code)
    if db.session.scalar(taken) is not None:
        raise DivisionHasRuleError
    rule = FilingRule(division_code=code, version=1)
    db.session.add(rule)
    return rule


def _write(row: Any, edit: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Set the values; return what differed, before and after."""
    changes = {}
    for name in names:
        before, after = getattr(row, name), getattr(edit, name)
        if before != after:
            setattr(row, name, after)
            changes[name] = [before, after]
    return changes
