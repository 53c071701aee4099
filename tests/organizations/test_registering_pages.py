import pytest
from sqlalchemy import func, select

from app.organizations import queries
from app.organizations.models import Organization, StageChange
from app.standpoint import today
from tests.factories import OrganizationFactory
from tests.organizations.pages import Page
from tests.organizations.writes import standings_of

GOOD_CODE = "51330100MJ87654327"
BAD_CODE = "51330100MJ8765432X"


@pytest.fixture
def post(street):
    def send(query="", **data):
        fields = {
            "name": "晴湾书画社",
            "division_code": street.divisions["晴湾社区"],
            "standing": "filed",
            "since": "2024-05-06",
            **data,
        }
        return Page(street.client.post(f"/organizations/new{query}", data=fields))

    return send


def made(session, name="晴湾书画社"):
    return session.scalars(select(Organization).where(Organization.name == name)).one_or_none()


class TestRegister:
    def test_enters_what_was_typed_and_leads_to_its_page(self, post, session):
        page = post(
            kind="association",
            category="文体活动",
            stage="sprouting",
            phone="138 0000 0001",
            established_on="2019年5月",
            fund="3万元",
            member_count="约350人",
            leader_name="甲子丑",
        )

        organization = made(session)
        assert page.location == f"/organizations/{organization.id}"
        assert standings_of(organization.id) == [("filed", "2024-05-06")]
        assert session.scalars(select(StageChange.stage)).one() == "sprouting"
        assert (organization.phone, organization.fund) == ("13800000001", 3_000_000)
        assert str(organization.established) == "2019-05"
        assert (organization.member_count, organization.as_written) == (
            350,
            {"member_count": "约350人"},
        )

    def test_leads_to_the_next_one_when_there_are_more(self, post):
        query = "?next=/organizations?page%3D2"

        page = post(query, again="yes")

        assert page.location == "/organizations/new?next=/organizations?page%3D2"

    def test_keeps_the_way_back_to_the_list(self, post, session):
        page = post("?next=/organizations?page%3D2")

        assert page.location == f"/organizations/{made(session).id}?next=/organizations?page%3D2"

    @pytest.mark.parametrize(
        ("field", "typed", "advice"),
        [
            ("name", "", "请填写组织名称"),
            ("name", "\u200b\u3000", "请填写组织名称"),
            ("name", "长" * 101, "请控制在100字以内"),
            ("division_code", "", "请选择所属社区或街道"),
            ("division_code", "330199002001", "请从列表中选择一项"),
            ("since", "", "请填写状态起始日期"),
            ("since", "2099-01-01", "请填写今天或之前的日期"),
            ("since", "去年", "请按 2024-05-06 的格式填写日期"),
            ("standing", "revoked", "请从列表中选择一项"),
            ("kind", "firm", "请从列表中选择一项"),
            ("established_on", "2023.1.45", "请按 2023-05-06 的格式填写"),
            ("established_on", "2099", "请填写今天或之前的日期"),
            ("phone", "12345", "请填写完整的电话"),
            ("phone", "138****0000", "请填写完整内容，不要用星号代替"),
            ("leader_name", "张*", "请填写完整内容，不要用星号代替"),
            ("fund", "三五万", "请填写以元为单位的金额"),
            ("fund", "-5", "请填写以元为单位的金额"),
            ("member_count", "很多", "请填写数字"),
            ("member_count", "100000000", "请填写不大于99999999的数"),
            ("credit_code", "不详的代码", "请填写18位字母和数字"),
            ("credit_code", "5.13301E+17", "末尾几位像是被表格软件改成了0"),
            ("remark", "字" * 2001, "请控制在2000字以内，现在是2001字"),
        ],
    )
    def test_says_at_the_field_what_to_do(self, post, session, field, typed, advice):
        page = post(**{field: typed})

        assert page.status == 200
        assert advice in page.error_of(field)
        assert any(advice in line for line in page.summary)
        assert made(session) is None

    def test_keeps_what_was_typed(self, post):
        page = post(since="去年", phone="12345", remark="备注一行\n再一行")

        assert page.value_of("name") == "晴湾书画社"
        assert page.value_of("since") == "去年"
        assert page.value_of("phone") == "12345"
        assert page.value_of("remark") == "备注一行\n再一行"

    @pytest.mark.parametrize(
        "name", ["<script>alert(1)</script>社", '=HYPERLINK("http://a","b")', "{{ 7*7 }}社"]
    )
    def test_takes_hostile_names_for_names(self, post, session, street, name):
        page = post(name=name)

        organization = made(session, name)
        assert page.status == 302
        shown = street.client.get(f"/organizations/{organization.id}").text
        assert "<script>alert" not in shown
        assert Page(street.client.get(f"/organizations/{organization.id}")).heading == name

    def test_drops_control_characters(self, post, session):
        post(name="晴湾\x00书画\x08社\x1b")

        assert made(session) is not None

    def test_refuses_a_text_that_a_cell_could_not_hold(self, post, session):
        page = post(business_scope="字" * 32_768)

        assert "现在是32768字" in page.error_of("business_scope")
        assert made(session) is None


