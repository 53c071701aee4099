"""A sheet by row and column, both counted from 1, as a person sees it."""

from collections import defaultdict

from app.values.texts import is_blank, squeeze
from app.workbooks.cells import Merge, Raw, Sheet, UnknownCell


class Grid:
    """A sheet and its merges. What stands hidden below a merged cell is not seen."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = max(map(len, sheet.rows), default=0)
        self.rows = list(sheet.rows)
        self._merges: defaultdict[int, list[Merge]] = defaultdict(list)
        for merge in sheet.merges:
            self._add(merge)

    def raw(self, row: int, column: int) -> Raw:
        """Return what stands there; None outside the sheet."""
        if not 1 <= row <= self.height or not 1 <= column <= len(self.rows[row - 1]):
            return None
        return self.rows[row - 1][column - 1]

    def text(self, row: int, column: int) -> str:
        return cell_text(self.raw(row, column))

    def cells(self, row: int, first: int = 1, last: int | None = None) -> list[tuple[int, Raw]]:
        """Return the cells of a row that are not blank, with their columns."""
        values = self.rows[row - 1][first - 1 : last]
        return [(first + i, raw) for i, raw in enumerate(values) if not is_blank(raw)]

    def merge(self, row: int, column: int) -> Merge | None:
        """Return the merged range that covers the cell."""
        for merge in self._merges.get(row, ()):
            if merge.left <= column <= merge.right:
                return merge
        return None

    def merges(self, row: int) -> list[Merge]:
        """Return the merged ranges that touch the row."""
        return self._merges.get(row, [])

    def is_wide(self, row: int, column: int) -> bool:
        merge = self.merge(row, column)
        return merge is not None and merge.right > merge.left

    def filled_down(self, after: int) -> dict[int, dict[int, Raw]]:
        """Return by row and column what merged cells starting below row `after` give to rows."""
        filled: dict[int, dict[int, Raw]] = defaultdict(dict)
        for merge in self.sheet.merges:
            if merge.top > after:
                value = self.raw(merge.top, merge.left)
                for row in range(merge.top + 1, min(merge.bottom, self.height) + 1):
                    filled[row][merge.left] = value
        return filled

    def _add(self, merge: Merge) -> None:
        for row in range(merge.top, min(merge.bottom, self.height) + 1):
            self._merges[row].append(merge)
            values = list(self.rows[row - 1])
            for column in range(merge.left, min(merge.right, len(values)) + 1):
                if (row, column) != (merge.top, merge.left):
                    values[column - 1] = None
            self.rows[row - 1] = values


def cell_text(raw: Raw) -> str:
    """Return the text of a cell, squeezed; "" for a blank one."""
    if isinstance(raw, str):
        return squeeze(raw)
    if isinstance(raw, UnknownCell):
        return squeeze(raw.text)
    return "" if raw is None else str(raw)
