"""Division lists as files with the columns code, name, level, parent_code: CSV, or a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.divisions.codes import contains
from app.divisions.models import DivisionLevel
from app.divisions.operations import DivisionRow, DivisionRowError
from app.i18n import _l
from app.workbooks.cells import Raw, UnknownCell
from app.workbooks.limits import DEFAULT_LIMITS, Limits
from app.workbooks.reading import read_workbook

HEADINGS: Final = {
    "code": ("code", "代码", "区划代码", "行政区划代码"),
    "name": ("name", "名称", "区划名称"),
    "level": ("level", "级别", "层级"),
    "parent_code": ("parent_code", "上级代码", "上级区划代码"),
}

# As people write them; the keys themselves are taken too.
LEVELS: Final = {
    "省": DivisionLevel.PROVINCE, "自治区": DivisionLevel.PROVINCE, "直辖市": DivisionLevel.PROVINCE,
    "市": DivisionLevel.CITY,
    "区": DivisionLevel.DISTRICT, "县": DivisionLevel.DISTRICT, "区县": DivisionLevel.DISTRICT,
    "街道": DivisionLevel.STREET, "镇": DivisionLevel.STREET, "乡镇": DivisionLevel.STREET,
    "社区": DivisionLevel.COMMUNITY, "村": DivisionLevel.COMMUNITY, "村社": DivisionLevel.COMMUNITY,
}  # fmt: skip

LEVEL_LABELS: Final = {
    DivisionLevel.WHOLE: _l("全部"),
    DivisionLevel.PROVINCE: _l("省"),
    DivisionLevel.CITY: _l("市"),
    DivisionLevel.DISTRICT: _l("区县"),
    DivisionLevel.STREET: _l("街道（乡镇）"),
    DivisionLevel.COMMUNITY: _l("社区（村）"),
}

TEMPLATE: Final = """\
code,name,level,parent_code
330199000000,示例区,district,
330199001000,晴川街道,street,330199000000
330199001001,晴湾社区,community,330199001000
"""

FILE_REASONS: Final = {
    "empty": _l("文件中没有区划，请按模板填写后重新上传。"),
    "missing_column": _l("第一行缺少列名，请使用 code、name、level、parent_code 四列。"),
}
ROW_REASONS: Final = {
    "bad_code": _l(
        "第%(row)s行：区划代码“%(code)s”应为12位数字，请核对（Excel中请将该列设为文本）。"
    ),
    "missing_name": _l("第%(row)s行：请填写区划“%(code)s”的名称。"),
    "duplicate": _l("第%(row)s行：区划代码“%(code)s”重复出现，请只保留一行。"),
    "parent_does_not_contain": _l(
        "第%(row)s行：区划“%(code)s”不在所填的上级之内，请核对上级代码。"
    ),
    "unknown_level": _l(
        "第%(row)s行：区划“%(code)s”的级别请填 province、city、district、street 或 community。"
    ),
    "unknown_parent": _l("第%(row)s行：找不到区划“%(code)s”的上级，请先载入上级或核对上级代码。"),
    "outside": _l("第%(row)s行：区划“%(code)s”不在本账号的辖区内，请删去此行。"),
}


class DivisionListError(Exception):
    """A file cannot be taken; `reason` is a key of FILE_REASONS, or with a row of ROW_REASONS."""

    def __init__(self, reason: str, row: int | None = None, code: str = "") -> None:
        super().__init__(f"{reason} {row} {code}")
        self.reason = reason
        self.row = row
        self.code = code

    @property
    def message(self) -> str:
        """Return what is wrong where, and what to do, in the language of who asks."""
        if self.row is None:
            return str(FILE_REASONS[self.reason])
        return str(ROW_REASONS[self.reason]) % {"row": self.row, "code": self.code[:40]}


@dataclass(frozen=True)
class DivisionList:
    """The rows of a file, and in which of its lines each code stands."""

    rows: Sequence[DivisionRow]
    lines: Mapping[str, int]

    def check_inside(self, division: str) -> None:
        """Raise DivisionListError for a row outside the division."""
        for row in self.rows:
            if not contains(division, row.code):
                raise DivisionListError("outside", self.lines[row.code], row.code)

    def error_of(self, error: DivisionRowError) -> DivisionListError:
        return DivisionListError(error.reason, self.lines[error.code], error.code)


def read_division_list(path: Path, limits: Limits = DEFAULT_LIMITS) -> DivisionList:
    """Read a file's rows, blank ones left out. Raises DivisionListError, UnreadableFileError."""
    sheet = read_workbook(path, limits).sheets[0]
    rows: list[DivisionRow] = []
    lines: dict[str, int] = {}
    for line, row in _rows(sheet.rows):
        if row.code in lines:
            raise DivisionListError("duplicate", line, row.code)
        lines[row.code] = line
        rows.append(row)
    if not rows:
        raise DivisionListError("empty")
    return DivisionList(rows, lines)


def _rows(cells: Sequence[Sequence[Raw]]) -> Iterator[tuple[int, DivisionRow]]:
    columns = _columns(cells[0]) if cells else {}
    for line, row in enumerate(cells[1:], start=2):
        values = {key: _text(row[place]) for key, place in columns.items()}
        if not any(values.values()):
            continue
        level = LEVELS.get(values["level"], values["level"])
        yield line, DivisionRow(values["code"], values["name"], level, values["parent_code"])


def _columns(heading: Sequence[Raw]) -> dict[str, int]:
    written = [_text(cell).lower() for cell in heading]
    columns = {
        key: written.index(name)
        for key, names in HEADINGS.items()
        for name in names
        if name in written
    }
    if columns.keys() != HEADINGS.keys():
        raise DivisionListError("missing_column")
    return columns


def _text(cell: Raw) -> str:
    if isinstance(cell, UnknownCell):
        return cell.text
    return "" if cell is None else str(cell).strip()
