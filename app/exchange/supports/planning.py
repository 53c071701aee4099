"""Planning the import of support logs: rows to outcomes and the work that applying them takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange.models import RowOutcome
from app.exchange.plans import RowPlan
from app.exchange.register.matching import AmbiguousMatchError, Known
from app.exchange.supports.parsing import SupportRow, parse_table
from app.exchange.supports.recipients import Recipients, UnknownOrganizationError
from app.exchange.supports.recorded import Log, differences, everything
from app.exchange.tables import Table
from app.incubation.supports.models import Support
from app.incubation.supports.operations import SupportEntry
from app.standpoint import Standpoint

REMARK = "备注：%s"


@dataclass(frozen=True)
class Correction:
    """The work of a changed row."""

    number: int
    entry: SupportEntry


@dataclass(frozen=True)
class _Readable:
    """A row without an error, and what it asks to record."""

    row: SupportRow
    entry: SupportEntry


class SupportPlanner:
    """Plans the rows of one file against the support log as it is now."""

    def __init__(self, standpoint: Standpoint, tables: Sequence[Table]) -> None:
        self._rows = [row for table in tables for row in parse_table(table, standpoint.on)]
        clean = [row for row in self._rows if not row.is_error]
        self._recipients = Recipients(standpoint, clean)
        readable = [_Readable(row, entry) for row in clean if (entry := self._read(row))]
        wanted = _each_once(readable)
        log = Log(standpoint, [item.entry.on for item in wanted])
        # A record that says just what a row says is that row's, before any that differs from it.
        self._same = {id(item.row): log.take_same(item.entry) for item in wanted}
        self._alike = {
            id(item.row): log.take_alike(item.entry)
            for item in wanted
            if self._same[id(item.row)] is None
        }
        self._entries = {id(item.row): item.entry for item in wanted}

    def plan(self) -> list[RowPlan]:
        return [self._plan(row) for row in self._rows]

    def _plan(self, row: SupportRow) -> RowPlan:
        entry = self._entries.get(id(row))
        if entry is None:
            return row.planned(RowOutcome.ERROR if row.is_error else RowOutcome.SKIPPED, row.named)
        same, alike = self._same[id(row)], self._alike.get(id(row))
        if same is not None:
            planned = row.planned(RowOutcome.UNCHANGED, row.named)
            planned.subject_id = same.number
        elif alike is not None:
            planned = row.planned(RowOutcome.CHANGED, row.named)
            planned.subject_id = alike.number
            planned.changes = differences(alike, entry)
            planned.work = Correction(alike.number, _corrected(alike, entry))
        else:
            planned = row.planned(RowOutcome.NEW, row.named)
            planned.work = entry
        return planned

    def _read(self, row: SupportRow) -> SupportEntry | None:
        """Return what the row asks to record; None, with a problem, where it cannot be."""
        try:
            found = self._recipients.find(row)
        except UnknownOrganizationError as error:
            row.note("unknown_organization", "organizations", name=error.name)
            return None
        except AmbiguousMatchError:
            row.note("ambiguous_match", "organizations")
            return None
        unborn = [known for known in found if known.standings[0].since > row.values["on"]]
        if unborn:
            row.note("before_existence", "on", name=unborn[0].organization.name)
            return None
        return _entry(row, found)


def _each_once(items: Sequence[_Readable]) -> list[_Readable]:
    """Leave out rows that say just what an earlier one says, with a problem."""
    seen: dict[Any, SupportRow] = {}
    for item in items:
        first = seen.setdefault(everything(item.entry), item.row)
        if first is not item.row:
            item.row.note("duplicate_identical", first=first.place_from(item.row))
    return [item for item in items if seen[everything(item.entry)] is item.row]


def _entry(row: SupportRow, found: Sequence[Known]) -> SupportEntry:
    values = row.values
    said = [values.get("advice"), _remark(values.get("remark"))]
    return SupportEntry(
        on=values["on"],
        kind=values["kind"],
        minutes=values.get("minutes"),
        by_name=values["by_name"],
        form=values.get("form"),
        problem=values.get("problem"),
        advice="\n".join(text for text in said if text) or None,
        follow_up_on=values.get("follow_up_on"),
        organization_ids=tuple(known.organization.id for known in found),
    )


def _remark(text: str | None) -> str | None:
    """Return a remark as it stands below the advice; the log has no column of its own for it."""
    return None if text is None else REMARK % text


def _corrected(support: Support, entry: SupportEntry) -> SupportEntry:
    """Return the support as the row says it, with what the row leaves open as it was."""
    return SupportEntry(
        on=support.on,
        kind=support.kind,
        minutes=support.minutes if entry.minutes is None else entry.minutes,
        by_name=support.by_name,
        form=entry.form or support.form,
        problem=support.problem,
        advice=entry.advice or support.advice,
        follow_up_on=entry.follow_up_on or support.follow_up_on,
        organization_ids=entry.organization_ids,
        by_account=support.by_account,
    )
