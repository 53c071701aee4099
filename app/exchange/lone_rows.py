"""Rows with a single text: a heading, a note, or a record of which only one value is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.exchange import marks
from app.exchange.layout import Layout, Row, RowKind


@dataclass(frozen=True)
class _Surroundings:
    """Where a row stands among the others."""

    is_below_last: bool  # no record stands further down
    above: RowKind  # the nearest row above that is not blank
    is_apart: bool  # the row directly above is no record


def settled(layout: Layout, rows: Sequence[Row], looks: Sequence[RowKind | None]) -> list[RowKind]:
    """Return what every row is, those included whose place among the others decides.

    A text alone in the required field's column is a record unless it reads like a heading or
    stands below the end. Elsewhere it heads the rows below it, or is a note when none follow.
    """
    counted = _counted(rows)
    records = [
        look is RowKind.DATA or (look is None and _may_be_record(layout, row, counted))
        for row, look in zip(rows, looks, strict=True)
    ]
    last = _last_record(rows, looks, records)
    kinds: list[RowKind] = []
    above = RowKind.HEADER
    for place, (row, look) in enumerate(zip(rows, looks, strict=True)):
        kind = look
        if kind is None and records[place]:
            is_note = place > last or (above is RowKind.NOTE and marks.is_numbered(row.first))
            kind = RowKind.NOTE if is_note else RowKind.DATA
        elif kind is None:
            is_apart = not kinds or kinds[-1] is not RowKind.DATA
            around = _Surroundings(place > last, above, is_apart)
            kind = _lone(layout, row, around, is_counted=row.number in counted)
        kinds.append(kind)
        above = above if kind is RowKind.BLANK else kind
    return kinds


def _counted(rows: Sequence[Row]) -> frozenset[int]:
    """Return the rows with a running number; numerals are such where there are more of them."""
    numerals = {row.number for row in rows if row.has_numeral}
    digits = {row.number for row in rows if row.is_numbered and not row.has_numeral}
    return frozenset(digits | numerals if len(numerals) > len(digits) else digits)


def _may_be_record(layout: Layout, row: Row, counted: frozenset[int]) -> bool:
    if row.number in counted:
        return True
    in_place = row.column == layout.key_column and not row.is_wide
    return in_place and not marks.is_long(row.first) and not _reads_like_heading(layout, row)


def _reads_like_heading(layout: Layout, row: Row) -> bool:
    return (
        marks.is_enumerated(row.heading)
        or marks.is_place(row.first)
        or layout.words.ledger.is_heading(marks.heading_label(row.first))
    )


def _last_record(
    rows: Sequence[Row], looks: Sequence[RowKind | None], records: Sequence[bool]
) -> int:
    """Return the place of the last record; what looks like one below the end is left out."""
    sure = [place for place, look in enumerate(looks) if look is RowKind.DATA]
    start = sure[-1] if sure else next((n for n, is_one in enumerate(records) if is_one), -1)
    last = start
    for place in range(start + 1, len(rows)):
        if looks[place] in {RowKind.TOTAL, RowKind.NOTE, RowKind.SECOND_TABLE}:
            break
        if records[place] and not marks.is_signature(rows[place].first):
            last = place
    return last


def _lone(layout: Layout, row: Row, around: _Surroundings, *, is_counted: bool) -> RowKind:
    heads = row.first and (
        row.is_wide
        or row.column < layout.key_column
        or (row.column == layout.key_column and marks.is_long(row.first))
        or _reads_like_heading(layout, row)
    )
    if heads and not is_counted:
        follows_note = around.above is RowKind.NOTE and marks.is_numbered(row.first)
        is_note = around.is_below_last or follows_note or marks.is_long(row.first)
        return RowKind.NOTE if is_note else RowKind.GROUP
    return RowKind.NOTE if around.is_below_last and around.is_apart else RowKind.DATA
