"""Whatever is brought is read or refused with a message; the process that serves stays small."""

import json
import logging
import random
import subprocess
import sys
import zipfile
from dataclasses import asdict
from pathlib import Path

import pytest
import xlwt

from app.workbooks import child
from app.workbooks.cells import UnreadableFileError
from app.workbooks.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from app.workbooks.reading import read_workbook
from tests.workbooks.samples import (
    MAIN,
    OFFICE,
    formula,
    number,
    package,
    row,
    sheet_xml,
    styled,
    text,
    write_xlsx,
    zipped,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "名册.xlsx"


def refusal(path, limits=None):
    with pytest.raises(UnreadableFileError) as refused:
        read_workbook(path, *([limits] if limits else []))
    return refused.value


class TestLimits:
    @pytest.mark.parametrize(
        "cells",
        [
            row(1048576, number("XFD1048576", 1)),
            row(1, number("A1", 1)) + row(1048576, number("XFD1048576", 1)),
            row(1, number("A1", 1)) + row(20001, text("A20001", "x")),
            row(1, number("A1", 1)) + row(99999, formula("A99999", "1+1")),
        ],
    )
    def test_of_rows(self, path, cells):
        refused = refusal(write_xlsx(path, cells))

        assert refused.code == "too_many_rows"
        assert str(refused.message).startswith("“S1”超过 20000 行")

    @pytest.mark.parametrize("reference", ["CW1", "ZZ1", "XFD1"])
    def test_of_columns(self, path, reference):
        refused = refusal(write_xlsx(path, row(1, number("A1", 1), number(reference, 1))))

        assert refused.code == "too_many_columns"
        assert str(refused.message).startswith("“S1”超过 100 列")

    def test_count_content_and_no_styles(self, path):
        cells = row(2, number("B2", 1), styled("C2")) + row(3, formula("A3", '""', "", "str"))

        assert read_workbook(write_xlsx(path, cells), Limits(rows=2, columns=2)).sheets
        assert refusal(path, Limits(rows=1)).code == "too_many_rows"
        assert refusal(path, Limits(columns=1)).code == "too_many_columns"

    def test_hold_for_old_workbooks(self, path):
        book = xlwt.Workbook()
        book.add_sheet("1").write(4, 4, "x")
        book.save(str(path))

        assert refusal(path, Limits(rows=4)).code == "too_many_rows"
        assert refusal(path, Limits(columns=4)).code == "too_many_columns"

    def test_of_what_is_handed_back(self, path):
        write_xlsx(path, row(1, text("A1", "x" * 10_000)))

        assert refusal(path, Limits(output_size=10_000)).code == "file_too_large"

    def test_of_memory(self, path):
        write_xlsx(path, row(1, text("A1", "x" * 50 * MEBIBYTE)))

        refused = refusal(path, Limits(ratio=2_000, memory=96 * MEBIBYTE))

        assert refused.code == "unreadable_file"

    def test_of_time_on_the_clock(self, path, tmp_path, monkeypatch):
        script = tmp_path / "child.py"
        script.write_text("import threading; threading.Event().wait(5)")
        monkeypatch.setattr(child, "__file__", str(script))

        assert refusal(write_xlsx(path, ""), Limits(seconds=1)).code == "unreadable_file"

    def test_of_processor_time(self):
        pytest.importorskip("resource", reason="only Unix bounds the processor time of a process")
        busy = "import runpy, sys; runpy.run_path(sys.argv[1])['_confine'](2**30, 1)\nwhile 1: pass"

        ended = subprocess.run(
            [sys.executable, "-c", busy, child.__file__], check=False, timeout=60
        )

        assert ended.returncode < 0

    def test_hold_where_references_are_written_in_another_way(self, path):
        write_xlsx(path, "<row><c r='A1'><v>1</v></c></row><row><c r='C3'><v>1</v></c></row>")

        assert read_workbook(path, Limits(rows=3, columns=3)).sheets
        assert refusal(path, Limits(rows=2)).code == "too_many_rows"
        assert refusal(path, Limits(columns=2)).code == "too_many_columns"

    def test_of_memory_catch_what_is_written_in_another_way(self, path):
        far = "<row><c r='A1'><v>1</v></c></row><row><c r='XFD1048576'><v>1</v></c></row>"

        assert refusal(write_xlsx(path, far)).code == "unreadable_file"


class TestTraps:
    @pytest.mark.parametrize(
        "document_type",
        [
            '<!DOCTYPE a [<!ENTITY b "c">]>',
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
            '<!DOCTYPE a [<!ENTITY c "cccccccccc"><!ENTITY b "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>',
        ],
    )
    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "custom.xml"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_document_types(self, path, document_type, part, encoding):
        content = document_type + sheet_xml(row(1, text("A1", "&b;")))

        refused = refusal(zipped(path, package(sheet_xml("")) | {part: content.encode(encoding)}))

        assert refused.code == "unreadable_file"

    def test_document_types_across_two_blocks(self, path):
        noise = random.Random(1).randbytes(MEBIBYTE // 2).hex()  # so that it does not pack well
        content = noise[: MEBIBYTE - 4] + "<!DOCTYPE a>"

        refused = refusal(zipped(path, package(sheet_xml("")) | {"docProps/app.xml": content}))

        assert refused.code == "unreadable_file"

    def test_one_sheet_many_times(self, path):
        parts = package(sheet_xml(row(1, number("A1", 1))), sheet_xml(""))
        relations = parts["xl/_rels/workbook.xml.rels"]
        parts["xl/_rels/workbook.xml.rels"] = relations.replace("sheet2.xml", "sheet1.xml")

        assert refusal(zipped(path, parts)).code == "unreadable_file"

    def test_pictures_may_have_a_document_type(self, path):
        parts = package(sheet_xml(row(1, number("A1", 1)))) | {"xl/media/a.svg": "<!DOCTYPE svg>"}

        assert read_workbook(zipped(path, parts)).sheets[0].rows == [[1]]


class TestChild:
    """A process that fails is a file that cannot be read, and a line in the log."""

    @pytest.mark.parametrize(
        "program",
        [
            "raise SystemExit('too much for me')",
            "import os, sys; sys.stderr.write('too much for me'); sys.stderr.flush(); os.abort()",
        ],
    )
    def test_that_fails(self, path, tmp_path, monkeypatch, caplog, program):
        script = tmp_path / "child.py"
        script.write_text(program)
        monkeypatch.setattr(child, "__file__", str(script))

        assert refusal(write_xlsx(path, "")).code == "unreadable_file"
        assert "too much for me" in caplog.text
        assert caplog.records[0].levelno == logging.WARNING

    @pytest.mark.parametrize("said", ["{", "[[", "7", "[[['z', 1]]]", '{"name": 1}'])
    def test_that_says_what_is_not_understood(self, path, tmp_path, monkeypatch, said):
        script = tmp_path / "child.py"
        script.write_text(f"print({said!r})")
        monkeypatch.setattr(child, "__file__", str(script))

        assert refusal(write_xlsx(path, "")).code == "unreadable_file"

    def test_does_not_know_the_application(self, path):
        command = [sys.executable, "-c", MODULES, child.__file__, write_xlsx(path, ""), "xlsx"]
        settings = json.dumps(asdict(DEFAULT_LIMITS))

        said = subprocess.check_output([*command, settings], text=True)

        assert "app.workbooks.extraction" in said
        assert "flask" not in said


MODULES = """
import runpy, sys
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
print(*sys.modules)
"""


BOMBS = """
import re, sys
from pathlib import Path
from app.workbooks.cells import UnreadableFileError
from app.workbooks.reading import read_workbook

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

before = peak()
for path in sys.argv[1:]:
    try:
        read_workbook(Path(path))
    except UnreadableFileError as refused:
        print(refused.code)
print(peak() - before)
"""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux tells a process's peak of memory"
)
def test_bombs_leave_the_serving_process_small(tmp_path):
    far = row(1, number("A1", 1)) + row(1048576, number("XFD1048576", 1))
    with zipfile.ZipFile(tmp_path / "3", "w") as archive:
        for n in range(5_000):
            archive.writestr(f"{n}", "")
    bombs = [
        write_xlsx(tmp_path / "1", far),
        write_xlsx(tmp_path / "2", row(1, text("A1", "x" * 20 * MEBIBYTE))),
        tmp_path / "3",
        write_many_times_one_string(tmp_path / "4"),
    ]

    said = subprocess.check_output([sys.executable, "-c", BOMBS, *bombs], text=True).split()

    assert said[:-1] == ["too_many_rows", "file_too_large", "file_too_large", "file_too_large"]
    assert int(said[-1]) < 50 * 1024


def write_many_times_one_string(path):
    cells = "".join(
        row(n, *(f'<c r="{letter}{n}" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ"))
        for n in range(1, 601)
    )
    parts = package(sheet_xml(cells))
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_767}</t></si></sst>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "<Relationship ",
        f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "<Relationship ",
        1,
    )
    return zipped(path, parts)
