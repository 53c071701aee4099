"""An export says exactly what the register holds, and imports again without a change."""

import csv
import random
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import flask_babel
import openpyxl
import pytest
import python_calamine

from app.access.permissions import Role
from app.exchange.exports import Export, file_name, write_export
from app.extensions import db
from app.organizations import operations
from app.organizations.columns import COLUMNS
from app.organizations.grades import Grade
from app.organizations.kinds import Kind
from app.organizations.operations import GradeAward, Registration, StageMove, StandingMove
from app.organizations.standings import Standing
from app.register.selection import DayRange, Selection
from app.standpoint import today
from app.turns import writing
from app.values.dates import PartialDate, Precision
from app.web.language import COOKIE
from app.workbooks.cell_text import clean_text
from app.workbooks.csv_writing import strip_guard
from tests.exchange.hub import EVERYTHING
from tests.factories import AccountFactory

LABELS = {column.key: str(column.label) for column in COLUMNS}
HOSTILE = [
    '=HYPERLINK("http://example.cn")', "+8613800000000", "-5", "@SUM(A1)", "\t=1+1", "'=1+1",
    "440301199001011234", "<script>alert(1)</script>", "_x000D_", "\x07铃\x1f", "第一行\n第二行",
    " 前后空格 ", "𠮷野", '"引号",逗号;分号', "a\r\nb", "00123", "1E5", "2023-04", "#REF!", "&amp;",
]  # fmt: skip
DAY = PartialDate(date(2020, 5, 6))


def enter(hub, *registrations):
    with writing():
        ids = operations.register_organizations(hub.look("示例区"), registrations)
        db.session.commit()
    return ids


def registration(hub, number=0, place="晴湾社区", standings=None, **given):
    attributes = {"name": f"晴湾第{number}志愿队", "filing_number": f"晴备{number}号"}
    return Registration(
        division_code=hub.divisions[place],
        attributes={**attributes, **given.pop("attributes", {})},
        standings=standings or (StandingMove(Standing.FILED, DAY),),
        **given,
    )


def export(hub, path, selection=EVERYTHING, **options):
    account = options.pop("account", hub.staff)
    looked_from = options.pop("standpoint", hub.look("示例区"))
    count = write_export(Export(looked_from, selection, account, **options), path)
    return path, count


def sheet_rows(path, sheet=0):
    return python_calamine.load_workbook(path).get_sheet_by_index(sheet).to_python()


def notes_of(path):
    return dict(row[:2] for row in sheet_rows(path, 1) if row[1])


class TestFidelity:
    """A thousand organizations whose every text tries to be something else."""

    @pytest.fixture
    def entered(self, hub):
        chance = random.Random(6)
        texts = [draw(chance) for _ in range(1000)]
        enter(
            hub,
            *(
                registration(
                    hub,
                    number,
                    attributes={
                        "name": f"{chance.choice(HOSTILE)}{number}",
                        "phone": f"+86138{number:08}",
                        "registration_number": f"{number:018}",
                        "remark": text,
                        "address": chance.choice(HOSTILE),
                        "fund": chance.randrange(10**12),
                        "member_count": number,
                    },
                )
                for number, text in enumerate(texts)
            ),
        )
        return {item["filing_number"]: item for item in hub.register().values()}

    def test_every_cell_of_a_workbook_is_the_registers(self, hub, entered, tmp_path):
        path, count = export(hub, tmp_path / "out.xlsx")

        header, *rows = sheet_rows(path)
        assert count == len(rows) == 1000
        self.compare([dict(zip(header, row, strict=True)) for row in rows], entered, clean_text)
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"] == []
        with zipfile.ZipFile(path) as package:
            assert re.search(rb"<f[ />]", package.read("xl/worksheets/sheet1.xml")) is None

    def test_every_cell_of_a_csv_is_the_registers(self, hub, entered, tmp_path):
        path, _count = export(hub, tmp_path / "out.csv")

        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        taken = re.compile(r"[=+\-@\t\r]")
        assert [cell for row in rows for cell in row if taken.match(cell)] == []
        found = [dict(zip(header, map(strip_guard, row), strict=True)) for row in rows]
        assert len(found) == 1000
        self.compare(found, entered, clean_text)

    def compare(self, found, entered, written):
        for row in found:
            known = entered[row["备案编号"]]
            for key in ("name", "phone", "registration_number", "remark", "address"):
                assert row[LABELS[key]] == written(known[key]), key
            assert float(row[LABELS["fund"]]) == pytest.approx(known["fund"], abs=0.001)
            assert int(float(row[LABELS["member_count"]])) == known["member_count"]


