"""Where the parts of a written sheet stand, known before the first row is written."""

from dataclasses import dataclass, replace

from app.workbooks.layout import SheetPlan
from app.workbooks.names import column_letter

MAX_ROWS = 1_048_576  # of a sheet, in Excel and WPS


@dataclass(frozen=True)
class Placement:
    """Rows of a sheet, counted from 1."""

    header_top: int
    header_bottom: int
    count: int  # rows of data; a sheet without any shows a blank row
    total_row: int | None = None
    signature_row: int | None = None

    @property
    def first_row(self) -> int:
        """Return the first row of data."""
        return self.header_bottom + 1

    @property
    def last_data_row(self) -> int:
        """Return the last row of data, or the blank one."""
        return self.header_bottom + max(1, self.count)

    @property
    def last_row(self) -> int:
        """Return the last row of all."""
        return self.signature_row or self.last_data_row


def place(plan: SheetPlan, count: int, *, is_last: bool) -> Placement:
    """Place a sheet with so many rows; totals and signature stand on the last sheet only."""
    top = 3 if plan.official else 1  # below the title and the line with unit and date
    placement = Placement(top, top + int(has_two_header_rows(plan)), count)
    if plan.official is None or not is_last:
        return placement
    below = placement.last_data_row + 1
    if any(column.has_total for column in plan.columns):
        return replace(placement, total_row=below, signature_row=below + 1)
    return replace(placement, signature_row=below)


def split(plan: SheetPlan, count: int) -> tuple[Placement, ...]:
    """Place all rows, on further sheets when one cannot hold them."""
    blank = place(plan, 1, is_last=True)
    room = MAX_ROWS - (blank.last_row - 1)
    counts = [room] * (count // room) + [count % room]
    if len(counts) > 1 and counts[-1] == 0:
        counts.pop()
    last = len(counts) - 1
    return tuple(place(plan, rows, is_last=at == last) for at, rows in enumerate(counts))


def has_two_header_rows(plan: SheetPlan) -> bool:
    """Return whether groups stand above the titles; a plain sheet has one header row."""
    return plan.official is not None and any(column.group for column in plan.columns)


def first_column(plan: SheetPlan) -> int:
    """Return where the first column of the plan stands: after 序号, when there is one."""
    return 2 if plan.has_serial_number else 1


def last_letter(plan: SheetPlan) -> str:
    """Return the letters of the last column."""
    return column_letter(first_column(plan) + len(plan.columns) - 1)
