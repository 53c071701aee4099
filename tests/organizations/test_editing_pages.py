from datetime import date

import pytest
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.organizations.models import FormerName
from app.organizations.operations import AttributeEdit, edit_organization
from app.values.dates import Precision
from tests.factories import AccountFactory, OrganizationFactory
from tests.organizations.looks import look
from tests.organizations.pages import Page
from tests.organizations.writes import run

BAD_CODE = "51330100MJ8765432X"


@pytest.fixture
def url(street):
    return f"/organizations/{street.organization.id}/edit"


@pytest.fixture
def open_form(street, url):
    """Return what a browser would send back of the form as it is now."""
    return lambda: Page(street.client.get(url)).filled()


def edited_by_a_colleague(street, **values):
    colleague = AccountFactory.create(name="乙寅卯", division_code=street.staff.division_code)
    run(
        edit_organization,
        look(street.staff.division_code, viewer=colleague.id),
        street.organization.id,
        AttributeEdit(values),
    )


class TestEdit:
    def test_changes_what_was_changed_and_nothing_else(self, street, url, open_form, session):
        response = street.client.post(url, data={**open_form(), "address": "柳浪路1号"})

        assert response.location == f"/organizations/{street.organization.id}"
        event = session.scalars(select(AuditEvent)).one()
        assert event.changes == {"address": [None, "柳浪路1号"]}

    def test_of_a_form_sent_as_it_came_writes_nothing(self, street, url, open_form, session):
        response = street.client.post(url, data=open_form())

        assert response.status_code == 302
        assert session.scalars(select(AuditEvent)).all() == []

    def test_returns_to_the_same_page_and_row_of_the_list(self, street, url, open_form):
        back = "/organizations?stage=growing&page=2"

        response = street.client.post(
            url, query_string={"next": back}, data={**open_form(), "address": "柳浪路1号"}
        )

        assert response.location == f"{back}#organization-{street.organization.id}"

    @pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "/\\example.com"])
    def test_returns_nowhere_else(self, street, url, open_form, back):
        response = street.client.post(url, query_string={"next": back}, data=open_form())

        assert response.location == f"/organizations/{street.organization.id}"

    def test_empties_what_was_emptied(self, street, url, open_form):
        street.client.post(url, data={**open_form(), "phone": ""})

        assert street.organization.phone is None

    def test_keeps_a_former_name_with_its_day(self, street, url, open_form, session):
        street.client.post(
            url, data={**open_form(), "name": "晴湾艺术团", "renamed_on": "2024-05-06"}
        )

        former = session.scalars(select(FormerName)).one()
        assert (former.name, former.until) == ("晴湾合唱团", date(2024, 5, 6))

    def test_moves_to_another_community(self, street, url, open_form):
        street.client.post(url, data={**open_form(), "division_code": street.divisions["柳浪社区"]})

        assert street.organization.division_code == street.divisions["柳浪社区"]

    def test_says_at_the_field_what_to_do_and_keeps_the_text(self, street, url, open_form):
        page = Page(street.client.post(url, data={**open_form(), "phone": "12345"}))

        assert page.status == 200
        assert "请填写完整的电话" in page.error_of("phone")
        assert page.value_of("phone") == "12345"

    def test_does_not_ask_again_about_a_code_that_is_recorded(self, street, open_form, session):
        organization = OrganizationFactory.create(
            division_code=street.divisions["晴湾社区"], credit_code=BAD_CODE
        )
        url = f"/organizations/{organization.id}/edit"

        form = Page(street.client.get(url)).filled()
        response = street.client.post(url, data={**form, "address": "柳浪路1号"})

        assert response.status_code == 302

    def test_shows_who_has_the_credit_code_already(self, street, url, open_form):
        other = OrganizationFactory.create(
            division_code=street.divisions["柳浪社区"], name="柳浪棋社", credit_code=BAD_CODE
        )
        data = {**open_form(), "credit_code": BAD_CODE, "confirmed_code": BAD_CODE}

        page = Page(street.client.post(url, data=data))

        assert "已登记在下列组织名下" in page.error_of("credit_code")
        assert page.links("柳浪棋社") == [f"/organizations/{other.id}"]

    def test_is_refused_while_looking_at_earlier_knowledge(self, street, url, open_form):
        query = {"known-at": "2025-01-01T00:00:00+08:00"}
        data = {**open_form(), "address": "柳浪路1号"}

        page = Page(street.client.post(url, query_string=query, data=data))

        assert any("不能修改" in line for line in page.summary)
        assert page.value_of("address") == "柳浪路1号"


