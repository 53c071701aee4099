"""Pages of standing, stage and grade: one success, refusals at their field, corrections."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.history.points import list_live
from app.organizations.models import GradeChange, StageChange, StandingChange
from app.organizations.standings import Standing
from app.standpoint import today
from app.values.dates import Precision
from tests.factories import (
    GradeChangeFactory,
    StageChangeFactory,
    StandingChangeFactory,
)
from tests.organizations.pages import Page
from tests.organizations.writes import stages_of, standings_of

TOMORROW = (today() + timedelta(days=1)).isoformat()


@pytest.fixture
def organization(street):
    return street.organization


@pytest.fixture
def post(street, organization):
    """Send a form of the organization's; `path` is what follows its number."""

    def send(path, query=None, **data):
        url = f"/organizations/{organization.id}/{path}"
        return Page(street.client.post(url, query_string=query, data=data))

    return send


@pytest.fixture
def get(street, organization):
    return lambda path: Page(street.client.get(f"/organizations/{organization.id}/{path}"))


@pytest.fixture
def registered(organization):
    """The organization, registered since 2022."""
    StandingChangeFactory.create(
        organization_id=organization.id, standing=Standing.REGISTERED, since=date(2022, 1, 1)
    )
    return organization


class TestChangeStanding:
    def test_adds_a_point_and_returns_to_the_row(self, post, organization, session):
        back = {"next": "/organizations?page=3"}

        page = post("standing", back, to="registered", since="2024-05-06", reason="取得证书")

        assert page.location == f"/organizations?page=3#organization-{organization.id}"
        assert standings_of(organization.id)[-1] == ("registered", "2024-05-06")
        assert session.scalars(select(AuditEvent.action)).all() == ["organization:standing:record"]

    @pytest.mark.parametrize(
        ("data", "field", "advice"),
        [
            ({"to": ""}, "to", "请选择登记状态"),
            ({"to": "dissolved"}, "to", "请从列表中选择一项"),
            ({"to": "filed"}, "to", "与前一条或后一条记录的状态相同"),
            ({"to": "revoked", "since": "2019-05-06"}, "to", "与前后记录接不上"),
            ({"since": ""}, "since", "请填写生效日期"),
            ({"since": "2024"}, "since", "请按 2024-05-06 的格式填写日期"),
            ({"since": TOMORROW}, "since", "请填写今天或之前的日期"),
            ({"since": "2020-01-01"}, "since", "这一天已有一条记录"),
            ({"reason": "字" * 501}, "reason", "请控制在500字以内，现在是501字"),
        ],
    )
    def test_says_at_the_field_what_to_do(self, post, organization, data, field, advice):
        page = post("standing", **{"to": "registered", "since": "2024-05-06", **data})

        assert page.status == 200
        assert advice in page.error_of(field)
        assert standings_of(organization.id) == [("filed", "2020-01-01")]

    def test_offers_to_correct_and_withdraw_what_there_is(self, get, organization):
        page = get("standing?next=/organizations")

        point = list_live(StandingChange, organization.id)[0]
        way = f"/organizations/{organization.id}/standing/{point.id}"
        assert page.links("更正") == [f"{way}?next=/organizations"]
        assert page.links("撤回") == [f"{way}/withdrawal?next=/organizations"]

    def test_is_refused_while_looking_at_earlier_knowledge(self, post):
        query = {"known-at": "2025-01-01T00:00:00+08:00"}

        page = post("standing", query, to="registered", since="2024-05-06")

        assert any("不能修改" in line for line in page.summary)


