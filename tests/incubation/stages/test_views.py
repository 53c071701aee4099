from datetime import date

from app.history.points import list_live
from app.organizations.models import StageChange
from tests.factories.reviews import ReviewFactory
from tests.incubation.ladder import filed_group
from tests.organizations.pages import Page
from tests.organizations.writes import stages_of

DAY = "2026-04-01"
BULK = "/incubation/stages/bulk"


def passed(street, organization):
    return ReviewFactory.create(
        organization_id=organization.id,
        set_id=street.criteria.id,
        to_stage="growing",
        scores={street.criteria.charter: 4, street.criteria.brand: 5},
    )


class TestChangeStage:
    def test_shows_what_is_missing_and_asks_for_a_reason(self, street):
        path = f"/organizations/{street.organization.id}/stage"
        page = Page(street.client.get(path))
        assert "距成长期还差2项" in page.text
        assert "有章程" in page.text

        refused = Page(street.client.post(path, data={"to": "growing", "since": DAY}))
        assert "必备条件还未达到：有章程" in refused.error_of("reason")

        data = {"to": "growing", "since": DAY, "reason": "街道要求"}
        assert street.client.post(path, data=data).status_code == 302
        detail = Page(street.client.get(f"/organizations/{street.organization.id}"))
        assert "例外变更，当时未达到的必备条件：有章程" in detail.text

    def test_may_cite_a_review_that_the_link_names(self, street):
        review = passed(street, street.organization)
        path = f"/organizations/{street.organization.id}/stage"

        page = Page(street.client.get(f"{path}?review={review.id}&to=growing"))
        assert page.chosen("review") == str(review.id)
        assert page.chosen("to") == "growing"
        street.client.post(path, data={**page.filled(), "since": DAY})

        detail = Page(street.client.get(f"/organizations/{street.organization.id}"))
        assert "依据2026-03-01的阶段评估" in detail.text

    def test_can_be_corrected_and_withdrawn(self, street):
        passed(street, street.organization)
        path = f"/organizations/{street.organization.id}/stage"
        street.client.post(path, data={"to": "growing", "since": DAY})
        point = list_live(StageChange, street.organization.id)[-1]

        same = Page(street.client.get(f"{path}/{point.id}")).filled()
        assert "相同" in Page(street.client.post(f"{path}/{point.id}", data=same)).summary[0]
        street.client.post(f"{path}/{point.id}", data={**same, "since": "2026-04-02"})
        assert stages_of(street.organization.id)[-1] == ("growing", "2026-04-02")

        point = list_live(StageChange, street.organization.id)[-1]
        street.client.post(f"{path}/{point.id}/withdrawal", data={})
        assert stages_of(street.organization.id)[-1][0] == "starting"


class TestBulk:
    def test_shows_each_gate_and_tells_what_became_of_each(self, street):
        ready = filed_group(street.divisions["晴湾社区"], name="条件齐合唱团")
        passed(street, ready)
        ids = [street.organization.id, ready.id]

        page = Page(street.client.get(f"{BULK}?stage=starting"))
        assert page.tree.xpath(f"//tr[@id='organization-{ready.id}']")
        result = Page(
            street.client.post(
                f"{BULK}?stage=starting", data={"organization": ids, "to": "next", "since": DAY}
            )
        )

        assert "已变更1家，未变更1家" in result.text
        assert "必备条件还未达到：有章程" in result.text
        assert stages_of(ready.id)[-1] == ("growing", DAY)
        (again,) = result.links("只看这些组织")
        named = [a.text for a in Page(street.client.get(again)).tree.xpath("//th[@scope='row']/a")]
        assert named == ["晴湾合唱团"]

    def test_needs_somebody_chosen_and_takes_nobody_from_elsewhere(self, street):
        nobody = Page(street.client.post(BULK, data={"to": "growing", "since": DAY}))
        assert "请至少选择一个组织" in nobody.text

        data = {"organization": [street.foreign.id], "to": "growing", "since": DAY, "reason": "试"}
        assert Page(street.client.post(BULK, data=data)).status == 200
        assert stages_of(street.foreign.id)[-1][0] == "starting"

    def test_filters_by_stage_and_community(self, street):
        filed_group(street.divisions["柳浪社区"], name="柳浪合唱团", histories__stage="growing")

        def named(query):
            page = Page(street.client.get(f"{BULK}?{query}"))
            return [a.text for a in page.tree.xpath("//th[@scope='row']/a")]

        assert named("stage=growing") == ["柳浪合唱团"]
        assert named(f"community={street.divisions['晴湾社区']}") == ["晴湾合唱团"]
        assert named("stage=none") == []

    def test_costs_the_same_for_one_row_as_for_many(self, street, count_queries):
        def cost():
            with count_queries() as queries:
                street.client.get(BULK)
            return len(queries)

        cost()
        few = cost()
        for _ in range(4):
            filed_group(street.divisions["晴湾社区"], histories__since=date(2021, 1, 1))

        assert cost() == few
