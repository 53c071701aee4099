"""Writes of the tree. Operations flush and audit; the view or command commits."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.audit import operations as audit
from app.divisions.codes import WHOLE, contains, is_code
from app.divisions.models import Division, DivisionLevel
from app.extensions import db


class DivisionRowError(Exception):
    """A row of a division list cannot be taken; `code` and `reason` (a key) say which and why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class DivisionRow:
    """One line of a division list: code, name, level, parent_code (blank: topmost)."""

    code: str
    name: str
    level: str
    parent_code: str


def load_divisions(rows: Sequence[DivisionRow], *, by: int) -> int:
    """Add the divisions and rename those known; return how many rows changed something.

    A division is never removed: accounts and organizations refer to it. Raises DivisionRowError.
    """
    changed = 0
    for row in sorted(rows, key=lambda item: item.code):
        changed += _load(row)
    db.session.flush()
    if changed:
        audit.record("division:load", audit.Subject("division", None, ""), by=by, rows=changed)
    return changed


def _load(row: DivisionRow) -> bool:
    level = _check(row)
    parent = row.parent_code or WHOLE
    known = db.session.get(Division, row.code)
    if known is None:
        if db.session.get(Division, parent) is None:
            raise DivisionRowError(row.code, "unknown_parent")
        db.session.add(Division(code=row.code, name=row.name, level=level, parent_code=parent))
        db.session.flush()
        return True
    before = (known.name, known.level, known.parent_code)
    known.name, known.level, known.parent_code = row.name, level, parent
    return before != (row.name, level, parent)


def _check(row: DivisionRow) -> DivisionLevel:
    if not is_code(row.code) or row.code == WHOLE:
        raise DivisionRowError(row.code, "bad_code")
    if not row.name:
        raise DivisionRowError(row.code, "missing_name")
    if row.parent_code and (row.parent_code == row.code or not contains(row.parent_code, row.code)):
        raise DivisionRowError(row.code, "parent_does_not_contain")
    try:
        return DivisionLevel(row.level)
    except ValueError as error:
        raise DivisionRowError(row.code, "unknown_level") from error
