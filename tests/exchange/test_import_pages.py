"""Upload, pre-check, result: what people see and when something is written."""

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.exchange.forms import file_name_of
from app.exchange.models import BatchState, ImportBatch, ImportRow
from app.extensions import db
from app.organizations import operations
from app.organizations.models import Organization
from app.organizations.standings import Standing
from app.standpoint import today
from tests.exchange.hub import book
from tests.factories import OrganizationFactory
from tests.page import check_page

HEADER = ["组织名称", "所属社区", "状态", "负责人", "联系电话", "开办资金（万元）"]
CODE = "52330199MJ00100998"


def filed(number, **cells):
    row = {
        "name": f"晴湾第{number}志愿队",
        "community": "晴湾社区",
        "standing": "已备案",
        "leader": "甲子丑",
        "phone": "13800000001",
        "fund": 3,
    }
    return list({**row, **cells}.values())


def upload(client, content, name="台账.xlsx", **fields):
    data = {
        "file": (BytesIO(content), name),
        "division": "330199001000",
        "effective_on": today().isoformat(),
        **fields,
    }
    return client.post("/imports", data=data)


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def text_of(page):
    return " ".join("".join(check_page(page.text, has_tokens=False).itertext()).split())


def batch():
    db.session.expire_all()
    return db.session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id.desc())).first()


@pytest.fixture
def client(browsers):
    return browsers.staff


class TestUpload:
    def test_proposes_ones_own_division_and_today(self, client):
        page = client.get("/imports")

        form = check_page(page.text, has_tokens=False)
        chosen = [item.text for item in form.iter("option") if item.get("selected") is not None]
        assert [text.strip() for text in chosen] == ["晴川街道"]
        assert f'value="{today()}"' in page.text
        assert "不超过 10 MB，每张表不超过 20,000 行" in page.text
        assert "/imports/template.xlsx" in page.text

    def test_leads_to_the_precheck_and_writes_nothing_yet(self, client, hub):
        answer = upload(client, book(HEADER, filed(1), filed(2, community="望湖社区")))

        assert (answer.status_code, answer.location) == (302, f"/imports/{batch().id}")
        assert (count(ImportBatch), count(ImportRow), count(Organization)) == (1, 2, 0)
        assert batch().state is BatchState.CHECKED
        event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (event.action, event.actor_id) == ("import:upload", hub.staff.id)

    def test_keeps_the_name_of_the_file_without_folders(self):
        sent = "C:\\台账\\晴川 街道\x07.xlsx"

        assert file_name_of(sent) == file_name_of("/tmp/晴川街道.xlsx") == "晴川街道.xlsx"

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"division": "330199002000"}, "请从列表中选择一项"),
            ({"effective_on": (today() + timedelta(1)).isoformat()}, "生效日期不能晚于今天"),
            ({"effective_on": "0202-01-01"}, "请按 2024-05-06 的格式填写日期"),
            ({"effective_on": "1912-01-01"}, "请核对年份"),
            ({"effective_on": ""}, "请填写生效日期"),
        ],
    )
    def test_says_at_the_field_what_to_do(self, client, fields, message):
        answer = upload(client, book(HEADER, filed(1)), **fields)

        assert answer.status_code == 422
        assert message in text_of(answer)
        assert count(ImportBatch) == 0

    def test_needs_a_file(self, client):
        answer = client.post("/imports", data={"effective_on": today().isoformat()})

        assert (answer.status_code, count(ImportBatch)) == (422, 0)
        assert "请选择要导入的文件" in text_of(answer)

    def test_lists_what_was_handed_in_before(self, client):
        upload(client, book(HEADER, filed(1)), name="三月.xlsx")
        upload(client, book(HEADER, filed(2)), name="四月.xlsx")

        text = text_of(client.get("/imports"))
        assert text.index("四月.xlsx") < text.index("三月.xlsx")
        assert "待确认" in text

    def test_costs_the_same_number_of_queries_however_many_there_are(self, client, count_queries):
        numbers = []
        for _ in range(2):
            for number in range(5):
                upload(client, book(HEADER, filed(number)))
            with count_queries() as queries:
                client.get("/imports")
            numbers.append(len(queries))

        assert numbers[0] == numbers[1]


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
        assert "无变化 0 行、重复 1 行、错误 1 行不写入" in text
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


