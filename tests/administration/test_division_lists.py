import pytest
from openpyxl import Workbook

from app.administration.division_lists import (
    TEMPLATE,
    DivisionListError,
    read_division_list,
)
from app.divisions.operations import DivisionRow

HEADING = "code,name,level,parent_code\n"
STREET = "330199001000,晴川街道,street,330199000000\n"


@pytest.fixture
def read(tmp_path):
    def reading(content):
        path = tmp_path / "divisions.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_division_list(path)

    return reading


class TestReadDivisionList:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_reads_what_offices_save(self, read, encoding):
        found = read((HEADING + STREET).encode(encoding))

        assert found.rows == [DivisionRow("330199001000", "晴川街道", "street", "330199000000")]

    def test_reads_its_own_template(self, read):
        assert [row.level for row in read(TEMPLATE).rows] == ["district", "street", "community"]

    def test_takes_chinese_headings_and_levels_in_any_order(self, read):
        found = read("上级代码,级别,名称,代码\n330199000000,街道, 晴川街道 ,330199001000\n")

        assert found.rows == read(HEADING + STREET).rows

    def test_takes_a_workbook_with_codes_as_numbers(self, tmp_path):
        book = Workbook()
        book.active.append(["code", "name", "level", "parent_code"])
        book.active.append([330199000000, "示例区", "district", None])
        book.save(tmp_path / "divisions.xlsx")

        found = read_division_list(tmp_path / "divisions.xlsx")

        assert found.rows == [DivisionRow("330199000000", "示例区", "district", "")]

    def test_counts_lines_as_a_spreadsheet_does(self, read):
        found = read(HEADING + ",,,\n\n" + STREET)

        assert found.lines == {"330199001000": 4}

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (HEADING, "empty"),
            ("code,name,level\n1,2,3\n", "missing_column"),
            (STREET, "missing_column"),
        ],
    )
    def test_refuses_a_file_that_is_no_list(self, read, content, reason):
        with pytest.raises(DivisionListError) as refused:
            read(content)

        assert (refused.value.reason, refused.value.row) == (reason, None)

    def test_names_the_row_of_a_code_that_comes_twice(self, read):
        with pytest.raises(DivisionListError) as refused:
            read(HEADING + STREET + STREET)

        assert (refused.value.reason, refused.value.row) == ("duplicate", 3)


class TestCheckInside:
    def test_refuses_rows_outside_a_division(self, read):
        found = read(HEADING + STREET)

        found.check_inside("330199000000")
        with pytest.raises(DivisionListError) as refused:
            found.check_inside("330199002000")
        assert (refused.value.reason, refused.value.row) == ("outside", 2)
