from datetime import date

import pytest
from sqlalchemy import select

from app.access.permissions import Role as AccountRole
from app.audit.models import AuditEvent
from app.people.models import Person, PersonLink, Role
from tests.factories import AccountFactory, OrganizationFactory
from tests.factories.people import PersonFactory, PersonLinkFactory, QualificationFactory

PHONE, MASKED = "13812340001", "138****0001"


@pytest.fixture
def person(codes, organization):
    person = PersonFactory.create(division_code=codes["晴湾社区"], phone=PHONE)
    PersonLinkFactory.create(person_id=person.id, organization_id=organization.id)
    return person


@pytest.fixture
def client(session, sign_in):
    return sign_in(AccountFactory.create())


@pytest.fixture
def leader(session, sign_in):
    return sign_in(AccountFactory.create(role=AccountRole.LEADER))


def pages(person, organization):
    return ("/people", f"/people/{person.id}", f"/organizations/{organization.id}/people")


def revealed(session):
    action = AuditEvent.action == "person:phone:reveal"
    return session.scalars(select(AuditEvent).where(action)).all()


class TestMasking:
    def test_hides_phones_from_staff_too(self, client, person, organization):
        for path in pages(person, organization):
            page = client.get(path).text
            assert MASKED in page, path
            assert "甲子丑" in page, path
            assert PHONE not in page, path

    def test_hides_the_phone_in_forms(self, client, person, organization):
        for path in (f"/people/{person.id}/edit", f"/people/{person.id}/phone"):
            assert PHONE not in client.get(path).text, path
        data = {"name": "乙寅卯", "phone": PHONE, "role": "social_worker", "since": "2026-01-01"}
        page = client.post(f"/organizations/{organization.id}/people/new", data=data).text
        assert MASKED in page  # of the person offered; the typed text stays as typed
        assert page.count(PHONE) == 1

    def test_hides_names_from_leaders(self, leader, person, organization):
        timeline = f"/organizations/{organization.id}"
        for path in (*pages(person, organization), timeline):
            page = leader.get(path).text
            assert "甲**" in page, path
            assert "甲子丑" not in page, path
            assert PHONE not in page, path

    def test_hides_phones_within_remarks(self, client, codes):
        person = PersonFactory.create(division_code=codes["晴湾社区"], remark=f"也可打{PHONE}")

        assert f"也可打{MASKED}" in client.get(f"/people/{person.id}").text

    def test_answers_leaders_no_question_about_names(self, leader, person):
        assert "甲**" in leader.get("/people?q=没有这个人").text


class TestReveal:
    def test_shows_the_phone_once_for_a_reason_that_is_logged(self, session, client, person):
        path = f"/people/{person.id}/phone"

        shown = client.post(path, data={"reason": "通知培训"})

        assert PHONE in shown.text
        assert "no-store" in shown.headers["Cache-Control"]
        [event] = revealed(session)
        assert event.changes == {"reason": "通知培训"}
        assert PHONE not in client.get(path).text

    def test_asks_for_the_reason(self, session, client, person):
        page = client.post(f"/people/{person.id}/phone", data={"reason": "  "}).text

        assert "请填写查看原因" in page
        assert PHONE not in page
        assert revealed(session) == []

    def test_is_not_for_leaders(self, session, leader, person):
        response = leader.post(f"/people/{person.id}/phone", data={"reason": "通知"})

        assert response.status_code == 403
        assert revealed(session) == []


class TestIndex:
    def test_is_narrowed(self, client, codes, person):
        other = PersonFactory.create(name="乙寅卯", division_code=codes["晴湾社区"])
        QualificationFactory.create(person_id=other.id)

        def found(query):
            page = client.get(f"/people?{query}").text
            return ["甲子丑" in page, "乙寅卯" in page]

        assert found("") == [True, True]
        assert found("q=寅") == [False, True]
        assert found("organization=晴湾") == [True, False]
        assert found("role=social_worker") == [True, False]
        assert found("role=leader") == [False, False]
        assert found("level=assistant") == [False, True]
        assert found("level=assistant&on=2024-05-31") == [False, False]

    def test_says_what_next(self, client):
        assert "还没有登记人员" in client.get("/people").text
        assert "没有符合条件的人员" in client.get("/people?role=leader").text

    def test_costs_the_same_however_many_there_are(self, client, codes, person, count_queries):
        def cost():
            with count_queries() as queries:
                client.get("/people?size=100")
            return len(queries)

        one = cost()
        for _time in range(4):
            more = PersonFactory.create(division_code=codes["晴湾社区"])
            home = OrganizationFactory.create()
            PersonLinkFactory.create(person_id=more.id, organization_id=home.id)
        assert cost() == one