class TestWhatLedgersSaid:
    @pytest.fixture
    def noted(self, street):
        return OrganizationFactory.create(
            division_code=street.divisions["晴湾社区"],
            member_count=350,
            established_on=date(2019, 5, 1),
            established_precision=Precision.MONTH,
            as_written={"member_count": "约 350 人", "fund": "三五万"},
        )

    def test_stays_when_nobody_touched_it(self, street, noted):
        url = f"/organizations/{noted.id}/edit"
        form = Page(street.client.get(url)).filled()

        street.client.post(url, data={**form, "address": "柳浪路1号"})

        assert form["member_count"] == "约 350 人"
        assert form["established_on"] == "2019-05"
        assert noted.as_written == {"member_count": "约 350 人", "fund": "三五万"}
        assert noted.established_precision is Precision.MONTH

    def test_goes_once_the_number_is_exact(self, street, noted):
        url = f"/organizations/{noted.id}/edit"
        form = Page(street.client.get(url)).filled()

        street.client.post(url, data={**form, "member_count": "350"})

        assert noted.member_count == 350
        assert noted.as_written == {"fund": "三五万"}

    def test_is_shown_where_it_could_not_be_read(self, street, noted):
        page = Page(street.client.get(f"/organizations/{noted.id}/edit"))

        assert "台账原文：三五万" in page.text


class TestAStaleForm:
    def test_is_answered_with_both_versions_and_the_typed_text(self, street, url, open_form):
        form = open_form()
        edited_by_a_colleague(street, address="柳浪路1号", supervisor="文化站")

        page = Page(street.client.post(url, data={**form, "address": "晴湾路9号", "remark": "新"}))

        assert page.status == 409
        assert "这条资料刚刚被别人改过" in page.text
        assert "乙寅卯" in page.text
        assert "柳浪路1号" in page.text
        assert page.value_of("address") == "晴湾路9号"
        assert page.value_of("remark") == "新"

    def test_takes_what_others_wrote_where_nothing_was_typed(self, street, url, open_form):
        form = open_form()
        edited_by_a_colleague(street, supervisor="文化站", phone="13800009999")

        page = Page(street.client.post(url, data={**form, "address": "晴湾路9号"}))

        assert page.value_of("supervisor") == "文化站"
        assert page.value_of("phone") == "13800009999"
        assert "名录中的内容（本次未改此项）" in page.text

    def test_can_be_sent_again_and_then_holds(self, street, url, open_form):
        form = open_form()
        edited_by_a_colleague(street, supervisor="文化站")
        again = Page(street.client.post(url, data={**form, "address": "晴湾路9号"})).filled()

        response = street.client.post(url, data=again)

        assert response.status_code == 302
        assert (street.organization.address, street.organization.supervisor) == (
            "晴湾路9号",
            "文化站",
        )

    def test_writes_nothing(self, street, url, open_form):
        form = open_form()
        edited_by_a_colleague(street, address="柳浪路1号")

        street.client.post(url, data={**form, "address": "晴湾路9号"})

        assert street.organization.address == "柳浪路1号"

    @pytest.mark.parametrize("made_from", ["", "{", "[]", "null", '{"address": 1}'])
    def test_without_what_it_was_made_from_keeps_all_that_was_typed(
        self, street, url, open_form, made_from
    ):
        form = {**open_form(), "made_from": made_from}
        edited_by_a_colleague(street, supervisor="文化站")

        page = Page(street.client.post(url, data={**form, "address": "晴湾路9号"}))

        assert page.status == 409
        assert page.value_of("address") == "晴湾路9号"
        assert page.value_of("supervisor") == ""

    @pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 30, "１"])
    def test_is_one_without_a_right_version(self, street, url, open_form, version):
        data = {**open_form(), "version": version, "address": "晴湾路9号"}

        assert street.client.post(url, data=data).status_code == 409