class TestCorrectStanding:
    def test_supersedes_and_says_so(self, post, registered, session):
        point = list_live(StandingChange, registered.id)[-1]

        page = post(f"standing/{point.id}", to="registered", since="2022-03-01")

        assert page.status == 302
        assert standings_of(registered.id)[-1] == ("registered", "2022-03-01")
        assert session.get(StandingChange, point.id).superseded_at is not None

    def test_of_nothing_is_no_correction(self, post, registered):
        point = list_live(StandingChange, registered.id)[-1]

        page = post(f"standing/{point.id}", to="registered", since="2022-01-01")

        assert any("内容与原记录相同" in line for line in page.summary)
        assert point.superseded_at is None

    def test_keeps_a_day_known_to_the_month_when_it_is_not_touched(self, post, organization):
        point = StandingChangeFactory.create(
            organization_id=organization.id,
            standing=Standing.REGISTERED,
            since=date(2022, 5, 1),
            since_precision=Precision.MONTH,
        )

        post(f"standing/{point.id}", to="deregistered", since="2022-05-01")

        assert str(list_live(StandingChange, organization.id)[-1].since_as_known) == "2022-05"

    def test_of_a_point_superseded_meanwhile_is_a_conflict(self, post, registered):
        point = list_live(StandingChange, registered.id)[-1]
        post(f"standing/{point.id}", to="registered", since="2022-03-01")

        assert post(f"standing/{point.id}", to="registered", since="2022-04-01").status == 409


class TestWithdrawStanding:
    def test_asks_first_and_says_what_follows(self, get, registered, organization):
        _first, last = list_live(StandingChange, organization.id)

        page = get(f"standing/{last.id}/withdrawal")

        assert "将撤回：2022-01-01 已登记" in page.text
        assert len(list_live(StandingChange, organization.id)) == 2

    def test_warns_before_the_recycle_bin(self, get, organization):
        (point,) = list_live(StandingChange, organization.id)

        assert "移入回收站" in get(f"standing/{point.id}/withdrawal").text

    def test_withdraws(self, post, registered):
        point = list_live(StandingChange, registered.id)[-1]

        assert post(f"standing/{point.id}/withdrawal", reason="记错单位").status == 302
        assert standings_of(registered.id) == [("filed", "2020-01-01")]

    def test_says_when_the_rest_would_not_fit_together(self, post, registered):
        StandingChangeFactory.create(
            organization_id=registered.id, standing=Standing.DEREGISTERED, since=date(2023, 1, 1)
        )
        StandingChangeFactory.create(
            organization_id=registered.id, standing=Standing.REGISTERED, since=date(2024, 1, 1)
        )
        point = list_live(StandingChange, registered.id)[2]

        page = post(f"standing/{point.id}/withdrawal")

        assert any("请先撤回或更正它后面的那条记录" in line for line in page.summary)


class TestStage:
    @pytest.fixture
    def point(self, organization):
        return StageChangeFactory.create(
            organization_id=organization.id, stage="growing", since=date(2022, 1, 1)
        )

    def test_is_changed(self, post, point, organization):
        page = post("stage", to="mature", since="2024-05-06", reason="验收合格")

        assert page.status == 302
        assert stages_of(organization.id)[-1] == ("mature", "2024-05-06")

    @pytest.mark.parametrize(
        ("data", "field", "advice"),
        [
            ({"to": "sprouting"}, "reason", "退回较早的阶段，请填写原因"),
            ({"to": "growing"}, "to", "与前一条或后一条记录的阶段相同"),
            ({"since": "2019-12-31"}, "since", "这一天组织尚未成立"),
            ({"since": "2022-01-01"}, "since", "这一天已有一条记录"),
            ({"since": TOMORROW}, "since", "请填写今天或之前的日期"),
        ],
    )
    def test_says_at_the_field_what_to_do(self, post, point, data, field, advice):
        page = post("stage", **{"to": "mature", "since": "2024-05-06", **data})

        assert advice in page.error_of(field)

    def test_goes_back_with_a_reason(self, post, point, organization):
        assert post("stage", to="sprouting", since="2024-05-06", reason="停摆").status == 302
        assert stages_of(organization.id)[-1] == ("sprouting", "2024-05-06")

    def test_is_corrected_and_withdrawn(self, post, point, organization, session):
        assert post(f"stage/{point.id}", to="growing", since="2022-02-01").status == 302
        (corrected,) = list_live(StageChange, organization.id)
        assert corrected.since == date(2022, 2, 1)

        assert post(f"stage/{corrected.id}/withdrawal").status == 302
        assert stages_of(organization.id) == []


