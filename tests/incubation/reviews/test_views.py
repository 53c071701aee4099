from datetime import timedelta
from io import BytesIO

import pytest

from app.extensions import db
from app.incubation.reviews import queries
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.signals import SIGNALS
from app.incubation.reviews.timeline import TIMELINE
from app.standpoint import today
from tests.factories import OrganizationFactory
from tests.factories.reviews import ReviewFactory
from tests.files.samples import picture
from tests.incubation.ladder import filed_group
from tests.incubation.reviews.conftest import look_of
from tests.organizations.pages import Page


def begin(street, client=None, on="2026-03-01"):
    path = f"/organizations/{street.organization.id}/reviews/new"
    response = (client or street.client).post(path, data={"on": on})
    return Page(response)


def filled(street, page, **changes):
    ids = street.criteria
    return {
        **page.filled(),
        f"score_{ids.charter}": "4",
        f"note_{ids.charter}": "见附件",
        f"score_{ids.brand}": "2",
        "recommendation": "advance",
        "conclusion": "章程齐全，可以进入成长期",
        **changes,
    }


class TestNewReview:
    def test_leads_to_the_form_with_the_answers_of_the_register(self, street):
        path = begin(street).location

        page = Page(street.client.get(path))

        assert page.heading == "评估：能否进入成长期"
        assert "成员10人及以上" in page.text
        assert "达到" in page.text
        assert "有专职人员" not in page.text  # asked of registered ones

    def test_says_why_a_day_is_refused(self, street):
        tomorrow = (today() + timedelta(days=1)).isoformat()

        assert begin(street, on=tomorrow).error_of("on") == "请填写今天或之前的日期"
        assert "尚未成立" in begin(street, on="2019-01-01").error_of("on")

    def test_names_the_drafts_of_others(self, street):
        begin(street, street.other_client)

        page = Page(street.client.get(f"/organizations/{street.organization.id}/reviews/new"))

        assert "乙丑寅" in page.text


class TestDraft:
    def test_of_two_at_once_are_both_kept(self, street):
        mine, theirs = begin(street).location, begin(street, street.other_client).location
        page = Page(street.client.get(mine))
        street.client.post(mine, data=filled(street, page, conclusion="我的结论"))

        other = Page(street.other_client.get(theirs))
        street.other_client.post(theirs, data=filled(street, other, conclusion="他的结论"))

        assert mine != theirs
        assert Page(street.client.get(mine)).value_of("conclusion") == "我的结论"
        assert Page(street.other_client.get(theirs)).value_of("conclusion") == "他的结论"

    def test_saved_elsewhere_since_is_not_lost_nor_overwritten(self, street):
        path = begin(street).location
        page = Page(street.client.get(path))
        street.client.post(path, data=filled(street, page, conclusion="先保存的"))

        stale = Page(street.client.post(path, data=filled(street, page, conclusion="后提交的")))

        assert stale.status == 409
        assert stale.value_of("conclusion") == "后提交的"
        assert "先保存的" in stale.text
        assert db.session.query(Review).one().conclusion == "先保存的"

        again = street.client.post(path, data=stale.filled())
        assert again.status_code == 302
        assert db.session.query(Review).one().conclusion == "后提交的"

    def test_asks_for_missing_points_before_it_is_concluded(self, street):
        path = begin(street).location
        page = Page(street.client.get(path))
        data = filled(street, page, conclude="1", **{f"score_{street.criteria.brand}": ""})

        refused = Page(street.client.post(path, data=data))

        assert "请评分" in refused.error_of(f"score_{street.criteria.brand}")
        assert refused.value_of("conclusion") == data["conclusion"]

    def test_of_another_is_read_only(self, street):
        path = begin(street).location

        page = Page(street.other_client.get(path.removesuffix("/edit")))

        assert "甲子丑的草稿" in page.text
        assert street.other_client.get(path).status_code == 302
        assert street.other_client.post(path, data={}).status_code == 409


