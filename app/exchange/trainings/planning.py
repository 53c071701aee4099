"""Planning the import of training ledgers: rows to outcomes and the work that applying takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange.models import RowOutcome
from app.exchange.plans import RowPlan
from app.exchange.tables import Table
from app.exchange.trainings.differing import differences, is_same
from app.exchange.trainings.parsing import TrainingRow, parse_table
from app.exchange.trainings.recorded import Sessions
from app.exchange.trainings.words import within_year
from app.standpoint import Standpoint, today
from app.trainings.categories import category_labels
from app.trainings.models import SessionDetail, SessionState
from app.values.names import match_key


@dataclass(frozen=True)
class Recording:
    """The work of a new row, or of a changed one: which session, and the fields to be set."""

    values: Mapping[str, Any]
    state: SessionState
    session_id: int | None = None


class TrainingPlanner:
    """Plans the rows of one file against the sessions recorded now."""

    def __init__(self, standpoint: Standpoint, tables: Sequence[Table]) -> None:
        self._rows = [row for table in tables for row in parse_table(table)]
        self._sessions = Sessions(standpoint)
        self._categories = category_labels()
        self._seen: dict[Any, TrainingRow] = {}
        self._taken: dict[int, TrainingRow] = {}

    def plan(self) -> list[RowPlan]:
        return [self._plan(row) for row in self._rows]

    def _plan(self, row: TrainingRow) -> RowPlan:
        name = row.values.get("title")
        if row.is_error:
            return row.planned(RowOutcome.ERROR, name)
        if "session_no" in row.values:
            day = row.values["held_on"]
            row.values["session_no"] = within_year(row.values["session_no"], day.year)
        detail = self._find(row)
        if not self._is_first(row, detail):
            return row.planned(RowOutcome.ERROR if row.is_error else RowOutcome.SKIPPED, name)
        return self._known(row, detail) if detail else self._new(row)

    def _new(self, row: TrainingRow) -> RowPlan:
        planned = row.planned(RowOutcome.NEW, row.values["title"])
        is_over = row.values["held_on"] <= today()
        state = SessionState.HELD if is_over else SessionState.PLANNED
        planned.work = Recording(row.values, state)
        return planned

    def _known(self, row: TrainingRow, detail: SessionDetail) -> RowPlan:
        state = _state(row, detail)
        if state is None:
            row.note("day_to_come", "held_on")
            return row.planned(RowOutcome.ERROR, row.values["title"])
        category = self._categories.get(detail.category_id or 0)
        changes = differences(detail, row.values, category)
        if state is not detail.state:
            changes["state"] = (detail.state.value, state.value)
        outcome = RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED
        planned = row.planned(outcome, row.values["title"])
        planned.subject_id = detail.session_id
        planned.changes = changes
        if changes:
            planned.work = Recording(row.values, state, detail.session_id)
        return planned

    def _find(self, row: TrainingRow) -> SessionDetail | None:
        """Return the session a row is about: of its number, else of its title, day and time.

        A number is one of its division only: elsewhere the title or the day must fit too.
        """
        values = row.values
        if "session_no" in values:
            found = self._sessions.by_number(values["session_no"], values["held_on"])
            found = [item for item in found if self._sessions.is_own(item) or _fits(item, values)]
        else:
            found = self._sessions.by_title(
                values["title"], values["held_on"], values.get("starts_at")
            )
        return found[0] if found else None

    def _is_first(self, row: TrainingRow, detail: SessionDetail | None) -> bool:
        """Tell whether no earlier row is about the same session; else note which one is."""
        key: Any = detail.session_id if detail else _identity(row)
        first = self._seen.setdefault(key, row)
        if first is row:
            return True
        code = "duplicate_identical" if _says_the_same(first, row) else "duplicate_conflict"
        row.note(code, first=first.place_from(row))
        return False


def _identity(row: TrainingRow) -> tuple[Any, ...]:
    values = row.values
    if "session_no" in values:
        return (match_key(values["session_no"]),)
    return match_key(values["title"]), values["held_on"], values.get("starts_at")


def _says_the_same(one: TrainingRow, other: TrainingRow) -> bool:
    keys = one.values.keys() | other.values.keys()
    return all(is_same(one.values.get(key), other.values.get(key)) for key in keys)


def _fits(detail: SessionDetail, values: Mapping[str, Any]) -> bool:
    is_that_day = detail.held_on <= values["held_on"] <= detail.ends_on
    return is_that_day or match_key(detail.title) == match_key(values["title"])


def _state(row: TrainingRow, detail: SessionDetail) -> SessionState | None:
    """Return what the session is then; None for one held that would be moved to a day to come."""
    if row.values["held_on"] <= today():
        is_canceled = detail.state is SessionState.CANCELED
        return detail.state if is_canceled else SessionState.HELD
    return None if detail.state is SessionState.HELD else detail.state
