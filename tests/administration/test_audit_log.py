import csv
import io
from datetime import UTC, datetime

import pytest

from app.access.permissions import Role
from app.audit import operations as audit
from app.audit.models import AuditEvent
from app.extensions import db
from app.turns import writing
from tests.factories import AccountFactory, example_divisions

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)  # in the office's zone


@pytest.fixture
def auditor(session):
    return AccountFactory.create(username="shenji", role=Role.AUDITOR)


@pytest.fixture
def client(sign_in, auditor):
    return sign_in(auditor)


def add_event(**values):
    usual = {
        "at": NOON,
        "actor_id": None,
        "address": "10.0.0.8",
        "action": "account:sign-in",
        "subject_type": "account",
        "subject_id": None,
        "subject_name": "zhangsan",
        "changes": {},
    }
    db.session.add(AuditEvent(**{**usual, **values}))
    db.session.commit()


def exported(client, query=""):
    response = client.get(f"/administration/audit-log/export.csv?{query}")
    text = response.data.decode("utf-8-sig")
    return response, list(csv.reader(io.StringIO(text)))


class TestAuditLog:
    def test_shows_names_and_words_instead_of_numbers_and_keys(self, client):
        divisions = example_divisions()
        actor = AccountFactory.create(name="甲子丑")
        add_event(
            actor_id=actor.id,
            action="account:edit",
            changes={
                "name": ["旧名", "新名"],
                "role": ["staff", "leader"],
                "division_code": [divisions["晴川街道"], divisions["晴湾社区"]],
            },
        )

        page = client.get("/administration/audit-log").text

        for text in (
            "2026-11-21 12:00:00",
            "甲子丑",
            "10.0.0.8",
            "修改账号信息",
            "账号：zhangsan",
            "姓名：旧名 → 新名",
            "角色：工作人员 → 领导",
            "辖区：晴川街道 → 晴湾社区",
        ):
            assert text in page

    @pytest.mark.parametrize(
        ("action", "changes", "text"),
        [
            ("organization:standing:record", {"standing": ["filed", "registered"]}, "登记状态：已备案 → 已登记"),
            ("organization:stage:record", {"stage": ["sprouting", "growing"]}, "孵化阶段：萌芽期 → 成长期"),
            ("organization:grade:withdraw", {"grade": ["3A", None]}, "评估等级：3A → （空）"),
            ("organization:edit", {"address": [None, "柳浪路1号"]}, "地址：（空） → 柳浪路1号"),
            ("organization:edit", {"is_branch": [False, True]}, "分支（代表）机构：否 → 是"),
            ("organization:register", {"standing": [None, "filed"]}, "登记状态：已备案"),
            ("organization:stage:record", {"since": "2026-11-01"}, "生效日期：2026-11-01"),
            ("organization:export", {"columns": ["name", "kind"]}, "列：name、kind"),
        ],
    )  # fmt: skip
    def test_says_what_changed_in_words(self, client, action, changes, text):
        add_event(action=action, subject_type="organization", subject_name="晴川", changes=changes)

        assert text in client.get("/administration/audit-log").text

    def test_escapes_what_it_shows(self, client):
        add_event(subject_name="<script>alert(1)</script>", changes={"name": ["<b>", "<i>"]})

        page = client.get("/administration/audit-log").text

        assert "<script>alert" not in page
        assert "<b>" not in page

    @pytest.mark.parametrize(
        ("query", "is_found"),
        [
            ("", True),
            ("at-from=2026-11-21&at-to=2026-11-21", True),
            ("at-from=2026-11-22", False),
            ("at-to=2026-11-20", False),
            ("action=account:sign-in", True),
            ("action=account:sign-out", False),
            ("subject=zhang", True),
            ("subject=%25", False),
            ("actor=1", True),
            ("actor=999999999", False),
        ],
    )
    def test_can_be_narrowed(self, client, query, is_found):
        add_event(actor_id=1, subject_name="zhangsan@test")

        assert (
            "zhangsan@test" in client.get(f"/administration/audit-log?{query}").text
        ) is is_found

    def test_days_are_those_of_the_office(self, client):
        add_event(at=datetime(2026, 11, 20, 16, 0, tzinfo=UTC), subject_name="first@test")
        add_event(at=datetime(2026, 11, 21, 16, 0, tzinfo=UTC), subject_name="last@test")

        page = client.get("/administration/audit-log?at-from=2026-11-21&at-to=2026-11-21").text

        assert "first@test" in page
        assert "last@test" not in page

    def test_begins_with_the_newest(self, client):
        add_event(subject_name="earlier")
        add_event(subject_name="later")

        page = client.get("/administration/audit-log").text

        assert page.index("later") < page.index("earlier")

    def test_comes_in_pages(self, client):
        for number in range(11):
            add_event(subject_name=f"event-{number}@test")

        page = client.get("/administration/audit-log?size=10&page=2").text

        assert "event-0@test" in page
        assert "event-1@test" not in page
        assert "共 11 条" in page

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("at-from=x", 400),
            ("at-to=2026-02-30", 400),
            ("at-from=0001-01-01", 400),
            ("at-to=9999-12-31", 400),
            ("at-to=2999-12-31", 200),
            ("actor=x", 400),
            ("actor=9999999999999999999999", 400),
            ("actor=²", 400),
            ("action=%00", 400),
            ("subject=%ff", 200),
            ("page=-1&size=x", 200),
        ],
    )
    def test_bears_any_query(self, client, query, status):
        assert client.get(f"/administration/audit-log?{query}").status_code == status
        assert client.get(f"/administration/audit-log/export.csv?{query}").status_code == status

    def test_asks_no_more_of_the_database_as_events_are_added(self, client, count_queries):
        def queries_with_three_more():
            for _ in range(3):
                add_event(actor_id=AccountFactory.create().id)
            with count_queries() as queries:
                client.get("/administration/audit-log")
            return len(queries)

        assert queries_with_three_more() == queries_with_three_more()