class TestGrade:
    def test_is_recorded(self, post, registered):
        page = post(
            "grade",
            grade="4A",
            level="city",
            issuer="示例市民政局",
            announced_on="2026-03-02",
            since="2027-01-01",
            expires_on="2031-12-31",
        )

        assert page.status == 302
        (point,) = list_live(GradeChange, registered.id)
        assert (point.grade, point.level, point.announced_on) == ("4A", "city", date(2026, 3, 2))
        assert (point.since, point.expires_on) == (date(2027, 1, 1), date(2031, 12, 31))

    def test_is_canceled(self, post, registered):
        GradeChangeFactory.create(organization_id=registered.id, since=date(2023, 1, 1))

        post("grade", grade="canceled", since="2024-01-01", reason="年检不合格")

        assert list_live(GradeChange, registered.id)[-1].grade is None

    @pytest.mark.parametrize(
        ("data", "field", "advice"),
        [
            ({"grade": ""}, "grade", "请选择评估等级"),
            ({"since": ""}, "since", "请填写有效期起"),
            ({"since": "2021-06-01"}, "since", "只有已登记的组织才能评定等级"),
            ({"expires_on": "2023-12-31"}, "expires_on", "有效期止不能早于有效期起"),
            ({"announced_on": TOMORROW}, "announced_on", "请填写今天或之前的日期"),
            ({"level": "street"}, "level", "请从列表中选择一项"),
        ],
    )
    def test_says_at_the_field_what_to_do(self, post, registered, data, field, advice):
        page = post("grade", **{"grade": "3A", "since": "2024-01-01", **data})

        assert advice in page.error_of(field)
        assert list_live(GradeChange, registered.id) == []

    def test_gets_its_validity_proposed(self, post, registered):
        page = post("grade", propose="yes", grade="3A", announced_on="2026-03-01")

        assert page.value_of("since") == "2027-01-01"
        assert page.value_of("expires_on") == "2031-12-31"
        assert page.chosen("grade") == "3A"
        assert page.summary == []
        assert list_live(GradeChange, registered.id) == []

    def test_needs_the_announcement_for_a_proposal(self, post, registered):
        page = post("grade", propose="yes", grade="3A", announced_on="")

        assert "请先填写公告日期" in page.error_of("announced_on")

    def test_answers_scripts_with_the_proposal(self, street):
        response = street.client.get("/organizations/grade-validity?announced-on=2025-06-01")

        assert response.json == {"since": "2025-06-01", "expires_on": "2030-05-31"}

    @pytest.mark.parametrize("day", ["", "2025", "去年"])
    def test_answers_scripts_that_name_no_day_with_a_refusal(self, street, day):
        url = f"/organizations/grade-validity?announced-on={day}"

        assert street.client.get(url).status_code == 400

    def test_is_corrected_with_its_month_kept(self, post, registered):
        point = GradeChangeFactory.create(
            organization_id=registered.id,
            since=date(2023, 1, 1),
            expires_on=date(2025, 6, 30),
            expires_precision=Precision.MONTH,
        )

        post(f"grade/{point.id}", grade="4A", since="2023-01-01", expires_on="2025-06-30")

        (corrected,) = list_live(GradeChange, registered.id)
        assert (corrected.grade, str(corrected.expires_as_known)) == ("4A", "2025-06")

    def test_is_withdrawn(self, post, registered):
        point = GradeChangeFactory.create(organization_id=registered.id, since=date(2023, 1, 1))

        assert post(f"grade/{point.id}/withdrawal").status == 302
        assert list_live(GradeChange, registered.id) == []