class TestConfirmation:
    def test_enters_the_rows_and_shows_the_result(self, client, hub):
        location = upload(client, book(HEADER, filed(1), filed(2, community="望湖社区"))).location

        answer = client.post(f"{location}/confirmation")

        assert answer.location == location
        assert (batch().state, count(Organization)) == (BatchState.APPLIED, 1)
        page = client.get(f"{location}?show=all")
        assert "新增 1 家，变更 0 家；无变化 0 行，重复 0 行，错误 1 行未写入" in text_of(page)
        [id_] = hub.register()
        assert f'href="/organizations/{id_}?next=' in page.text
        assert "确认导入" not in page.text

    def test_sent_twice_does_it_once_and_shows_the_same_result(self, client):
        location = upload(client, book(HEADER, filed(1))).location

        answers = [client.post(f"{location}/confirmation") for _ in range(2)]

        assert [answer.location for answer in answers] == [location, location]
        assert count(Organization) == 1
        applied = sa.select(sa.func.count()).where(AuditEvent.action == "import:apply")
        assert db.session.scalar(applied) == 1
        assert "导入结果" in text_of(client.get(location))

    def test_is_not_given_to_a_precheck_that_no_longer_holds(self, client, hub):
        location = upload(client, book(HEADER, filed(1), filed(2))).location
        hub.apply(book(HEADER, filed(1, leader="乙丑寅")))

        answer = client.post(f"{location}/confirmation", follow_redirects=True)

        assert "名录在预检之后有变化，请再核对。" in text_of(answer)
        assert "负责人乙丑寅→甲子丑" in text_of(client.get(f"{location}?show=changed"))
        assert (batch().state, count(Organization)) == (BatchState.APPLIED, 1)
        waiting = db.session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id)).first()
        assert waiting.state is BatchState.CHECKED

        client.post(f"{location}/confirmation")
        assert count(Organization) == 2

    def test_of_a_strict_file_with_errors_is_refused(self, client):
        location = upload(
            client, book(HEADER, filed(1), filed(2, community="望湖社区")), is_strict="y"
        ).location

        assert "确认导入" not in text_of(client.get(location))
        answer = client.post(f"{location}/confirmation", follow_redirects=True)
        assert "有错误行，按“有一行错误就全部不导入”的要求，没有导入。" in text_of(answer)
        assert (batch().state, count(Organization)) == (BatchState.CHECKED, 0)

    def test_of_a_suspicious_file_needs_a_look_first(self, client, hub):
        codes = [f"52330199MJ00{number}" for number in ("100998", "1046XR", "12318C", "126848")]
        for number, code in enumerate(codes):
            OrganizationFactory.create(
                division_code=hub.divisions["晴湾社区"],
                name=f"晴湾第{number}中心",
                credit_code=code,
            )
        shifted = [[f"晴湾第{number + 1}中心", code] for number, code in enumerate(codes)]
        location = upload(client, book(["组织名称", "信用代码"], *shifted)).location

        page = client.get(location)
        assert "A列“组织名称”：本列大部分内容都会改变" in text_of(page)
        assert 'name="is_looked_at"' in page.text
        held = client.post(f"{location}/confirmation", follow_redirects=True)
        assert "请先核对名称和信用代码的变更" in text_of(held)
        assert (batch().state, hub.names()[0]) == (BatchState.CHECKED, "晴湾第0中心")

        client.post(f"{location}/confirmation", data={"is_looked_at": "y"})
        assert (batch().state, hub.names()[0]) == (BatchState.APPLIED, "晴湾第1中心")

    def test_that_fails_in_the_middle_names_the_row_and_keeps_nothing(self, client, monkeypatch):
        location = upload(client, book(HEADER, filed(1), filed(2))).location
        monkeypatch.setattr(operations.registering, "_check", _refuse_the_second)

        answer = client.post(f"{location}/confirmation", follow_redirects=True)

        assert "第3行“晴湾第2志愿队”没有写入成功，本次导入已全部撤回" in text_of(answer)
        assert (batch().state, count(Organization)) == (BatchState.CHECKED, 0)

    def test_of_a_file_imported_before_tells_so_and_where(self, client):
        content = book(HEADER, filed(1))
        first = upload(client, content).location
        client.post(f"{first}/confirmation")

        page = client.get(upload(client, content).location)
        assert "同一份文件已在" in text_of(page)
        assert f'href="{first}"' in page.text
        assert "没有需要写入的内容" in text_of(page)


def _refuse_the_second(item):
    if item.attributes["name"] == "晴湾第2志愿队":
        raise operations.registering.NotReachableError


class TestDiscarding:
    def test_leaves_the_register_as_it_was(self, client):
        location = upload(client, book(HEADER, filed(1))).location

        answer = client.post(f"{location}/discard", follow_redirects=True)

        assert "已放弃，名录没有任何变化。" in text_of(answer)
        assert (batch().state, count(Organization)) == (BatchState.DISCARDED, 0)
        assert "这份文件已放弃" in text_of(client.get(location))

    def test_comes_too_late_for_what_is_applied(self, client):
        location = upload(client, book(HEADER, filed(1))).location
        client.post(f"{location}/confirmation")

        client.post(f"{location}/discard")
        client.post(f"{location}/check", data={"effective_on": "2024-01-01"})

        assert (batch().state, batch().effective_on) == (BatchState.APPLIED, today())

    def test_is_final(self, client):
        location = upload(client, book(HEADER, filed(1))).location
        client.post(f"{location}/discard")

        client.post(f"{location}/confirmation")

        assert (batch().state, count(Organization)) == (BatchState.DISCARDED, 0)


class TestWhoMay:
    @pytest.fixture
    def location(self, client):
        return upload(client, book(HEADER, filed(1))).location

    @pytest.mark.parametrize("role", [Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
    def test_other_roles_are_kept_out(self, browsers, location, role):
        browser = browsers.of(role)

        for path in ("/imports", "/imports/template.xlsx", location, f"{location}/report.xlsx"):
            assert browser.get(path).status_code == 403
        for path in (
            "/imports",
            f"{location}/check",
            f"{location}/confirmation",
            f"{location}/discard",
        ):
            assert browser.post(path).status_code == 403

    @pytest.mark.parametrize("division", ["云栖街道", "晴湾社区"])
    def test_batches_are_seen_inside_their_division_only(self, browsers, location, division):
        neighbor = browsers.of(division=division)

        assert "台账.xlsx" not in neighbor.get("/imports").text
        for path in (location, f"{location}/report.xlsx", "/imports/999"):
            assert neighbor.get(path).status_code == 404
        for path in ("check", "confirmation", "discard"):
            sent = neighbor.post(f"{location}/{path}", data={"effective_on": "2024-01-01"})
            assert sent.status_code == 404
        assert batch().state is BatchState.CHECKED

    def test_those_above_see_it_and_confirm_inside_its_division(self, browsers, location, hub):
        browsers.of(division="示例区").post(f"{location}/confirmation")

        assert batch().state is BatchState.APPLIED
        assert [item["community"] for item in hub.register().values()] == ["晴湾社区"]

    def test_whoever_is_not_signed_in_is_asked_to(self, app, location):
        assert app.test_client().get(location).location.startswith("/login")
