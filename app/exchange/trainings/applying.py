"""Applying a plan of sessions through the same operations as the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.exchange.plans import RowNotAppliedError, RowPlan
from app.exchange.trainings.differing import COLUMNS
from app.exchange.trainings.planning import Recording
from app.organizations.errors import ChangeRefusedError
from app.standpoint import Standpoint
from app.trainings.categories import find_or_add_category
from app.trainings.sessions import queries
from app.trainings.sessions.operations import (
    SessionFacts,
    edit_session,
    facts_of,
    plan_session,
)


def apply_rows(
    standpoint: Standpoint, rows: Sequence[RowPlan], *, batch_id: int, file_name: str
) -> None:
    """Do the work of all rows that have any. Raises RowNotAppliedError."""
    del file_name  # a session names its import itself
    wanted = [row for row in rows if isinstance(row.work, Recording)]
    labels = dict.fromkeys(row.work.values["category"] for row in wanted if _category(row.work))
    categories = {label: find_or_add_category(standpoint, label) for label in labels}
    for row in wanted:
        try:
            _apply(standpoint, row, categories, batch_id)
        except ChangeRefusedError as error:
            raise RowNotAppliedError(row) from error


def _apply(
    standpoint: Standpoint, row: RowPlan, categories: Mapping[str, int], batch_id: int
) -> None:
    work: Recording = row.work
    fields = _fields(work, categories)
    if work.session_id is None:
        row.subject_id = plan_session(standpoint, SessionFacts(**fields), batch_id)
        return
    detail = queries.get_session(standpoint, work.session_id)
    known = facts_of(detail, queries.mentor_ids_of(standpoint, work.session_id))
    if "ends_on" not in fields and fields["held_on"] != detail.held_on:
        fields["ends_on"] = None
    edit_session(standpoint, work.session_id, replace(known, **fields), detail.session.version)


def _fields(work: Recording, categories: Mapping[str, int]) -> dict[str, Any]:
    """Return the facts that the row states."""
    values = work.values
    fields = {column: values[key] for key, column in COLUMNS.items() if key in values}
    fields["state"] = work.state
    if "session_no" in values:
        fields["number"] = values["session_no"]
    if "ends_on" in values:
        fields["ends_on"] = values["ends_on"]
    if "attended_count" in values:
        claim = values["attended_count"]
        fields |= {"claimed": claim.number, "claimed_qualifier": claim.qualifier}
    if _category(work):
        fields["category_id"] = categories[values["category"]]
    return fields


def _category(work: Recording) -> str | None:
    return work.values.get("category")
