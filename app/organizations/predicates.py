"""Rules that let a column of the register answer a question about an organization. Pure.

A rule is kept as {"column": key, "operator": name, "value": …}. Criteria of reviews ask this way,
and calls for projects.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.definitions.columns import Column, ColumnKind
from app.i18n import _
from app.values.counts import Count
from app.values.dates import PartialDate

FEN = 100
MOST_MONTHS = 1200
LARGEST = 10**12
MONTHS_A_YEAR = 12


class Operator(StrEnum):
    PRESENT = "present"
    IS_YES = "is_yes"
    ONE_OF = "one_of"  # value: the texts it may be
    AT_LEAST = "at_least"  # value: a number; of money in yuan
    HELD_FOR_MONTHS = "held_for_months"  # value: a number; since the day that the column says


# Which operators mean something for which columns.
FITTING: Mapping[ColumnKind, tuple[Operator, ...]] = {
    ColumnKind.TEXT: (Operator.PRESENT, Operator.ONE_OF),
    ColumnKind.CODE: (Operator.PRESENT,),
    ColumnKind.CHOICE: (Operator.ONE_OF, Operator.PRESENT),
    ColumnKind.BOOLEAN: (Operator.IS_YES,),
    ColumnKind.COUNT: (Operator.AT_LEAST, Operator.PRESENT),
    ColumnKind.MONEY: (Operator.AT_LEAST, Operator.PRESENT),
    ColumnKind.DATE: (Operator.HELD_FOR_MONTHS, Operator.PRESENT),
}


class RuleError(ValueError):
    """The rule means nothing; `reason` is one of unfitting_operator, unknown_choice, bad_value."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rule:
    column: str
    operator: Operator
    value: Any = None

    def as_kept(self) -> dict[str, Any]:
        return {"column": self.column, "operator": self.operator.value, "value": self.value}


def read_rule(kept: Mapping[str, Any] | None) -> Rule | None:
    """Return the rule as it is kept; None where there is none or it cannot be understood."""
    try:
        return Rule(kept["column"], Operator(kept["operator"]), kept.get("value")) if kept else None
    except (KeyError, ValueError):
        return None


def check_rule(rule: Rule, column: Column) -> None:
    """Raise RuleError unless the rule can answer by this column, with choices it knows."""
    if rule.operator not in fitting_operators(column):
        raise RuleError("unfitting_operator")
    if not IS_VALUE[rule.operator](rule.value):
        raise RuleError("bad_value")
    if rule.operator is not Operator.ONE_OF or column.choices is None:
        return
    if set(rule.value) - {str(choice.value) for choice in column.choices()}:
        raise RuleError("unknown_choice")


def fitting_operators(column: Column) -> tuple[Operator, ...]:
    """Return what a rule may ask of the column; of what is personal only that it is there."""
    return (Operator.PRESENT,) if column.is_personal else FITTING[column.kind]


def can_answer(rule: Rule, column: Column) -> bool:
    """Return whether the rule has an answer for every value of the column."""
    return rule.operator in fitting_operators(column) and IS_VALUE[rule.operator](rule.value)


@dataclass(frozen=True)
class Look:
    """When a value is looked at, and whether the fact is to be told in words, which takes longer.

    `turns_on` is the next day on which the value itself may be another.
    """

    on: date
    turns_on: date | None = None
    is_told: bool = True


@dataclass(frozen=True)
class Finding:
    """Whether the rule is met, by what fact; from `changes_on` on it may be otherwise."""

    is_met: bool
    fact: str | None
    changes_on: date | None


def find_out(rule: Rule, column: Column, value: Any, look: Look) -> Finding:
    """Return what the column's value answers, by a rule that can answer."""
    is_met, day = TESTS[rule.operator](rule.value, column, value, look.on)
    coming = [item for item in (look.turns_on, day) if item is not None and item > look.on]
    fact = _fact(column, value) if look.is_told else None
    return Finding(is_met, fact, min(coming, default=None))


def months_later(day: date, months: int) -> date | None:
    """Return the same day so many months on, or the month's last; None beyond the calendar."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    if day.year + years > date.max.year:
        return None
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _fact(column: Column, value: Any) -> str:
    label = str(column.label)
    if _is_blank(value):
        return _("%(label)s未填写", label=label)
    if column.is_personal:
        return _("%(label)s已填写", label=label)
    return f"{label} {column.show(value)}"


def _is_blank(value: Any) -> bool:
    return value is None or value == ""


def _is_present(_wanted: Any, _column: Column, value: Any, _on: date) -> tuple[bool, None]:
    return not _is_blank(value), None


def _is_yes(_wanted: Any, _column: Column, value: Any, _on: date) -> tuple[bool, None]:
    return value is True, None


def _is_one_of(wanted: Any, column: Column, value: Any, _on: date) -> tuple[bool, None]:
    # What has run out, such as a grade, is shown but no longer holds.
    if _is_blank(value) or getattr(value, "is_over", False):
        return False, None
    return str(column.plain(value)) in wanted, None


def _is_at_least(wanted: Any, column: Column, value: Any, _on: date) -> tuple[bool, None]:
    if value is None:
        return False, None
    number = value.number if isinstance(value, Count) else value
    return number >= wanted * (FEN if column.kind is ColumnKind.MONEY else 1), None


def _is_held(wanted: Any, _column: Column, value: Any, on: date) -> tuple[bool, date | None]:
    if value is None:
        return False, None
    since = value.date if isinstance(value, PartialDate) else value
    reached = months_later(since, wanted)
    return reached is not None and reached <= on, reached


def _is_nothing(value: Any) -> bool:
    return value is None


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _is_number_up_to(most: int) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
    )


TESTS: Mapping[Operator, Callable[[Any, Column, Any, date], tuple[bool, date | None]]] = {
    Operator.PRESENT: _is_present,
    Operator.IS_YES: _is_yes,
    Operator.ONE_OF: _is_one_of,
    Operator.AT_LEAST: _is_at_least,
    Operator.HELD_FOR_MONTHS: _is_held,
}
IS_VALUE: Mapping[Operator, Callable[[Any], bool]] = {
    Operator.PRESENT: _is_nothing,
    Operator.IS_YES: _is_nothing,
    Operator.ONE_OF: _is_texts,
    Operator.AT_LEAST: _is_number_up_to(LARGEST),
    Operator.HELD_FOR_MONTHS: _is_number_up_to(MOST_MONTHS),
}
