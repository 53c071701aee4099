"""The pre-check: counts, problems, old and new, columns read; the file back with the reasons."""

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from app.extensions import db
from app.organizations.models import Organization
from app.organizations.standings import Standing
from app.standpoint import today
from tests.exchange.hub import book
from tests.exchange.pages import CODE, HEADER, batch, filed, text_of, upload
from tests.factories import OrganizationFactory


@pytest.fixture
def client(browsers):
    return browsers.staff


class TestPrecheck:
    def page(self, client, *rows, show=None, **options):
        location = upload(client, book(HEADER, *rows, **options)).location
        return client.get(location, query_string={"show": show} if show else {})

    def test_counts_and_names_what_is_wrong_where_and_what_to_do(self, client):
        text = text_of(
            self.page(
                client, filed(1), filed(2, community="望湖社区"), filed(1), filed(3, phone="问")
            )
        )

        assert "将新增 2 家，变更 0 家" in text
        assert "无变化 0 行、跳过 1 行、错误 1 行不写入" in text
        assert "3行有问题" in text
        assert "B列“所属社区” 望湖社区 辖区内没有这个社区（村）。请核对名称" in text
        assert "与第2行完全相同，只导入一次。" in text
        assert "E列“联系电话” 问 不是能认出的电话，留空。" in text
        assert "确认导入 2 行" in text

    def test_shows_old_and_new_in_the_words_of_people(self, client, hub):
        OrganizationFactory.create(
            division_code=hub.divisions["晴湾社区"],
            name="晴湾第1志愿队",
            credit_code=CODE,
            fund=1_000_050,
            leader_name="乙丑寅",
            histories__standing=Standing.FILED,
        )
        content = book(
            [*HEADER, "信用代码", "组织类型"],
            [*filed(1, community="柳浪社区", standing="已登记", phone=None), CODE, "民非"],
        )
        text = text_of(client.get(upload(client, content).location))

        for change in (
            "所属社区晴湾社区→柳浪社区",
            "登记状态已备案→已登记",
            "组织类型社区社会组织→社会服务机构",
            "开办资金（元）10,000.50→30,000",
            "负责人乙丑寅→甲子丑",
        ):
            assert change in text

    @pytest.mark.parametrize(
        ("show", "names"),
        [
            ("all", ["1", "2", "9"]),
            ("problems", ["2"]),
            ("new", ["1"]),
            ("changed", ["9"]),
            ("error", ["2"]),
            ("unchanged", []),
            ("nonsense", ["2"]),
        ],
    )
    def test_lists_the_rows_asked_for(self, client, hub, show, names):
        OrganizationFactory.create(division_code=hub.divisions["晴湾社区"], name="晴湾第9志愿队")
        page = self.page(
            client, filed(1), filed(2, community="望湖社区"), filed(9, leader="丙"), show=show
        )

        assert re.findall(r"晴湾第(\d)志愿队(?:</a>)?</th>", page.text) == names

    def test_pages_its_rows(self, client):
        location = upload(client, book(HEADER, *[filed(number) for number in range(35)])).location

        first, second = (client.get(f"{location}?size=20&page={page}").text for page in (1, 2))
        assert "晴湾第19志愿队" in first
        assert "晴湾第20志愿队" not in first
        assert "晴湾第34志愿队" in second

    def test_costs_the_same_number_of_queries_however_many_rows_change(
        self, client, hub, count_queries
    ):
        numbers = []
        for size in (2, 8):
            for number in range(size):
                OrganizationFactory.create(
                    division_code=hub.divisions["晴湾社区"],
                    name=f"晴湾第{size}{number}志愿队",
                    filing_number=f"晴备{size}{number}号",
                )
            rows = [
                [*filed(f"{size}{number}", community="柳浪社区"), f"晴备{size}{number}号"]
                for number in range(size)
            ]
            location = upload(client, book([*HEADER, "备案编号"], *rows)).location
            with count_queries() as queries:
                assert "晴湾社区→柳浪社区" in text_of(client.get(location))
            numbers.append(len(queries))

        assert numbers[0] == numbers[1]

    def test_says_which_column_was_read_as_what(self, client):
        text = text_of(
            client.get(upload(client, book([*HEADER, "面积"], [*filed(1), 80])).location)
        )

        assert "认出6列，另有1列" in text
        assert "E联系电话→联系电话" in text
        assert "G面积→不对应" in text

    def test_names_sheets_left_out(self, client):
        workbook = openpyxl.load_workbook(BytesIO(book(HEADER, filed(1))))
        workbook.create_sheet("填表须知").append(["请如实填写"])
        content = BytesIO()
        workbook.save(content)

        text = text_of(client.get(upload(client, content.getvalue()).location))
        assert "工作表“填表须知”没有导入：没有找到名录表格" in text

    def test_escapes_what_a_file_says(self, client):
        page = self.page(client, filed(1, name="<script>alert(1)</script>社", community="<b>村"))

        assert "<script>alert" not in page.text
        assert "<b>村" not in page.text

    def test_proposes_the_day_the_sheet_says_it_is_of(self, client):
        location = upload(
            client, book(HEADER, filed(1), title="晴川街道台账（截至2024年12月31日）")
        ).location
        page = client.get(location)

        assert "表上写明是 2024年12月31日 的情况" in text_of(page)
        answer = client.post(f"{location}/check", data={"effective_on": "2024-12-31"})
        assert answer.location == location
        assert batch().effective_on == date(2024, 12, 31)
        after = text_of(client.get(location))
        assert "按 2024年12月31日 生效预检" in after
        assert "表上写明" not in after

    def test_takes_no_day_to_come_for_another_check(self, client):
        location = upload(client, book(HEADER, filed(1))).location
        answer = client.post(
            f"{location}/check", data={"effective_on": (today() + timedelta(2)).isoformat()}
        )

        assert answer.status_code == 422
        assert "生效日期不能晚于今天" in text_of(answer)
        assert batch().effective_on == today()

    def test_says_so_of_a_template_without_organizations(self, client):
        text = text_of(client.get(upload(client, book(HEADER)).location))

        assert "表中还没有组织" in text
        assert "确认导入" not in text


class TestReport:
    def test_is_the_users_own_workbook_with_the_reasons(self, client):
        location = upload(
            client,
            book(
                HEADER, filed(1), filed(2, community="望湖社区", phone="问"), title="晴川街道台账"
            ),
            name="三月.xlsx",
        ).location
        answer = client.get(f"{location}/report.xlsx")

        assert "%E4%B8%89%E6%9C%88_" in answer.headers["Content-Disposition"]
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
        assert sheet["A1"].value == "晴川街道台账"
        assert sheet["G2"].value == "错误原因"
        assert sheet["G3"].value is None
        assert sheet["G4"].value.startswith("提示：E列“联系电话”")
        assert " 错误：B列“所属社区”：辖区内没有这个社区" in sheet["G4"].value
        assert sheet["B4"].fill.fgColor.rgb != sheet["B3"].fill.fgColor.rgb

    def test_can_be_handed_in_again(self, client):
        location = upload(client, book(HEADER, filed(1), filed(2, community="望湖社区"))).location
        report = client.get(f"{location}/report.xlsx").data

        client.post(f"{upload(client, report).location}/confirmation")

        assert batch().reading["rows"]["error"] == 1
        assert batch().reading["sheets"][0]["unmapped"] == []
        assert db.session.scalars(sa.select(Organization.extra)).all() == [{}]
