"""Numbers of sessions (期次编号): PX-2026-01, counted per division and year."""

from collections.abc import Iterable

PREFIX = "PX"


def year_prefix(year: int) -> str:
    return f"{PREFIX}-{year}-"


def next_number(year: int, taken: Iterable[str]) -> str:
    """Return the number after the highest taken; one given and deleted is not given again."""
    head = year_prefix(year)
    tails = [number.removeprefix(head) for number in taken if number.startswith(head)]
    highest = max((int(tail) for tail in tails if _counts(tail)), default=0)
    return f"{head}{highest + 1:02}"


def _counts(tail: str) -> bool:
    return tail.isascii() and tail.isdigit()
