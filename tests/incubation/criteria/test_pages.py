from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest

from app.access.permissions import Role
from app.extensions import db
from app.incubation.criteria.models import Criterion, CriterionSet
from tests.factories import AccountFactory
from tests.factories.criteria import CriterionFactory, CriterionSetFactory

SHIPPED = "/incubation/criteria/1"


@pytest.fixture
def hub(session, sign_in):
    """A set of the hub's own, in force, with one criterion; and the browser of staff."""
    found = CriterionSetFactory.create(name="本地标准", since=date(2026, 1, 1))
    criterion = CriterionFactory.create(
        set_id=found.id,
        code="一",
        rule={"column": "member_count", "operator": "at_least", "value": 10},
    )
    return SimpleNamespace(
        client=sign_in(AccountFactory.create()),
        set=found.id,
        url=f"/incubation/criteria/{found.id}",
        criterion=criterion.id,
        form={
            "code": "二",
            "stage": "growing",
            "audience": "any",
            "dimension": "team",
            "text": "有专职工作人员",
            "is_required": "y",
            "weight": "1",
            "proof": "register",
            "column": "staff_count",
            "operator": "at_least",
            "value": "3",
            "version": "1",
        },
    )


def criteria_of(hub):
    db.session.expire_all()
    found = db.session.query(Criterion).filter_by(set_id=hub.set).order_by(Criterion.position)
    return [(item.code, item.rule and item.rule["value"], item.is_retired) for item in found]


class TestLooking:
    def test_the_list_tells_which_set_is_in_force(self, hub):
        page = hub.client.get("/incubation/criteria").text

        assert page.index("本地标准") < page.index("四有评估标准")
        assert page.count("现行") == 1
        assert "参考方案" in page

    def test_a_set_shows_the_criteria_of_a_stage_with_their_rules(self, hub):
        page = hub.client.get(f"{SHIPPED}?stage=mature").text

        assert "评估等级 属于 5A、4A、3A" in page
        assert "已在街道" not in page

    def test_a_rule_without_its_column_is_left_to_people(self, hub):
        found = CriterionFactory.create(
            set_id=hub.set, rule={"column": "later", "operator": "at_least", "value": 1}
        )

        assert "暂无此字段" in hub.client.get(f"{hub.url}?stage={found.stage}").text

    def test_leaders_see_no_way_to_change_anything(self, hub, sign_in):
        leader = sign_in(AccountFactory.create(role=Role.LEADER))

        for page in ("/incubation/criteria", hub.url):
            assert "新建标准" not in leader.get(page).text
            assert "添加一条" not in leader.get(page).text

    def test_an_unknown_set_is_not_found(self, hub):
        assert hub.client.get("/incubation/criteria/999999").status_code == 404


class TestSets:
    def test_are_copied(self, hub):
        data = {"source": hub.set, "name": "明年", "since": "2027-01-01", "weighed_share": "70"}
        response = hub.client.post("/incubation/criteria/new", data=data)

        made = db.session.query(CriterionSet).filter_by(name="明年").one()
        assert response.location == f"/incubation/criteria/{made.id}"
        assert "待启用" in hub.client.get(response.location).text

    def test_are_not_copied_to_a_day_that_is_taken(self, hub):
        data = {"source": hub.set, "name": "明年", "since": "2026-01-01", "weighed_share": "70"}

        assert "请换一天" in hub.client.post("/incubation/criteria/new", data=data).text

    def test_are_edited(self, hub):
        data = {"name": "改名", "since": "2026-01-01", "weighed_share": "50", "version": "1"}

        assert hub.client.post(f"{hub.url}/edit", data=data).status_code == 302
        assert "改名" in hub.client.get(hub.url).text

    def test_answer_a_stale_edit_with_409_and_the_typed_text(self, hub):
        data = {"name": "改名", "since": "2026-01-01", "weighed_share": "50", "version": "0"}
        response = hub.client.post(f"{hub.url}/edit", data=data)

        assert response.status_code == 409
        assert "改名" in response.text
        assert 'name="version" type="hidden" value="1"' in response.text

    def test_are_withdrawn(self, hub):
        response = hub.client.post(f"{hub.url}/withdrawal")

        assert response.location == "/incubation/criteria"
        assert "本地标准" not in hub.client.get("/incubation/criteria").text


class TestCriteria:
    def test_are_added(self, hub):
        response = hub.client.post(f"{hub.url}/criteria/new", data=hub.form)

        assert response.location == f"{hub.url}?stage=growing"
        assert criteria_of(hub) == [("一", 10, False), ("二", 3, False)]

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"code": ""}, "请填写编号"),
            ({"code": "一"}, "已有这个编号"),
            ({"column": "name"}, "这个字段不能用这个条件"),
            ({"column": "nonsense"}, "没有这个字段"),
            ({"value": "很多"}, "请按条件填写值"),
            ({"weight": "10"}, "请填写1到9的整数"),
        ],
    )
    def test_that_mean_nothing_are_refused_at_their_field(self, hub, values, said):
        response = hub.client.post(f"{hub.url}/criteria/new", data={**hub.form, **values})

        assert said in response.text
        assert len(criteria_of(hub)) == 1

    def test_are_edited(self, hub):
        url = f"{hub.url}/criteria/{hub.criterion}"
        assert 'value="10"' in hub.client.get(url).text

        hub.client.post(url, data={**hub.form, "value": "20"})

        assert criteria_of(hub) == [("二", 20, False)]

    def test_lose_their_rule_when_none_is_chosen(self, hub):
        data = {**hub.form, "column": "", "operator": "", "value": ""}
        hub.client.post(f"{hub.url}/criteria/{hub.criterion}", data=data)

        assert criteria_of(hub) == [("二", None, False)]

    def test_answer_a_stale_form_with_409(self, hub):
        data = {**hub.form, "version": "7"}

        response = hub.client.post(f"{hub.url}/criteria/{hub.criterion}", data=data)
        assert response.status_code == 409
        assert hub.client.post(f"{hub.url}/criteria/new", data=data).status_code == 409

    def test_are_removed(self, hub):
        hub.client.post(f"{hub.url}/criteria/{hub.criterion}/removal")

        assert criteria_of(hub) == []


class TestWorkbooks:
    def send(self, hub, content, name="标准.xlsx"):
        data = {"name": "导入的", "since": "2027-01-01", "weighed_share": "60"}
        file = (BytesIO(content), name)
        return hub.client.post("/incubation/criteria/import", data={**data, "file": file})

    def test_are_exported_and_imported_again(self, hub):
        sent = hub.client.get(f"{SHIPPED}/export.xlsx")
        assert sent.headers["Content-Disposition"].startswith("attachment")

        response = self.send(hub, sent.data)

        assert response.status_code == 302
        made = db.session.query(CriterionSet).filter_by(name="导入的").one()
        assert db.session.query(Criterion).filter_by(set_id=made.id).count() == 43

    def test_with_errors_leave_nothing_and_say_where(self, hub):
        response = self.send(hub, "编号,阶段,维度,内容\n一,幼儿期,有队伍,有人\n".encode(), "a.csv")

        assert response.status_code == 422
        assert "第2行" in response.text
        assert "萌芽期、初创期" in response.text
        assert db.session.query(CriterionSet).filter_by(name="导入的").count() == 0

    def test_that_are_none_are_refused(self, hub):
        response = self.send(hub, b"\x89PNG\r\n\x1a\n\x00\x00", "a.xlsx")

        assert response.status_code == 422
        assert "form-error" in response.text
