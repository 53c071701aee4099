"""Handing in a ledger: what is proposed, refused, kept; who may, and who sees it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.exchange.forms import file_name_of
from app.exchange.models import BatchState, ImportBatch, ImportRow
from app.extensions import db
from app.organizations.models import Organization
from app.standpoint import today
from tests.exchange.hub import book
from tests.exchange.pages import HEADER, batch, count, filed, text_of, upload
from tests.page import parse


@pytest.fixture
def client(browsers):
    return browsers.staff


class TestUpload:
    def test_proposes_ones_own_division_and_today(self, client):
        page = client.get("/imports")

        form = parse(page.text)
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