def draw(chance):
    return "".join(chance.choice([*HOSTILE, chr(chance.randrange(1, 0x3000))]) for _ in range(3))


class TestRoundTrip:
    @pytest.fixture
    def register(self, hub):
        registered = StandingMove(Standing.REGISTERED, DAY)
        month = PartialDate(date(2019, 5, 1), Precision.MONTH)
        year = PartialDate(date(2016, 1, 1), Precision.YEAR)
        ended = StandingMove(Standing.DEREGISTERED, PartialDate(date(2024, 1, 1)))
        enter(
            hub,
            registration(hub, 1, attributes={"name": "=晴湾合唱团", "established_on": month}),
            registration(hub, 2, attributes={"name": "+1公益社", "established_on": year}),
            registration(hub, 3, attributes={"name": "-晴湾读书会", "remark": "=1+1"}),
            registration(
                hub, 4, attributes={"name": "@晴湾", "phone": "0571-81234567、13800000000"}
            ),
            registration(hub, 5, standings=(StandingMove(Standing.FILED, month), registered)),
            registration(hub, 6, standings=(StandingMove(Standing.REGISTERED, year), ended)),
            registration(
                hub,
                7,
                standings=(registered,),
                stages=(StageMove("mature", PartialDate(date(2023, 1, 1))),),
                grades=(GradeAward(Grade.A4, PartialDate(date(2020, 6, 1)), year_end(2022)),),
                attributes={"credit_code": "52330199MJ00100998", "fund": 3_000_050},
                extra={"面积": "80"},
                as_written={"member_count": "350余"},
            ),
            registration(
                hub,
                8,
                standings=(registered,),
                grades=(
                    GradeAward(Grade.A3, PartialDate(date(2021, 1, 1)), month_end(2030, 12)),
                    GradeAward(Grade.A5, PartialDate(today() + timedelta(days=90))),
                ),
            ),
            registration(hub, 9, place="晴川街道", attributes={"is_branch": True}),
            registration(hub, 10, place="示例区", attributes={"kind": Kind.ASSOCIATION}),
            registration(
                hub, 11, attributes={"business_scope": "一、宗旨\n二、业务", "name": "同名社"}
            ),
            registration(hub, 12, place="云溪社区", attributes={"name": "同名社"}),
        )
        return hub.register()

    @pytest.mark.parametrize(
        ("name", "options"), [("a.xlsx", {}), ("b.xlsx", {"is_official": True}), ("c.csv", {})]
    )
    def test_plans_no_change(self, hub, register, tmp_path, name, options):
        path, count = export(hub, tmp_path / name, **options)

        plan = hub.plan(path.read_bytes(), division="示例区")

        counts = plan.counts()
        assert (counts["total"], counts["unchanged"]) == (count, count) == (12, 12)
        assert [item.code for item in plan.all_problems()] == []
        with_notes = [] if name.endswith("csv") else [("导出说明", "notes_sheet")]
        assert [(item.sheet, item.code) for item in plan.ignored] == with_notes

    def test_leaves_what_is_kept_beside_the_register_alone(self, hub, register, tmp_path):
        path, _count = export(hub, tmp_path / "out.xlsx")
        before = hub.notes()

        hub.apply(path.read_bytes(), division="示例区")

        assert hub.register() == register
        assert hub.notes() == before

    def test_takes_a_file_that_says_its_day_by_that_day(self, hub, register, tmp_path):
        path, _count = export(hub, tmp_path / "out.xlsx", is_official=True)

        assert hub.plan(path.read_bytes(), division="示例区").stated_on == today()

    def test_works_for_readers_of_another_language_too(self, hub, register, tmp_path, app):
        with app.test_request_context(headers={"Cookie": f"{COOKIE}=en"}):
            flask_babel.refresh()  # the fixtures, in the same context, have spoken Chinese
            assert str(COLUMNS[0].label) != "组织名称"
            path, count = export(hub, tmp_path / "out.xlsx")
            assert sheet_rows(path)[0][0] == "组织名称"
            assert hub.plan(path.read_bytes(), division="示例区").counts()["unchanged"] == count


