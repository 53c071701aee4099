"""How many lines a text takes in a cell, so that nothing is cut on paper.

Excel and WPS find the height of a wrapped row themselves when the file has none, but not of
merged cells; LibreOffice, and what makes previews with it, never does. The estimate errs towards
more lines.
"""

import math
from collections.abc import Iterable, Sequence

BODY_POINTS = 11  # of everything but titles and headers

_PIXELS_PER_CHARACTER = 7  # of the default font, in which widths are counted
_PADDING = 5  # pixels
_HIGHEST = 409.0  # points, of a row in Excel


def room_in(width: float, points: float) -> int:
    """Return how many half characters a line of a column holds, a Chinese one counting two."""
    letter = math.ceil(points * 96 / 72)  # pixels of a Chinese character
    return 2 * max(1, int((width * _PIXELS_PER_CHARACTER - _PADDING) / letter))


def width_of(text: str) -> int:
    """Return the width in half characters; all but ASCII counts as Chinese."""
    return (len(text) + len(text.encode("utf-8", "replace")) + 1) // 2


def lines_of(text: str, room: int) -> int:
    """Return how many lines the text takes."""
    return sum(_wrapped(width_of(line), room) for line in text.split("\n"))


def height_of(lines: int, points: float) -> float:
    """Return the height in points of a row with so many lines."""
    return min(_HIGHEST, round(lines * points * 1.35 + 6, 1))


def most_lines(columns: Iterable[tuple[Sequence[str | None], int]], count: int) -> list[int]:
    """Return the lines of each row: of the column that takes most, each with its room."""
    most = [1] * count
    for texts, room in columns:
        joined = "".join(filter(None, texts))
        if "\n" in joined:
            lines = [lines_of(text or "", room) for text in texts]
        elif max(map(len, filter(None, texts)), default=0) * (1 if joined.isascii() else 2) <= room:
            continue  # most columns of most blocks, told without a look at each text
        else:
            lines = [_wrapped(width_of(text), room) if text else 1 for text in texts]
        most = list(map(max, most, lines))
    return most


def _wrapped(width: int, room: int) -> int:
    # Punctuation must not begin a line and words stay whole, so lines end early.
    return 1 if width <= room else -(-width // max(1, room - 2))
