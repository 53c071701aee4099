from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access.permissions import Role
from app.db import utc_now
from app.exchange.models import BatchState, ImportBatch
from app.history.points import list_live
from app.organizations.grades import Grade
from app.organizations.models import FormerName, StandingChange
from app.organizations.operations import StageMove, correct_stage, withdraw_standing
from app.organizations.standings import Standing
from app.standpoint import today
from tests.factories import (
    AccountFactory,
    GradeChangeFactory,
    OrganizationFactory,
    StageChangeFactory,
    StandingChangeFactory,
)
from tests.organizations.looks import look
from tests.organizations.pages import Page
from tests.organizations.writes import on, run


def query_of(link):
    return {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}


@pytest.fixture
def get(street):
    return lambda url: Page(street.client.get(url))


class TestDetail:
    @pytest.fixture
    def url(self, street):
        return f"/organizations/{street.organization.id}"

    def test_shows_facts_state_and_who_recorded_it(self, get, url, street):
        StageChangeFactory.create(
            organization_id=street.organization.id,
            stage="growing",
            since=today() - timedelta(days=320),
            reason="验收通过",
            recorded_by=street.staff.id,
        )

        page = get(url)

        assert page.heading == "晴湾合唱团"
        assert "成长期已 320 天" in page.text
        assert "原因：验收通过" in page.text
        assert "甲子丑" in page.text
        assert "13800004321" in page.text
        assert "示例区 · 晴川街道 · 晴湾社区" in page.text

    def test_leads_to_the_import_a_point_came_from(self, get, leader, url, street, session):
        batch = ImportBatch(
            ledger="register",
            file_name="台账.xlsx",
            file_hash="0" * 64,
            content=b"",
            division_code=street.divisions["晴川街道"],
            effective_on=today(),
            options={},
            reading={},
            state=BatchState.APPLIED,
            account_id=street.staff.id,
            uploaded_at=utc_now(),
        )
        session.add(batch)
        session.commit()
        StageChangeFactory.create(organization_id=street.organization.id, import_batch_id=batch.id)

        (link,) = get(url).links("批导入")
        assert link == f"/imports/{batch.id}"
        page = Page(leader.get(url))
        assert f"随第 {batch.id} 批导入" in page.text
        assert page.links("批导入") == []

    def test_shows_what_was_corrected_more_quietly(self, get, url, street):
        old = StageChangeFactory.create(organization_id=street.organization.id, stage="growing")
        here = look(street.divisions["晴川街道"], viewer=street.staff.id)
        run(correct_stage, here, old.id, StageMove("mature", on("2020-01-01")))

        page = get(url)

        assert [node.text_content() for node in page.tree.xpath("//s")] == ["孵化阶段：成长期"]
        assert "更正前" in page.text

    def test_shows_a_grade_that_is_announced_and_one_that_is_over(self, get, url, street):
        organization_id = street.organization.id
        StandingChangeFactory.create(
            organization_id=organization_id, standing=Standing.REGISTERED, since=date(2021, 1, 1)
        )
        GradeChangeFactory.create(
            organization_id=organization_id, since=date(2021, 2, 1), expires_on=date(2022, 1, 31)
        )
        GradeChangeFactory.create(
            organization_id=organization_id,
            grade=Grade.A4,
            since=today() + timedelta(days=9),
            announced_on=today(),
        )

        text = get(url).text

        assert "3A（已过期）" in text
        assert "4A（已公告待生效）" in text

    def test_before_it_existed_says_so(self, get, url):
        page = get(f"{url}?on=2019-12-31")

        assert page.status == 200
        assert "该日尚未成立" in page.text
        assert "2020-01-01" in page.text

    def test_before_it_was_known_says_so(self, get, url):
        page = get(f"{url}?known-at=2001-01-01T00:00:00Z")

        assert "系统中还没有该组织的记录" in page.text
        assert page.links("修改资料") == []

    def test_in_the_recycle_bin_says_so_and_offers_to_bring_it_back(self, get, url, street):
        here = look(street.divisions["晴川街道"], viewer=street.staff.id)
        (point,) = list_live(StandingChange, street.organization.id)
        run(withdraw_standing, here, point.id, "重复登记")

        page = get(url)

        assert "回收站" in page.text
        assert "重复登记" in page.text
        assert page.links("恢复这个组织")

    def test_shows_former_names_with_their_days(self, get, url, street, session):
        session.add(
            FormerName(
                organization_id=street.organization.id,
                name="晴湾歌咏队",
                until=date(2024, 5, 6),
                recorded_at=utc_now(),
                recorded_by=street.staff.id,
            )
        )
        session.commit()

        assert "晴湾歌咏队（使用至 2024-05-06）" in get(url).text

    def test_shows_what_a_ledger_said_besides(self, get, leader, street):
        organization = OrganizationFactory.create(
            division_code=street.divisions["晴湾社区"],
            extra={"联系人二": "乙寅卯"},
            as_written={"member_count": "350余", "phone": "见备注"},
        )

        whole = get(f"/organizations/{organization.id}").text
        masked = Page(leader.get(f"/organizations/{organization.id}")).text

        assert "联系人二" in whole
        assert "台账原文：350余" in whole
        assert "台账原文：见备注" in whole
        assert "乙寅卯" not in masked
        assert "见备注" not in masked
        assert "台账原文：350余" in masked

    def test_masks_and_offers_no_change_to_a_leader(self, leader, url):
        page = Page(leader.get(url))

        assert "138****4321" in page.text
        assert page.links("修改资料") == page.links("变更") == []

    def test_leads_back_to_the_row_it_was_opened_from(self, get, url, street):
        page = get(f"{url}?next=/organizations?page%3D2")

        back = f"/organizations?page=2#organization-{street.organization.id}"
        assert page.tree.xpath("//li[contains(@class, 'breadcrumb-item')]/a/@href") == [back]
        (edit,) = page.links("修改资料")
        assert query_of(edit)["next"] == f"{url}?next=%2Forganizations%3Fpage%3D2"

    @pytest.mark.parametrize(
        "back", ["https://example.com", "//example.com", "javascript:alert(1)"]
    )
    def test_leads_nowhere_else(self, get, url, back):
        assert back not in str(get(f"{url}?next={back}").tree.xpath("//nav//a/@href"))

    def test_of_a_neighbor_looks_like_one_that_never_was(self, street):
        neighbors = street.client.get(f"/organizations/{street.neighbor.id}")
        nobodys = street.client.get("/organizations/999999")

        assert neighbors.status_code == nobodys.status_code == 404

    def test_is_closed_to_the_auditor(self, browser_of, url):
        assert browser_of(Role.AUDITOR).get(url).status_code == 403

    def test_asks_as_many_queries_for_a_long_history_as_for_a_short_one(
        self, street, url, count_queries
    ):
        def count():
            with count_queries() as queries:
                street.client.get(url)
            return len(queries)

        StageChangeFactory.create(organization_id=street.organization.id, stage="growing")
        short = count()
        for year in range(2021, 2026):
            StageChangeFactory.create(
                organization_id=street.organization.id,
                stage=["growing", "mature"][year % 2],
                since=date(year, 1, 1),
                recorded_by=AccountFactory.create().id,
            )

        assert count() == short
