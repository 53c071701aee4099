"""Large formatted workbooks: a shell of openpyxl into whose sheets the rows are streamed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from app.i18n import _
from app.workbooks.column_xml import ColumnXml, column_xml, serial_xml
from app.workbooks.layout import CellKind, NotesSheet, SheetPlan, WorkbookProperties
from app.workbooks.line_breaks import BODY_POINTS, room_in
from app.workbooks.names import column_letter
from app.workbooks.packing import write_package
from app.workbooks.placing import Placement, first_column, split
from app.workbooks.row_source import RowSource
from app.workbooks.sheet_xml import Block, rows_xml
from app.workbooks.shell import PROPERTIES_PART, Shell, build_shell, company_part, sheet_name

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Above so many cells a sheet may pass 2 GiB, which the package must know beforehand; below, it
# stays an ordinary zip file, which every program opens.
_MANY_CELLS = 8_000_000
_CUT = b"<!--rows-->"


def write_workbook(
    path: Path,
    plan: SheetPlan,
    count: int,
    blocks: Iterable[Block],
    notes: NotesSheet | None = None,
    properties: WorkbookProperties | None = None,
) -> None:
    """Write `count` rows, given in blocks of about 1,000, to an .xlsx file at the path.

    The values of a row stand in the order of the columns, each as its CellKind says; 序号 is not
    among them. Memory does not grow with the rows. What one sheet cannot hold goes on further
    ones, and the notes say so. The file appears when it is complete; until then, what stood there
    stays. Raises CellTooLongError, and RowCountError when there are not `count` rows.
    """
    placements = split(plan, count)
    if len(placements) > 1:
        notes = _with_notice(notes or NotesSheet(_("导出说明")), plan, placements)
    properties = properties or WorkbookProperties()
    shell = build_shell(plan, placements, notes, properties)
    summed = [at for at, column in enumerate(plan.columns) if column.has_total and plan.official]
    stream = _RowStream(plan, shell, RowSource(blocks, summed))
    parts: dict[str, Iterable[bytes]] = {
        f"xl/worksheets/sheet{number}.xml": stream.sheet(number, placements)
        for number in range(1, len(placements) + 1)
    }
    parts[PROPERTIES_PART] = [company_part(properties.company)]
    is_huge = placements[0].count * len(plan.columns) > _MANY_CELLS
    write_package(path, BytesIO(shell.package), parts, is_huge=is_huge)


def _with_notice(
    notes: NotesSheet, plan: SheetPlan, placements: tuple[Placement, ...]
) -> NotesSheet:
    names = [sheet_name(plan.name, number) for number in range(1, len(placements) + 1)]
    notice = _(
        "共 %(count)s 行，一张工作表放不下，依次分为 %(sheets)s 张：%(names)s。",
        count=sum(placement.count for placement in placements),
        sheets=len(names),
        names="、".join(names),
    )
    return replace(notes, rows=((_("分表"), notice), *notes.rows))


@dataclass(frozen=True)
class _RowStream:
    plan: SheetPlan
    shell: Shell
    source: RowSource

    def sheet(self, number: int, placements: tuple[Placement, ...]) -> Iterator[bytes]:
        """Yield the XML of a sheet; what stands below the rows comes last, knowing their sums."""
        with ZipFile(BytesIO(self.shell.package)) as package:
            sheet = etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
        placement = placements[number - 1]
        _extend_dimension(sheet, placement)
        if placement.count:
            _cut_at_marker(sheet, placement.first_row)
            yield _xml(sheet).partition(_CUT)[0]
            done = sum(earlier.count for earlier in placements[: number - 1])
            yield from self._rows(placement, done)
        if number == len(placements):
            self.source.finish()
            self._store_totals(sheet, placement)
        before, _cut, below = _xml(sheet).partition(_CUT)
        yield below or before

    def _rows(self, placement: Placement, done: int) -> Iterator[bytes]:
        serial = serial_xml(self.shell.styles[0]) if self.plan.has_serial_number else None
        return rows_xml(
            [self._column(at) for at in range(len(self.plan.columns))],
            self.source.take(placement.count),
            first_row=placement.first_row,
            first_number=done + 1,
            serial=serial,
        )

    def _column(self, at: int) -> ColumnXml:
        column = self.plan.columns[at]
        position = first_column(self.plan) + at
        is_wrapped = self.plan.official is not None
        room = room_in(column.width, BODY_POINTS) if is_wrapped else None
        return column_xml(column, position, self.shell.styles[position - 1], room)

    def _store_totals(self, sheet: etree._Element, placement: Placement) -> None:
        # Previews and phones show what is stored, they do not calculate.
        for at, total in self.source.totals.items():
            reference = f"{column_letter(first_column(self.plan) + at)}{placement.total_row}"
            is_money = self.plan.columns[at].kind is CellKind.MONEY
            stored = sheet.find(f"{_MAIN}sheetData/{_MAIN}row/{_MAIN}c[@r='{reference}']/{_MAIN}v")
            assert stored is not None
            stored.text = repr(total / 100 if is_money else total)


def _extend_dimension(sheet: etree._Element, placement: Placement) -> None:
    """Name the last row in the sheet's dimension: some programs read no further."""
    dimension = sheet.find(f"{_MAIN}dimension")
    assert dimension is not None
    first, _colon, last = dimension.get("ref", "A1").partition(":")
    column = (last or first).rstrip("0123456789")
    shell_row = int((last or first)[len(column) :])
    last_row = max(shell_row, placement.first_row + placement.count - 1)
    dimension.set("ref", f"{first}:{column}{last_row}")


def _cut_at_marker(sheet: etree._Element, row: int) -> None:
    data = sheet.find(f"{_MAIN}sheetData")
    marker = sheet.find(f"{_MAIN}sheetData/{_MAIN}row[@r='{row}']")
    assert data is not None
    assert marker is not None
    data.replace(marker, etree.Comment("rows"))


def _xml(sheet: etree._Element) -> bytes:
    return etree.tostring(sheet, encoding="UTF-8", xml_declaration=True, standalone=True)