class TestADoubtfulCreditCode:
    def test_is_asked_about(self, post, session):
        page = post(credit_code=BAD_CODE)

        assert "校验码不符" in page.error_of("credit_code")
        assert page.value_of("confirmed_code") == BAD_CODE
        assert made(session) is None

    def test_is_taken_once_confirmed(self, post, session):
        page = post(credit_code=BAD_CODE, confirmed_code=BAD_CODE)

        assert page.status == 302
        assert made(session).credit_code == BAD_CODE

    def test_is_asked_about_again_when_another_is_typed(self, post):
        page = post(credit_code=BAD_CODE, confirmed_code="51330100MJ87654320")

        assert "校验码不符" in page.error_of("credit_code")

    def test_says_which_code_was_probably_meant(self, post):
        page = post(credit_code="5133O1OOMJ87654327")

        assert f"是否应为 {GOOD_CODE}" in page.error_of("credit_code")

    def test_says_how_many_characters_there_are(self, post):
        assert "现在是17位" in post(credit_code="51330100MJ8765432").error_of("credit_code")


class TestOthersLikeIt:
    def test_with_its_name_are_shown_before_it_is_saved(self, post, street, session):
        page = post(name=" 晴湾合唱团 ")

        assert "已有同名组织" in page.error_of("name")
        assert page.links("晴湾合唱团") == [f"/organizations/{street.organization.id}"]
        count = select(func.count(Organization.id)).where(Organization.name == "晴湾合唱团")
        assert session.scalar(count) == 1

    def test_with_its_name_may_be_other_ones_indeed(self, post, session):
        page = post(name="晴湾合唱团", confirmed_name="晴湾合唱团")

        assert page.status == 302

    def test_with_its_code_are_shown_and_stand_in_the_way(self, post, street, session):
        street.organization.credit_code = GOOD_CODE
        session.commit()

        page = post(credit_code=GOOD_CODE, confirmed_code=GOOD_CODE)

        assert "已登记在下列组织名下" in page.error_of("credit_code")
        assert page.links("晴湾合唱团") == [f"/organizations/{street.organization.id}"]

    def test_out_of_view_stand_in_the_way_unnamed(self, post, street, session):
        street.neighbor.credit_code = GOOD_CODE
        session.commit()

        page = post(credit_code=GOOD_CODE, confirmed_code=GOOD_CODE)

        assert "请联系系统管理员" in page.error_of("credit_code")
        assert "云栖棋友会" not in page.text
        assert made(session) is None

    def test_out_of_view_may_have_the_same_name(self, post):
        assert post(name="云栖棋友会").status == 302

    def test_are_found_while_typing(self, street, session):
        street.organization.credit_code = GOOD_CODE
        session.commit()
        url = "/organizations/similar"

        by_name = street.client.get(url, query_string={"name": "晴湾合唱团"})
        by_code = street.client.get(url, query_string={"credit-code": GOOD_CODE.lower()})
        neither = street.client.get(url, query_string={"name": "云栖棋友会", "credit-code": "?"})

        found = {"name": "晴湾合唱团", "url": f"/organizations/{street.organization.id}"}
        assert by_name.json == by_code.json == [found]
        assert neither.json == []


def test_a_view_too_wide_asks_for_a_division_first(street, monkeypatch):
    monkeypatch.setattr(queries, "MOST_HOMES", 2)

    page = Page(street.client.get("/organizations/new"))

    assert "请先在组织名录页选定区县或街道" in page.text


def test_the_form_offers_the_divisions_in_view_and_proposes_today(street):
    page = Page(street.client.get("/organizations/new"))

    offered = page.tree.xpath("//select[@name='division_code']/option/@value")
    assert offered == ["", *(street.divisions[n] for n in ("晴川街道", "晴湾社区", "柳浪社区"))]
    assert page.value_of("since") == today().isoformat()


def test_a_same_name_of_a_neighbor_does_not_count_as_one(street, post):
    OrganizationFactory.create(division_code=street.divisions["云溪社区"], name="晴湾书画社")

    assert post().status == 302
