"""Numbers that are given one after the other, and the pattern they are written in. Pure.

A pattern is a text with `{area}` and `{street}` (short names), `{yyyy}` or `{yy}`, and exactly one
`{seq}`, or `{seq:3}` for at least three digits: `{area}{street}社备〔{yyyy}〕{seq:3}号`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.values.codes import code_key

LONGEST = 60  # characters
MOST_DIGITS = 8
_SLOT = re.compile(r"\{([^{}]*)\}")
_SEQUENCE = re.compile(r"seq(?::([1-8]))?", re.ASCII)
YEARS = {"yyyy": 4, "yy": 2}
NAMES = ("area", "street")

Problem = Literal["too_long", "unknown_slot", "stray_brace", "no_sequence", "two_sequences"]


class PatternError(ValueError):
    """The text is no pattern; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Reading:
    """What a number says; `year` is None where the pattern writes none."""

    year: int | None
    sequence: int


@dataclass(frozen=True)
class NumberPattern:
    """A checked pattern with the short names it is filled with."""

    text: str
    area: str = ""
    street: str = ""

    def __post_init__(self) -> None:
        if len(self.text) > LONGEST:
            raise PatternError("too_long")
        if re.search(r"[{}]", _SLOT.sub("", self.text)):
            raise PatternError("stray_brace")
        sequences = 0
        for slot in self.slots:
            if _SEQUENCE.fullmatch(slot):
                sequences += 1
            elif slot not in YEARS and slot not in NAMES:
                raise PatternError("unknown_slot")
        if sequences != 1:
            raise PatternError("two_sequences" if sequences else "no_sequence")

    @property
    def slots(self) -> list[str]:
        return _SLOT.findall(self.text)

    @property
    def has_year(self) -> bool:
        """Whether counting begins anew each year."""
        return any(slot in YEARS for slot in self.slots)

    def missing_names(self) -> list[str]:
        """Return which short names the pattern asks for and does not have."""
        return [name for name in NAMES if name in self.slots and not getattr(self, name)]

    def render(self, year: int, sequence: int) -> str:
        def fill(slot: re.Match[str]) -> str:
            return self._filled(slot[1], year, sequence)

        return _SLOT.sub(fill, self.text)

    def read(self, number: str) -> Reading | None:
        """Return what a number in this pattern says, however it is written; None for others."""
        found = self._expression().fullmatch(code_key(number))
        if found is None:
            return None
        parts = found.groupdict()
        year = parts.get("yyyy") or (f"20{parts['yy']}" if parts.get("yy") else None)
        return Reading(None if year is None else int(year), int(parts["seq"]))

    def prefix(self, year: int) -> str:
        """Return how the normal form of each number of the year begins."""
        head = self.text[: re.search(r"\{seq", self.text).start()]  # type: ignore[union-attr]
        return code_key(_SLOT.sub(lambda slot: self._filled(slot[1], year, 0), head))

    def _filled(self, slot: str, year: int, sequence: int) -> str:
        if slot in NAMES:
            return str(getattr(self, slot))
        if slot in YEARS:
            return f"{year:04}"[-YEARS[slot] :]
        return f"{sequence:0{_digits(slot)}}"

    def _expression(self) -> re.Pattern[str]:
        expression = ""
        seen: set[str] = set()
        for place, part in enumerate(_SLOT.split(self.text)):
            if place % 2 == 0:
                expression += re.escape(code_key(part))
            elif part in NAMES:
                expression += re.escape(code_key(getattr(self, part)))
            elif part in YEARS:
                digits = rf"\d{{{YEARS[part]}}}"
                expression += f"(?P={part})" if part in seen else f"(?P<{part}>{digits})"
                seen.add(part)
            else:
                expression += rf"(?P<seq>\d{{{_digits(part)},{MOST_DIGITS}}})"
        return re.compile(expression, re.ASCII)


def next_sequence(taken: Iterable[int], first: int = 1) -> int:
    """Return the number after the highest taken: gaps are numbers somebody may have been given."""
    return max([first - 1, *taken]) + 1


def _digits(slot: str) -> int:
    found = _SEQUENCE.fullmatch(slot)
    assert found
    return int(found[1] or 1)
