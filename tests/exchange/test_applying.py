"""Applying a plan: one bad row, strict files, a row refused in the middle; preview and result."""

import pytest
import sqlalchemy as sa

from app.audit.models import AuditEvent
from app.exchange import operations
from app.exchange.models import BatchState, ImportBatch, ImportRow
from app.exchange.plans import RowNotAppliedError
from app.exchange.register import applying
from app.extensions import db
from app.organizations.errors import NotReachableError
from app.organizations.models import Organization
from tests.exchange.hub import book, outcomes

HEADER = ["组织名称", "所属社区", "状态", "备案日期", "负责人", "联系电话", "会员数", "发展阶段"]


def filed(number, community="晴湾社区", **cells):
    row = {
        "name": f"晴湾第{number}志愿队",
        "community": community,
        "standing": "已备案",
        "filed_on": "2021-03-01",
        "leader": "甲子丑",
        "phone": f"138{number:08}",
        "members": number,
        "stage": "初创期",
    }
    return list({**row, **cells}.values())


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


class TestOneBadRow:
    """Of a thousand rows one is wrong."""

    def rows(self, bad):
        rows = [filed(number) for number in range(1000)]
        rows[500] = filed(500, community=bad)
        return book(HEADER, *rows)

    def test_is_left_out_and_named_and_the_others_are_entered(self, hub):
        plan = hub.apply(self.rows("望湖社区"))

        assert plan.counts() == {
            "total": 1000, "new": 999, "changed": 0, "unchanged": 0, "skipped": 0, "error": 1,
        }  # fmt: skip
        [problem] = plan.all_problems()
        assert (problem.sheet, problem.row, problem.column) == ("名册", 502, "B")
        assert problem.value == "望湖社区"
        assert "请核对名称" in problem.message
        assert count(Organization) == 999

        corrected = hub.apply(self.rows("柳浪社区"))
        assert (corrected.counts()["new"], corrected.counts()["unchanged"]) == (1, 999)
        assert count(Organization) == 1000

    def test_holds_back_a_strict_file(self, hub):
        with pytest.raises(operations.NotCleanError):
            hub.apply(self.rows("望湖社区"), is_strict=True)

        assert (count(Organization), count(ImportBatch)) == (0, 0)


class TestRowRefusedInTheMiddle:
    @pytest.fixture
    def known(self, hub):
        hub.apply(book(HEADER, *[filed(number) for number in range(5)]))

    def refuse(self, monkeypatch, name, operation):
        """Let the operation refuse what it is asked for one row, as it would for a race lost."""
        does = getattr(applying.operations, operation)

        def refusing(standpoint, subject, *rest):
            wanted = db.session.get(Organization, subject) if isinstance(subject, int) else None
            refused = (
                wanted.name == name
                if wanted
                else any(item.attributes["name"] == name for item in subject)
            )
            if refused:
                raise NotReachableError
            return does(standpoint, subject, *rest)

        monkeypatch.setattr(applying.operations, operation, refusing)

    def test_undoes_all_of_a_change_and_is_named(self, hub, known, monkeypatch):
        self.refuse(monkeypatch, "晴湾第3志愿队", "edit_organization")
        before, events = hub.register(), count(AuditEvent)
        rows = [filed(number, leader="乙丑寅") for number in range(5)]

        with pytest.raises(RowNotAppliedError) as caught:
            hub.apply(book(HEADER, *rows))

        assert (caught.value.row.number, caught.value.row.name) == (5, "晴湾第3志愿队")
        assert hub.register() == before
        assert count(AuditEvent) == events

    def test_undoes_all_of_an_entry_and_is_named(self, hub, known, monkeypatch):
        self.refuse(monkeypatch, "晴湾第8志愿队", "register_organizations")
        before = hub.register()

        with pytest.raises(RowNotAppliedError) as caught:
            hub.apply(book(HEADER, *[filed(number) for number in range(10)]))

        assert (caught.value.row.number, caught.value.row.name) == (10, "晴湾第8志愿队")
        assert hub.register() == before


class TestKeptWithTheBatch:
    def test_are_the_rows_with_what_became_of_them(self, hub):
        hub.apply(book(HEADER, filed(1), filed(2, community="望湖社区")))

        batch = db.session.scalars(sa.select(ImportBatch)).one()
        first, second = db.session.scalars(sa.select(ImportRow).order_by(ImportRow.id))
        assert batch.state is BatchState.APPLIED
        assert batch.reading["rows"]["new"] == 1
        assert (first.row, first.outcome, first.cells["B"]) == (2, "new", "晴湾社区")
        assert first.organization_id == next(iter(hub.register()))
        assert (second.outcome, second.organization_id) == ("error", None)
        assert [item["code"] for item in second.problems] == ["unknown_community"]

    def test_are_the_values_that_stood_before(self, hub):
        hub.apply(book(HEADER, filed(1)))
        hub.apply(book(HEADER, filed(1, leader="乙丑寅", filed_on="2021-04-01")))

        row = db.session.scalars(sa.select(ImportRow).order_by(ImportRow.id.desc())).first()
        assert row.changes == {
            "leader_name": ["甲子丑", "乙丑寅"],
            "filed_on": ["2021-03-01", "2021-04-01"],
        }

    def test_columns_of_the_ledgers_own_stay_with_the_organization(self, hub):
        hub.apply(book([*HEADER, "面积"], [*filed(1), 80]))
        plan = hub.apply(book([*HEADER, "面积"], [*filed(1), 90]))

        assert outcomes(plan) == ["unchanged"]
        assert db.session.scalars(sa.select(Organization.extra)).one() == {"面积": "90"}
