"""Which rows of a list a page shows, and which other pages can be gone to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

COUNTED_UP_TO = 10_000
SIZES = (10, 20, 50, 100)
USUAL_SIZE = 20


@dataclass(frozen=True)
class Page:
    """A part of a list.

    `total` is exact up to COUNTED_UP_TO; anything larger says that there are more. Beyond, pages
    have no numbers: one walks by the keys in `after_this` and `before_this`, None where the list
    ends.
    """

    number: int  # from 1; of a list walked by keys, unused
    size: int
    total: int
    after_this: str | None = None
    before_this: str | None = None

    @property
    def is_exact(self) -> bool:
        return self.total <= COUNTED_UP_TO

    @property
    def total_text(self) -> str:
        return f"{self.total:,}" if self.is_exact else f"{COUNTED_UP_TO}+"

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one page."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many rows stand before the page shown; 0 where keys are walked."""
        return (self.number - 1) * self.size if self.is_exact else 0

    def previous(self) -> dict[str, object] | None:
        """Return the parameters that lead to the page before, None on the first."""
        if self.is_exact:
            return {"page": self.number - 1} if self.number > 1 else None
        return {"before": self.before_this} if self.before_this else None

    def next(self) -> dict[str, object] | None:
        """Return the parameters that lead to the page after, None on the last."""
        if self.is_exact:
            return {"page": self.number + 1} if self.number < self.last else None
        return {"after": self.after_this} if self.after_this else None

    def numbers(self) -> Sequence[int | None]:
        """Return the page numbers to offer: both ends, those around, None for a gap."""
        around = range(self.number - 2, self.number + 3)
        offered = {1, self.last, *(n for n in around if 1 <= n <= self.last)}
        # A gap of a single page is no gap.
        offered |= {n for n in (2, self.last - 1) if {n - 1, n + 1} <= offered}
        numbers: list[int | None] = []
        for one in sorted(offered):
            if numbers and one - 1 not in offered:
                numbers.append(None)
            numbers.append(one)
        return numbers


def checked_size(text: str | None) -> int:
    """Return the number of rows asked for, the usual one for anything not offered."""
    return int(text) if text in {str(size) for size in SIZES} else USUAL_SIZE


def checked_number(text: str | None, *, last: int) -> int:
    """Return the page asked for, the nearest one there is for anything else."""
    if not text or not text.isascii() or not text.isdigit():
        return 1
    return min(max(1, int(text[:9])), last)
