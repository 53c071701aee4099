"""How official documents look (GB/T 9704-2012). Values only."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]

# 二号, 三号, 四号, 小四: what offices call sizes in points.
SIZE_2, SIZE_3, SIZE_4, SIZE_4_SMALL = 22.0, 16.0, 14.0, 12.0
LINE_POINTS = 28.0  # 22 lines a page
TEXT_WIDTH = 156.0  # in mm, between the margins


@dataclass(frozen=True)
class Fonts:
    """An office without one of them sees its replacement."""

    title: str = "方正小标宋简体"
    heading: str = "黑体"
    body: str = "仿宋"
    number: str = "宋体"  # of pages


@dataclass(frozen=True)
class Margins:
    """White around the text, in mm."""

    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26


@dataclass(frozen=True)
class TableColumn:
    """A column of a table; the widths of all are stretched to that of the text."""

    title: str
    width: float
    align: Align = "left"
