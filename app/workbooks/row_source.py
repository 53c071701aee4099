"""The rows to be written, handed out sheet by sheet, counted and summed up on the way."""

from collections.abc import Iterable, Iterator, Sequence

from app.workbooks.sheet_xml import Block


class RowCountError(ValueError):
    """The rows are not as many as was said before the first was written."""


class RowSource:
    """Blocks of rows, of which several sheets take their share one after the other."""

    def __init__(self, blocks: Iterable[Block], summed: Sequence[int]) -> None:
        self._blocks = iter(blocks)
        self._rest: Block = ()
        self.totals = dict.fromkeys(summed, 0)  # by position of the column in a row

    def take(self, count: int) -> Iterator[Block]:
        """Yield the next rows; raise RowCountError when there are fewer."""
        while count:
            block = self._rest or self._next_block()
            self._rest = block[count:]
            if self._rest:
                block = block[:count]
            count -= len(block)
            self._add_up(block)
            yield block

    def finish(self) -> None:
        """Raise RowCountError when rows are left over."""
        if self._rest or any(self._blocks):
            raise RowCountError("too many rows")

    def _next_block(self) -> Block:
        for block in self._blocks:
            return block
        raise RowCountError("too few rows")

    def _add_up(self, block: Block) -> None:
        for at in self.totals:
            values = [row[at] for row in block]
            self.totals[at] += sum(value for value in values if isinstance(value, int))
