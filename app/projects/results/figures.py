"""Figures as reports write them: 近2000人次, 600余起, 98%以上. Pure."""

import re
from dataclasses import dataclass

from app.values.counts import Count, parse_count
from app.values.texts import squeeze
from app.values.unreadable import UnreadableValueError

TIMES, PEOPLE = "人次", "人"
UNITS_OF_PEOPLE = frozenset({"人", "名", "个", "位", "员"})
_UNIT = re.compile(
    r"[\d一二三四五六七八九十百千万亿余多来几+](人次|户次|场次|批次|班次|小时|[人名个位场次户家件起份支项期批组节课部套本篇张例员%])"
    r"(?:余|多|以上|左右|以内|以下)?。?$"
)


@dataclass(frozen=True)
class Figure:
    """A text, the number it holds if it holds one, and the unit it names."""

    as_written: str
    count: Count | None
    unit: str | None


def read_figure(text: str) -> Figure:
    """Read a figure; a text without one whole number is kept without a number."""
    tight = squeeze(text)
    found = _UNIT.search(tight)
    unit = found[1] if found else None
    return Figure(text, _count(tight), unit)


def _count(tight: str) -> Count | None:
    try:
        return parse_count(tight.replace("%", "").replace("小时", ""))
    except UnreadableValueError:
        return None


def counts_people(unit: str) -> bool:
    """Tell whether the unit is of people, each counted once."""
    return unit in UNITS_OF_PEOPLE
