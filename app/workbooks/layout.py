"""What a sheet to be written looks like: columns, official form, notes. Values only."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Align = Literal["left", "center", "right"]


class CellKind(StrEnum):
    """How the values of a column are given and shown.

    All take None (blank). All but TEXT and CODE also take text, which is then written as it is:
    "2023-04" in a column of days, "350余" in one of numbers.
    """

    TEXT = "text"
    CODE = "code"  # digits that are no number: codes, phones; stays text when edited
    INTEGER = "integer"
    MONEY = "money"  # an int in fen, shown in yuan
    DATE = "date"  # a date, or a whole day in ISO notation


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet. Its width is in characters, a Chinese one counting two."""

    title: str
    kind: CellKind = CellKind.TEXT
    width: float = 16
    align: Align = "left"
    group: str | None = None  # upper header of the official format; equal neighbors are merged
    has_total: bool = False  # a sum below it in the official format; INTEGER and MONEY only


@dataclass(frozen=True)
class Fonts:
    """Fonts of the official format; an office without one of them sees its replacement."""

    title: str = "方正小标宋简体"
    header: str = "黑体"
    body: str = "仿宋"


@dataclass(frozen=True)
class OfficialForm:
    """What an office expects around a table, each line as it is to stand there."""

    title: str
    unit_line: str  # 填报单位（盖章）：…
    date_line: str  # 填报日期：2026年11月21日
    signature: str  # 单位负责人：　审核人：　填表人：　联系电话：
    fonts: Fonts = Fonts()


@dataclass(frozen=True)
class SheetPlan:
    """A sheet to be written: in the official format, or plain when there is no form."""

    name: str
    columns: tuple[SheetColumn, ...]
    official: OfficialForm | None = None
    has_serial_number: bool = False  # 序号 as the first column
    frozen_columns: int = 1  # up to and including the name; 序号 not counted


@dataclass(frozen=True)
class NotesSheet:
    """The last sheet, which says what the others show: filters, standpoint, definitions."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()  # label, text


@dataclass(frozen=True)
class WorkbookProperties:
    """Properties of the file. A person is never named."""

    title: str = ""
    company: str = ""
