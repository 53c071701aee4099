"""Confirming and discarding: what is written when, and what is said where it is not."""

import pytest
import sqlalchemy as sa

from app.audit.models import AuditEvent
from app.exchange.models import BatchState, ImportBatch
from app.extensions import db
from app.organizations import operations
from app.organizations.models import Organization
from app.standpoint import today
from tests.exchange.hub import book
from tests.exchange.pages import HEADER, batch, count, filed, text_of, upload
from tests.factories import OrganizationFactory


@pytest.fixture
def client(browsers):
    return browsers.staff


class TestConfirmation:
    def test_enters_the_rows_and_shows_the_result(self, client, hub):
        location = upload(client, book(HEADER, filed(1), filed(2, community="望湖社区"))).location

        answer = client.post(f"{location}/confirmation")

        assert answer.location == location
        assert (batch().state, count(Organization)) == (BatchState.APPLIED, 1)
        page = client.get(f"{location}?show=all")
        assert "新增 1 家，变更 0 家；无变化 0 行，跳过 0 行，错误 1 行未写入" in text_of(page)
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