def year_end(year):
    return PartialDate(date(year, 12, 31))


def month_end(year, month):
    return PartialDate(date(year, month, 1), Precision.MONTH)


class TestWhatIsExported:
    @pytest.fixture
    def entered(self, hub):
        return enter(
            hub,
            registration(hub, 1, attributes={"phone": "13800000002", "leader_name": "乙丑寅"}),
            registration(hub, 2, attributes={"phone": "13800000001", "leader_name": "甲子丑"}),
            registration(hub, 3, place="柳浪社区"),
            registration(hub, 4, place="云溪社区"),
        )

    def test_is_the_selection_in_its_columns_and_order(self, hub, entered, tmp_path):
        selection = Selection(
            choices={"community": (hub.divisions["晴湾社区"],)},
            sort="-phone",
            columns=("name", "phone", "standing"),
        )
        path, count = export(hub, tmp_path / "out.xlsx", selection, standpoint=hub.look())

        assert count == 2
        assert sheet_rows(path)[0] == ["组织名称", "联系电话", "登记状态"]
        assert [row[1] for row in sheet_rows(path)[1:]] == ["13800000002", "13800000001"]

    def test_keeps_inside_the_standpoint(self, hub, entered, tmp_path):
        _path, count = export(hub, tmp_path / "out.xlsx", Selection(), standpoint=hub.look())

        assert count == 3

    def test_is_as_of_the_day(self, hub, entered, tmp_path):
        earlier = replace(hub.look(), on=date(2020, 5, 5), since=date(2020, 1, 1))

        assert export(hub, tmp_path / "out.xlsx", Selection(), standpoint=earlier)[1] == 0

    def test_leaves_personal_columns_and_their_order_out_for_others(self, hub, entered, tmp_path):
        leader = AccountFactory.create(role=Role.LEADER, division_code=hub.divisions["晴川街道"])
        selection = Selection(sort="phone", columns=("name", "phone", "leader_name", "standing"))

        path, _count = export(
            hub, tmp_path / "out.xlsx", selection, account=leader, standpoint=hub.look()
        )

        assert sheet_rows(path)[0] == ["组织名称", "登记状态"]
        names = [row[0] for row in sheet_rows(path)[1:]]
        assert names == ["晴湾第1志愿队", "晴湾第2志愿队", "晴湾第3志愿队"]
        assert notes_of(path)["排序"] == "组织名称"
        assert notes_of(path)["未导出的列"] == "负责人、联系电话（个人信息，需相应权限）"

    def test_says_what_it_shows(self, hub, entered, tmp_path):
        selection = Selection(
            choices={"standing": ("filed",), "community": (hub.divisions["晴湾社区"],)},
            ranges={"filed": DayRange(date(2020, 1, 1))},
            missing=("address",),
            text="志愿",
        )
        path, _count = export(hub, tmp_path / "out.xlsx", selection, standpoint=hub.look())

        notes = notes_of(path)
        assert notes["筛选条件"] == (
            "不含分支（代表）机构；登记状态：已备案；所属社区：晴湾社区；备案日期：2020-01-01 — 不限；"
            "缺：地址；查找：志愿"
        )
        assert notes["辖区"] == "示例区晴川街道"
        assert notes["统计日期"] == today().isoformat()
        assert notes["行数"] == "2"
        assert notes["导出人"].startswith("甲子丑（")

    def test_says_what_holds_without_being_asked_for(self, hub, entered, tmp_path):
        path, _count = export(hub, tmp_path / "out.xlsx", Selection())

        assert (
            notes_of(path)["筛选条件"]
            == "在册的组织（未备案、已备案、已登记）；不含分支（代表）机构"
        )

    def test_of_a_metric_are_the_rows_behind_it(self, hub, entered, tmp_path):
        selection = Selection(metric="organizations.filed")
        path, count = export(hub, tmp_path / "out.xlsx", selection)

        assert count == 4
        assert notes_of(path)["筛选条件"] == "指标：已备案"
        assert notes_of(path)["口径说明"].startswith("统计日登记状态为本状态")

    def test_has_a_name_that_says_what_and_when(self, hub, entered):
        asked = Export(hub.look(), Selection(metric="organizations.filed"), hub.staff)

        assert file_name(asked, "xlsx") == f"组织名录_已备案_晴川街道_{today():%Y%m%d}.xlsx"