class TestConcluded:
    @pytest.fixture
    def path(self, street):
        ReviewFactory.create(
            organization_id=street.organization.id,
            set_id=street.criteria.id,
            to_stage="growing",
            on=today() - timedelta(days=400),
            scores={street.criteria.charter: 2, street.criteria.brand: 3},
        )
        path = begin(street).location
        page = Page(street.client.get(path))
        return street.client.post(path, data=filled(street, page, conclude="1")).location

    def test_names_what_is_missing_and_compares_with_the_one_before(self, street, path):
        page = Page(street.leader_client.get(path))

        assert "距成长期还差1项" in page.text
        row = page.tree.xpath("//tr[contains(., '有章程')]")[-1]
        cells = [cell.text_content().strip() for cell in row.xpath("./td")]
        assert cells[3:6] == ["2", "4", "+2"]
        assert "比上次提高：有管理" in page.text

    def test_draws_the_dimensions_as_bars_beside_their_table(self, street, path):
        page = Page(street.client.get(path))

        figure = page.tree.xpath("//script[@type='application/json']")[0].text
        assert '"type": "bar"' in figure
        table = page.tree.xpath("//figure//tbody/tr[1]")[0].text_content().split()
        assert table == ["有管理", "2.0", "4.0"]

    def test_can_be_withdrawn_with_a_reason(self, street, path):
        withdrawal = f"{path}/withdrawal"

        assert "请填写原因" in Page(street.client.post(withdrawal, data={})).error_of("reason")
        street.client.post(withdrawal, data={"reason": "评错了"})

        page = Page(street.client.get(path))
        assert "不再计入统计" in page.text
        assert "评错了" in page.text
        assert street.client.post(withdrawal, data={"reason": "再撤"}).status_code == 409

    def test_stands_on_the_timeline(self, street, path):
        (source,) = TIMELINE

        latest = source.entries(street.here, street.organization.id)[0]

        assert latest.title == "建议进入下一阶段，距成长期还差1项"
        assert latest.endpoint == "reviews.review"


class TestLists:
    def test_show_who_is_due_until_a_review_is_concluded(self, street):
        community = street.divisions["晴湾社区"]
        for name, days in (("去年合唱团", 366), ("今年合唱团", 100)):
            made = filed_group(community, name=name)
            ReviewFactory.create(organization_id=made.id, on=today() - timedelta(days=days))
        OrganizationFactory.create(
            division_code=community, name="出壳合唱团", histories__stage="graduated"
        )
        OrganizationFactory.create(division_code=community, name="无阶段合唱团")

        page = Page(street.leader_client.get("/incubation/reviews"))

        named = [link.text_content() for link in page.tree.xpath("//th[@scope='row']/a")]
        assert sorted(named) == ["去年合唱团", "晴湾合唱团"]
        assert page.links("开始评估") == []
        assert Page(street.client.get("/incubation/reviews")).links("开始评估")

    def test_agree_with_the_worklist(self, street):
        (signal,) = SIGNALS

        rows = db.session.execute(signal.items(street.here)).all()

        assert [row.organization_id for row in rows] == [street.organization.id]
        assert rows[0]._fields == ("organization_id", "subject_id", "due_on", "owner_id", "title")
        assert rows[0].due_on is None
        last_on = today() - timedelta(days=400)
        ReviewFactory.create(organization_id=street.organization.id, on=last_on)
        (row,) = db.session.execute(signal.items(street.here)).all()
        assert row.due_on == last_on + timedelta(days=365)
        assert db.session.execute(signal.items(look_of(street.staff, on=str(last_on)))).all() == []

    def test_filter_by_state_stage_and_reviewer(self, street):
        ReviewFactory.create(organization_id=street.organization.id, to_stage="growing")
        begin(street)

        def days(query):
            page = Page(street.client.get(f"/incubation/reviews?{query}"))
            return [
                link.text for link in page.tree.xpath("//tr[starts-with(@id, 'review-')]//th/a")
            ]

        assert len(days("state=draft")) == len(days("state=concluded")) == 1
        assert days("state=concluded&stage=mature") == []
        assert len(days(f"state=draft&reviewer={street.staff.id}")) == 1
        assert days(f"state=draft&reviewer={street.colleague.id}") == []

    @pytest.mark.parametrize("state", ["due", "concluded"])
    def test_cost_the_same_for_one_row_as_for_many(self, street, count_queries, state):
        def cost():
            with count_queries() as queries:
                street.client.get(f"/incubation/reviews?state={state}")
            return len(queries)

        ReviewFactory.create(organization_id=street.foreign.id)
        one = filed_group(street.divisions["晴湾社区"])
        ReviewFactory.create(organization_id=one.id)
        cost()
        few = cost()
        for _ in range(5):
            more = filed_group(street.divisions["晴湾社区"])
            filed_group(street.divisions["晴湾社区"])
            ReviewFactory.create(organization_id=more.id)

        assert cost() == few

    def test_show_nothing_of_another_division(self, street):
        review = ReviewFactory.create(organization_id=street.foreign.id)

        assert street.client.get(f"/incubation/reviews/{review.id}").status_code == 404
        wanted = queries.ReviewFilter(ReviewState.CONCLUDED)
        assert queries.list_reviews(street.here, wanted) == []


class TestEvidence:
    def test_is_kept_with_the_draft_and_shown_once_it_is_concluded(
        self, street, app, tmp_path, monkeypatch
    ):
        monkeypatch.setitem(app.config, "FILES_PATH", tmp_path)
        path = begin(street).location
        data = filled(street, Page(street.client.get(path)), conclude="1")
        photo = (BytesIO(picture("PNG")), "活动照片.png")

        done = street.client.post(
            path, data={**data, "files": [photo]}, content_type="multipart/form-data"
        )

        assert "活动照片" in Page(street.leader_client.get(done.location)).text
