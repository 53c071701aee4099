import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workbooks.cells import Sheet, UnreadableFileError, Workbook
from app.workbooks.limits import Limits
from app.workbooks.reading import read_workbook

TEXT = "机构名称,联系电话\n晴川志愿服务队,13800000001\n"
ROWS = [["机构名称", "联系电话"], ["晴川志愿服务队", "13800000001"]]


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a text, or bytes, as a file."""

    def read(content, encoding="utf-8", limits=Limits()):  # noqa: B008 frozen
        path = tmp_path / "名册.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_workbook(path, limits)

    return read


@pytest.fixture
def refusal(read):
    """Return a function that gives the code and the message for what is not read."""

    def refusal(*arguments, **options):
        with pytest.raises(UnreadableFileError) as refused:
            read(*arguments, **options)
        return refused.value.code, str(refused.value.message)

    return refusal


class TestEncoding:
    @pytest.mark.parametrize(
        ("written", "read_as"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("gbk", "gb18030"),
            ("gb18030", "gb18030"),
            ("utf-16", "utf-16"),
        ],
    )
    def test_is_found(self, read, written, read_as):
        assert read(TEXT, written) == Workbook("csv", read_as, ",", (Sheet(None, True, ROWS, ()),))

    def test_that_is_big_endian(self, read):
        assert read(b"\xfe\xff" + TEXT.encode("utf-16-be")).sheets[0].rows == ROWS

    def test_is_found_for_characters_that_gbk_lacks(self, read):
        assert read("㐂𠮷社,1\n", "gb18030").sheets[0].rows == [["㐂𠮷社", "1"]]

    def test_is_not_guessed_from_few_characters(self, read):
        # In GB 18030 these are bytes that UTF-8 would take for Latin and Greek letters.
        assert read("一,苑\n", "gb18030").sheets[0].rows == [["一", "苑"]]

    def test_of_plain_letters_is_the_common_one(self, read):
        assert read("a,b").encoding == "utf-8"

    @pytest.mark.parametrize(
        "content",
        [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"a,b\n1,\0\n",
            TEXT.encode("utf-16-le"),
            b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"),
            b"\xff\xfea",
            b"\xef\xbb\xbf\xff\xff",
            b"a,\xff\n",
            b"\x09\x08\x08\0\0\x05\x10\0",
        ],
    )
    def test_of_what_is_no_text(self, refusal, content):
        code, message = refusal(content)

        assert code == "unreadable_file"
        assert "另存为 .xlsx" in message


class TestDelimiter:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_is_guessed(self, read, delimiter):
        book = read(TEXT.replace(",", delimiter))

        assert (book.delimiter, book.sheets[0].rows) == (delimiter, ROWS)

    @pytest.mark.parametrize(
        ("text", "delimiter"),
        [
            ("名称,电话\n甲,1;2;3;4;5;6;7;8\n乙,\n", ","),
            ("名称;资金\n甲;1,5\n乙;2,5\n丙;3,0\n", ";"),
            ("名称\t地址\n甲\t一路1号,2号\n乙\t\n", "\t"),
            ("晴川街道社会组织名册\n名称;电话;地址\n甲;1;a\n乙;2;b\n", ";"),
            ('名称,备注\n甲,"a;b\n;c;d"\n乙,"e;f"\n', ","),
            ("名称\n甲\n乙\n", ","),
            ("\n\n", ","),
        ],
    )
    def test_is_what_most_rows_agree_on(self, read, text, delimiter):
        assert read(text).delimiter == delimiter


class TestRows:
    def test_are_equally_long_and_end_with_the_last_value(self, read):
        rows = read(",,\n\n,甲,,\n乙\n,\n\n").sheets[0].rows

        assert rows == [[None, None], [None, None], [None, "甲"], ["乙", None]]

    def test_are_texts_as_they_are(self, read):
        rows = read('\'=1+1,=1+1, 001 ,"a""b",晴川"好"社\n').sheets[0].rows

        assert rows == [["'=1+1", "=1+1", " 001 ", 'a"b', '晴川"好"社']]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_end_in_any_way(self, read, end):
        assert read(TEXT.replace("\n", end)).sheets[0].rows == ROWS

    def test_may_lack_the_last_end(self, read):
        assert read(TEXT.rstrip()).sheets[0].rows == ROWS

    def test_have_line_breaks_in_quotes(self, read):
        assert read('a,"b\r\nc\nd"\r\n').sheets[0].rows == [["a", "b\nc\nd"]]

    def test_of_a_file_with_nothing_but_its_mark(self, read):
        assert read(b"\xef\xbb\xbf").sheets[0].rows == []

    @given(
        rows=st.lists(
            st.lists(
                st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
                min_size=2,
                max_size=2,
            ),
            max_size=5,
        ),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
        end=st.sampled_from(["\r\n", "\n"]),
    )
    def test_are_what_was_written(self, tmp_path_factory, rows, encoding, end):
        rows = [["机构名称", "联系电话"], *rows]
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator=end).writerows(rows)
        path = tmp_path_factory.mktemp("csv") / "a.csv"
        path.write_bytes(written.getvalue().encode(encoding))

        assert read_workbook(path).sheets[0].rows == rows


class TestLimits:
    def test_of_rows(self, read, refusal):
        assert len(read("a\n\na\n\n", limits=Limits(rows=3)).sheets[0].rows) == 3
        code, message = refusal("a\n\na\n\n", limits=Limits(rows=2))
        assert code == "too_many_rows"
        assert message.startswith("“名册.csv”超过 2 行")

    def test_of_columns(self, read, refusal):
        assert read("a,a,,,\n", limits=Limits(columns=2)).sheets[0].rows == [["a", "a"]]
        assert refusal("a,,a\n", limits=Limits(columns=2))[0] == "too_many_columns"

    def test_of_a_line(self, read, refusal):
        assert read("a" * 10 + "\n", limits=Limits(line_length=11))
        assert refusal("a" * 11 + "\n", limits=Limits(line_length=11))[0] == "file_too_large"

    @pytest.mark.parametrize("filling", ["", "b,c\n" * 100_000, ("b,c" * 1_000 + "\n") * 100])
    def test_of_a_quote_that_does_not_end(self, refusal, filling):
        code, message = refusal(f'a,b\na,"b\n{filling}')

        assert code == "unreadable_file"
        assert "双引号" in message