class TestExport:
    def test_holds_the_filtered_events_and_leaves_one_itself(self, client, auditor, session):
        add_event(subject_name="zhangsan")
        add_event(subject_name="lisi", action="account:create", changes={"role": [None, "staff"]})

        response, rows = exported(client, "subject=lisi")

        assert rows == [
            ["时间", "人员", "IP", "动作", "对象", "变更前 → 变更后"],
            [
                "2026-11-21 12:00:00",
                "未登录",
                "10.0.0.8",
                "新建账号",
                "账号：lisi",
                "角色：工作人员",
            ],
        ]
        assert response.mimetype == "text/csv"
        assert "attachment" in response.headers["Content-Disposition"]
        event = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
        assert (event.action, event.actor_id) == ("audit:export", auditor.id)
        assert event.changes == {"rows": 1}

    def test_goes_through_more_than_one_batch(self, client, monkeypatch):
        monkeypatch.setattr("app.administration.log_export.AT_ONCE", 2)
        for number in range(5):
            add_event(subject_name=f"event-{number}")

        _response, rows = exported(client)

        assert [row[4] for row in rows[1:]] == [f"账号：event-{n}" for n in (4, 3, 2, 1, 0)]

    def test_makes_no_formula(self, client):
        add_event(subject_type="=1+1", subject_name="", address="=HYPERLINK(1)")

        _response, rows = exported(client)

        assert not any(cell.startswith("=") for row in rows for cell in row)


class TestScope:
    def test_shows_an_auditor_the_own_division_and_what_belongs_to_none(self, session, sign_in):
        codes = example_divisions()
        for name, code in (
            ("自己街道的", "晴湾社区"),
            ("别的街道的", "云溪社区"),
            ("没有辖区的", None),
        ):
            with writing():
                subject = audit.Subject("organization", 1, name, codes[code] if code else None)
                audit.record("organization:edit", subject, by=1)
                session.commit()
        auditor = AccountFactory.create(role=Role.AUDITOR, division_code=codes["晴川街道"])

        page = sign_in(auditor).get("/administration/audit-log").text

        assert ("自己街道的" in page, "别的街道的" in page, "没有辖区的" in page) == (
            True,
            False,
            True,
        )
