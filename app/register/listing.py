"""A list of organizations as a page shows it: which rows, how many there are, what narrows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.definitions.columns import Column
from app.definitions.rows import Row
from app.i18n import _
from app.organizations.contributions import all_columns, columns_by_key
from app.register import queries
from app.register.cells import Cell, cells_of
from app.register.selection import MISSING, USUAL_SORT, DayRange, Selection
from app.standpoint import Standpoint
from app.web.pagination import COUNTED_UP_TO, Page, checked_number, checked_size


@dataclass(frozen=True)
class Listing:
    """One page of the rows of a selection."""

    selection: Selection
    page: Page
    rows: Sequence[Row]
    may_read_personal: bool

    def cells(self, row: Row) -> Mapping[str, Cell]:
        return cells_of(row, self.columns, may_read_personal=self.may_read_personal)

    @property
    def columns(self) -> Sequence[Column]:
        return self.selection.shown(all_columns())

    @property
    def all_columns(self) -> Sequence[Column]:
        """All there are, those shown first and in their order."""
        return [*self.columns, *(column for column in all_columns() if column not in self.columns)]


def make_listing(
    standpoint: Standpoint,
    selection: Selection,
    place: Mapping[str, str],
    *,
    may_read_personal: bool,
) -> Listing:
    """Return the page of the list that `place` (size, page, after, before) asks for."""
    if columns_by_key()[selection.sort_key].is_personal and not may_read_personal:
        # The order alone would tell whose number or name begins with what.
        selection = replace(selection, sort=USUAL_SORT)
    total = queries.count_rows(
        standpoint, selection, may_read_personal=may_read_personal, up_to=COUNTED_UP_TO + 1
    )
    size = checked_size(place.get("size"))
    if total > COUNTED_UP_TO:
        return _walk(standpoint, selection, place, Page(1, size, total), may_read_personal)
    number = checked_number(place.get("page"), last=Page(1, size, total).last)
    page = Page(number, size, total)
    rows = queries.list_page(
        standpoint,
        selection,
        may_read_personal=may_read_personal,
        limit=size,
        offset=page.offset,
    )
    return Listing(selection, page, rows, may_read_personal)


def _walk(
    standpoint: Standpoint,
    selection: Selection,
    place: Mapping[str, str],
    page: Page,
    may_read_personal: bool,
) -> Listing:
    """Return a page of a list too long to count, from the row that was at its edge."""
    after, before = _number(place.get("after")), _number(place.get("before"))
    rows = queries.list_page(
        standpoint,
        selection,
        may_read_personal=may_read_personal,
        limit=page.size + 1,  # one more tells whether the list goes on
        after=after,
        before=before,
    )
    goes_on = len(rows) > page.size
    if before is not None:
        rows, has_earlier, has_later = rows[-page.size :], goes_on, True
    else:
        rows, has_earlier, has_later = rows[: page.size], after is not None, goes_on
    edges = (str(rows[0].id), str(rows[-1].id)) if rows else (None, None)
    page = replace(
        page,
        before_this=edges[0] if has_earlier else None,
        after_this=edges[1] if has_later else None,
    )
    return Listing(selection, page, rows, may_read_personal)


def _number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdigit()
    return int(text[:18]) if is_number and text is not None else None


def active_filters(
    selection: Selection, community_names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return what narrows the list, each with the parameter that says it, to be taken out."""
    found = []
    if selection.text:
        found.append({"label": _("查找"), "text": selection.text, "key": "q"})
    for key, values in selection.choices.items():
        column = columns_by_key()[key]
        labels = community_names if key == "community" else _labels(column)
        found += [
            {"label": column.label, "text": labels.get(value, value), "key": key, "value": value}
            for value in values
        ]
    for name, days in selection.ranges.items():
        found += _active_days(name, days)
    return found + [
        {"label": _("缺"), "text": columns_by_key()[key].label, "key": MISSING, "value": key}
        for key in selection.missing
    ]


def _labels(column: Column) -> Mapping[str, str]:
    choices = column.choices() if column.choices else ()
    return {choice.value: choice.label for choice in choices}


def _active_days(name: str, days: DayRange) -> Iterator[dict[str, Any]]:
    label = columns_by_key()[f"{name}_on"].label
    if days.first is not None:
        text = _("%(day)s 起", day=days.first)
        yield {"label": label, "text": text, "key": f"{name}-from"}
    if days.last is not None:
        text = _("%(day)s 止", day=days.last)
        yield {"label": label, "text": text, "key": f"{name}-to"}
