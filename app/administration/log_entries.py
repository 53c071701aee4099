"""Audit events as people read them: names instead of numbers, words instead of keys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from app.accounts.queries import account_names
from app.administration.division_lists import LEVEL_LABELS
from app.audit.actions import ACTIONS
from app.audit.models import AuditEvent
from app.divisions.models import Division
from app.extensions import db
from app.i18n import _, _l
from app.organizations.columns import COLUMNS
from app.organizations.dictionaries import stage_words
from app.organizations.grades import GRADE_LEVEL_LABELS
from app.organizations.kinds import KIND_LABELS
from app.organizations.standings import STANDING_LABELS
from app.standpoint import OFFICE_ZONE
from app.web.labels import ROLE_LABELS

SUBJECT_TYPES: Final = {
    "account": _l("账号"),
    "audit_event": _l("操作日志"),
    "division": _l("区划"),
    "import_batch": _l("导入"),
    "organization": _l("组织"),
}

KEYS: Final[Mapping[str, str]] = {
    **{column.key: column.label for column in COLUMNS},
    "columns": _l("列"),
    "count": _l("数量"),
    "import_batch": _l("导入批次"),
    "division_code": _l("辖区"),
    "reason": _l("原因"),
    "role": _l("角色"),
    "rows": _l("行数"),
    "since": _l("生效日期"),
    "username": _l("账号"),
}
# What became of the rows of an import.
COUNTS: Final[Mapping[str, str]] = {
    "total": _l("共"),
    "new": _l("新增"),
    "changed": _l("变更"),
    "unchanged": _l("无变化"),
    "skipped": _l("跳过"),
    "error": _l("错误"),
}
# An account has a name of its own kind.
ACCOUNT_KEYS: Final[Mapping[str, str]] = {**KEYS, "name": _l("姓名")}

Words = Mapping[str, Mapping[Any, str]]
WORDS: Final[Words] = {
    "grade_level": GRADE_LEVEL_LABELS,
    "kind": KIND_LABELS,
    "level": LEVEL_LABELS,
    "reason": {"locked": _l("错误次数过多，已锁定"), "wrong": _l("账号或密码不正确")},
    "role": ROLE_LABELS,
    "standing": STANDING_LABELS,
}
MADE: Final = frozenset({"account:create", "organization:register"})  # nothing was there before
LISTS: Final = frozenset({"columns"})  # whose values are lists, not a before and an after


@dataclass(frozen=True)
class Change:
    """One thing an event says: `before` only where something was replaced."""

    label: str
    after: str
    before: str | None = None

    def __str__(self) -> str:
        if self.before is None:
            return _("%(label)s：%(value)s", label=self.label, value=self.after)
        return _(
            "%(label)s：%(before)s → %(after)s",
            label=self.label,
            before=self.before,
            after=self.after,
        )


@dataclass(frozen=True)
class LogEntry:
    """What one event says; `at` is by the office's clock."""

    id: int
    at: str
    actor: str
    address: str
    action: str
    subject: str
    changes: Sequence[Change]


def make_entries(events: Sequence[AuditEvent]) -> list[LogEntry]:
    """Return the events as entries, with three queries for all the names in them."""
    names = account_names({event.actor_id for event in events if event.actor_id is not None})
    words = {
        **WORDS,
        "division_code": _division_names(events),
        "stage": {word.key: word.label for word in stage_words()},
    }
    return [_entry(event, names, words) for event in events]


def _division_names(events: Sequence[AuditEvent]) -> dict[str, str]:
    changes = [event.changes.get("division_code") for event in events]
    codes = {code for pair in changes if isinstance(pair, list) for code in pair}
    statement = select(Division.code, Division.name).where(Division.code.in_(codes))
    return {row.code: row.name for row in db.session.execute(statement)}


def _entry(event: AuditEvent, names: Mapping[int, str], words: Words) -> LogEntry:
    kind = SUBJECT_TYPES.get(event.subject_type, event.subject_type)
    return LogEntry(
        id=event.id,
        at=event.at.astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M:%S"),
        actor=_("未登录") if event.actor_id is None else names.get(event.actor_id, ""),
        address=event.address or "",
        action=str(ACTIONS.get(event.action, event.action)),
        subject=_("%(kind)s：%(name)s", kind=kind, name=event.subject_name)
        if event.subject_name
        else str(kind),
        changes=list(_changes(event, words)),
    )


def _changes(event: AuditEvent, words: Words) -> Iterator[Change]:
    keys = ACCOUNT_KEYS if event.subject_type == "account" else KEYS
    for key, value in event.changes.items():
        label, told = str(keys.get(key, key)), words.get(key, {})
        if key not in LISTS and isinstance(value, list) and len(value) == 2:  # noqa: PLR2004
            before, after = value
            is_new = event.action in MADE and before is None
            yield Change(label, _written(after, told), None if is_new else _written(before, told))
        elif value is not None:
            yield Change(label, _written(value, told))


def _written(value: Any, words: Mapping[Any, str]) -> str:
    if value is None or value == "":
        return _("（空）")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    if isinstance(value, dict):
        told = [(COUNTS.get(key, key), item) for key, item in value.items() if item]
        return "，".join(_("%(label)s %(count)s", label=label, count=item) for label, item in told)
    return str(words.get(value, value))