class TestAdd:
    def test_leads_to_the_person(self, session, client, codes):
        data = {"name": "甲子丑", "phone": PHONE, "division_code": codes["晴湾社区"]}

        response = client.post("/people/new", data=data)

        person = session.scalars(select(Person)).one()
        assert response.location == f"/people/{person.id}"

    @pytest.mark.parametrize(
        ("changes", "text"),
        [
            ({"name": ""}, "请填写姓名"),
            ({"name": "甲" * 500}, "请控制在50字以内"),
            ({"name": "甲*"}, "请填写完整内容"),
            ({"phone": "12345"}, "请填写完整的电话"),
        ],
    )
    def test_says_what_to_do(self, session, client, codes, changes, text):
        data = {"name": "甲子丑", "division_code": codes["晴湾社区"], **changes}

        assert text in client.post("/people/new", data=data).text
        assert session.scalars(select(Person)).all() == []

    def test_offers_the_one_here_already(self, session, client, codes, person):
        data = {"name": "乙寅卯", "phone": PHONE, "division_code": codes["晴湾社区"]}
        assert "晴湾棋社" in client.post("/people/new", data=data).text

        same = client.post("/people/new", data={**data, "existing": str(person.id)})
        assert same.location == f"/people/{person.id}"
        assert len(session.scalars(select(Person)).all()) == 1
        client.post("/people/new", data={**data, "existing": "another"})
        assert len(session.scalars(select(Person)).all()) == 2


class TestOrganization:
    def test_gets_a_new_person_in_one_form(self, session, client, organization):
        path = f"/organizations/{organization.id}/people"
        assert "还没有在任人员" in client.get(path).text
        data = {"name": "甲子丑", "role": "leader", "since": "2026-01-01"}

        response = client.post(f"{path}/new", data=data)

        assert response.location == path
        link = session.scalars(select(PersonLink)).one()
        assert (link.role, link.since) == (Role.LEADER, date(2026, 1, 1))
        assert "负责人" in client.get(path).text

    def test_gets_the_one_here_already(self, session, client, codes, organization):
        known = PersonFactory.create(division_code=codes["晴湾社区"], phone=PHONE).id
        data = {
            "name": "甲子丑", "phone": PHONE, "role": "leader", "since": "2026-01-01",
            "existing": str(known),
        }  # fmt: skip

        client.post(f"/organizations/{organization.id}/people/new", data=data)

        assert session.scalars(select(PersonLink.person_id)).one() == known

    def test_adds_nobody_when_the_link_is_refused(self, session, client, organization):
        data = {"name": "甲子丑", "role": "leader", "since": "2019-01-01"}

        page = client.post(f"/organizations/{organization.id}/people/new", data=data).text

        assert "这一天组织尚未成立" in page
        assert session.scalars(select(Person)).all() == []

    def test_shows_today_and_before(self, session, client, organization, person):
        link_id = session.scalars(select(PersonLink.id)).one()
        client.post(f"/people/links/{link_id}/end", data={"until": "2025-01-01"})

        path = f"/organizations/{organization.id}/people"
        page = client.get(path).text
        assert page.index("还没有在任人员") < page.index("以往人员")
        assert "以往人员" not in client.get(f"{path}?on=2024-12-31").text
        assert client.post(f"/people/links/{link_id}/end").status_code == 409
        timeline = client.get(f"/organizations/{organization.id}").text
        assert "社工离开：甲子丑" in timeline


class TestLink:
    def test_finds_the_organization_first(self, session, client, codes, organization):
        person_id = PersonFactory.create(division_code=codes["晴湾社区"]).id
        path = f"/people/{person_id}/links"
        data = {"text": "晴湾", "role": "backbone", "since": "2026-01-01"}

        assert "晴湾棋社" in client.post(path, data={**data, "look": "查找"}).text
        assert "请查找并选择一家组织" in client.post(path, data=data).text
        client.post(path, data={**data, "organization": str(organization.id)})

        assert session.scalars(select(PersonLink.role)).one() is Role.BACKBONE


class TestChange:
    def test_keeps_what_came_too_late(self, client, person):
        path = f"/people/{person.id}/edit"
        client.post(path, data={"name": "乙寅卯", "version": "1"})

        late = client.post(path, data={"name": "晚到的人", "version": "1"})

        assert late.status_code == 409
        assert "晚到的人" in late.text
        assert PHONE not in late.text

    def test_qualifies_and_withdraws(self, session, client, person):
        path = f"/people/{person.id}"
        data = {"level": "assistant", "obtained_on": "2024-06-01"}
        client.post(f"{path}/qualifications", data=data)

        assert "助理社会工作师" in client.get(path).text
        assert "这一等级已登记过" in client.post(f"{path}/qualifications", data=data).text
        client.post(f"{path}/withdrawal", data={"reason": "重复"})
        assert client.get(path).status_code == 404
