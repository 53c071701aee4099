"""Rules in the words of people: on pages, in forms and in workbooks."""

import re
from collections.abc import Mapping
from typing import Any

from app.definitions.columns import Column
from app.i18n import _, _l
from app.organizations.contributions import all_columns, find_column
from app.organizations.predicates import (
    Operator,
    Rule,
    RuleError,
    check_rule,
)

OPERATOR_LABELS = {
    Operator.PRESENT: _l("已填写"),
    Operator.IS_YES: _l("为“是”"),
    Operator.ONE_OF: _l("属于"),
    Operator.AT_LEAST: _l("不少于"),
    Operator.HELD_FOR_MONTHS: _l("已满（月）"),
}
RULE_REASONS = {
    "unfitting_operator": _l("这个字段不能用这个条件"),
    "unknown_choice": _l("值不在这个字段的选项中"),
    "unknown_column": _l("没有这个字段，请核对字段名称"),
    "bad_value": _l("请按条件填写值：数量、月数，或用顿号隔开的选项"),
}
OWN_KEYS = frozenset({"gate_missing"})  # follows from the criteria themselves
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_SEPARATORS = re.compile(r"[、，,；;]")


def answering_columns() -> list[Column]:
    """Return the columns that a rule may ask."""
    return [column for column in all_columns() if column.key not in OWN_KEYS]


def describe_rule(rule: Rule | None) -> str:
    """Return a rule as a phrase: 会员（成员）数不少于10."""
    if rule is None:
        return ""
    column, operator, value = rule_texts(rule)
    if find_column(rule.column) is None:
        column = _("%(column)s（暂无此字段，由人工评判）", column=rule.column)
    return " ".join(part for part in (column, operator, value) if part)


def rule_texts(rule: Rule | None) -> tuple[str, str, str]:
    """Return column, condition and value of a rule as a workbook has them."""
    if rule is None:
        return "", "", ""
    column = find_column(rule.column)
    name = rule.column if column is None else str(column.label)
    return name, str(OPERATOR_LABELS[rule.operator]), _value_text(rule.value, column)


def read_rule_texts(column_name: str, operator_name: str, value: str) -> Rule | None:
    """Return the rule that three texts say; None for none. Raises RuleError.

    The column may be named by its label or key; a key that no column has yet is kept as it is.
    """
    if not column_name:
        if operator_name or value:
            raise RuleError("unknown_column")
        return None
    column = _find_column(column_name)
    if column is None and not _KEY.fullmatch(column_name):
        raise RuleError("unknown_column")
    operator = member_called(OPERATOR_LABELS, operator_name)
    if operator is None:
        raise RuleError("unfitting_operator")
    rule = Rule(column.key if column else column_name, operator, _read(operator, value, column))
    if column is not None:
        check_rule(rule, column)
    return rule


def member_called(labels: Mapping[Any, Any], text: str) -> Any:
    """Return the member that people call so, or whose key it is; None for neither."""
    return next((key for key, label in labels.items() if text in {str(label), str(key)}), None)


def _find_column(name: str) -> Column | None:
    return next(
        (column for column in answering_columns() if name in {column.key, str(column.label)}), None
    )


def _value_text(value: Any, column: Column | None) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        labels = _choices(column)
        return "、".join(labels.get(str(item), str(item)) for item in value)
    return str(value)


def _read(operator: Operator, text: str, column: Column | None) -> Any:
    if operator in {Operator.AT_LEAST, Operator.HELD_FOR_MONTHS}:
        if not (text.isascii() and text.isdigit()):
            raise RuleError("bad_value")
        return int(text[:15])
    if operator is Operator.ONE_OF:
        keys = {label: key for key, label in _choices(column).items()}
        parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
        if not parts:
            raise RuleError("bad_value")
        return [keys.get(part, part) for part in parts]
    if text:
        raise RuleError("bad_value")
    return None


def _choices(column: Column | None) -> dict[str, str]:
    choices = column.choices() if column is not None and column.choices else ()
    return {str(choice.value): str(choice.label) for choice in choices}
