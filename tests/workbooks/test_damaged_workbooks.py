"""Nothing but a workbook or a message comes of a file that something happened to."""

import io
import random
import zipfile

import openpyxl
import pytest
import xlwt

from app.workbooks.cells import UnreadableFileError
from app.workbooks.reading import read_workbook
from tests.workbooks.samples import zipped

CODES = ("unreadable_file", "file_too_large", "too_many_rows", "too_many_columns")
COUNTS = {"xlsx": 30, "part of xlsx": 60, "xls": 60, "utf-8": 75, "gb18030": 75}
CASES = [(kind, seed) for kind, count in COUNTS.items() for seed in range(count)]


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("originals")
    values = [["名称", "电话", None], ["晴川", 13800000001, 1.5], ["志愿队", True, "=1+1"]]
    book = openpyxl.Workbook()
    old = xlwt.Workbook()
    sheet = old.add_sheet("名册")
    for at, cells in enumerate(values):
        book.active.append(cells)
        for column, value in enumerate(cells):
            sheet.write(at, column, value)
    book.active.merge_cells("A1:B1")
    book.save(folder / "a.xlsx")
    old.save(str(folder / "a.xls"))
    lines = "\r\n".join(",".join(map(str, cells)) for cells in values)
    return {
        "xlsx": (folder / "a.xlsx").read_bytes(),
        "xls": (folder / "a.xls").read_bytes(),
        "utf-8": lines.encode(),
        "gb18030": f'"{lines[:2]}"{lines[2:]}'.encode("gb18030"),
    }


class TestDamage:
    @pytest.mark.parametrize(("kind", "seed"), CASES)
    def test_of_any_kind(self, tmp_path, originals, kind, seed):
        chance = random.Random(f"{kind} {seed}")
        if kind == "part of xlsx":
            path = zipped(tmp_path / "a", mutate_part(originals["xlsx"], chance))
        else:
            path = tmp_path / "a"
            path.write_bytes(mutate(originals[kind], chance))

        outcome = read(path)

        assert outcome in CODES or all(map(is_regular, outcome.sheets))


def read(path):
    try:
        return read_workbook(path)
    except UnreadableFileError as error:
        return error.code


def is_regular(sheet):
    return len({len(row) for row in sheet.rows}) <= 1


def mutate_part(content, chance):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    return parts | {name: mutate(parts[name], chance)}


def mutate(content, chance):
    content = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(content) + 1)
        length = chance.choice([1, 1, 2, 4, 16, 300])
        change = chance.randrange(5)
        if change == 0:
            content[at : at + length] = chance.randbytes(length)
        elif change == 1:
            del content[at : at + length]
        elif change == 2:
            content[at:at] = content[at // 2 : at // 2 + length]
        elif change == 3:
            content[at : at + 1] = chance.choice(
                [b"\0", b"\xff", b'"', b"<", b">", b"&", b"\r", b"9"]
            )
        else:
            del content[max(at, len(content) // 2) :]
    return bytes(content)
