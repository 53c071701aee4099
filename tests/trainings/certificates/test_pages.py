from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.access.permissions import Role
from app.standpoint import today
from app.trainings.certificates.signals import EXPIRING
from app.trainings.certificates.timeline import TIMELINE
from app.trainings.models import Certificate, Course
from tests.factories import AccountFactory, OrganizationFactory
from tests.factories.certificates import CertificateFactory

PATH = "/trainings/certificates"
ONE, TWO = date(2026, 3, 1), date(2026, 3, 8)


@pytest.fixture
def client(session, sign_in):
    return sign_in(AccountFactory.create(role=Role.STAFF))


class TestCourse:
    def test_issues_to_whom_is_ticked(self, session, client, course, attend):
        one = attend("13800000001", ONE, TWO)
        attend("13800000002", ONE, name="乙寅卯")
        path = f"/trainings/courses/{course.id}/certificates"
        page = client.get(path).text
        assert "学时不足" in page
        assert "13800000001" not in page

        response = client.post(path, data={"people": [one], "issued_on": "2026-04-01"})

        assert response.location == path
        assert "培〔2026〕0001号" in client.get(path).text
        assert len(session.scalars(select(Certificate)).all()) == 1

    @pytest.mark.parametrize(
        ("data", "text"),
        [
            ({"issued_on": "2026-04-01"}, "请至少勾选一人"),
            ({"issued_on": "2026-04-01", "people": ["x"]}, "请从列表中选择一项"),
            ({"issued_on": "2026-04-01", "people": ["77"]}, "还不符合发证条件"),
            ({"issued_on": str(today() + timedelta(days=1))}, "请填写今天或之前的日期"),
        ],
    )
    def test_says_what_to_do(self, session, client, course, attend, data, text):
        attend("13800000001", ONE, TWO)

        page = client.post(f"/trainings/courses/{course.id}/certificates", data=data).text

        assert text in page
        assert session.scalars(select(Certificate)).all() == []

    def test_keeps_who_passed_the_test(self, session, client, course, attend):
        session.get(Course, course.id).certificate_needs_test = True
        session.commit()
        one = attend("13800000001", ONE, TWO)
        path = f"/trainings/courses/{course.id}"
        assert "未通过考核" in client.get(f"{path}/certificates").text

        client.post(f"{path}/passed-tests", data={"shown": [one], "passed": [one]})

        assert "未通过考核" not in client.get(f"{path}/certificates").text


class TestRegister:
    def test_says_what_next_when_there_is_nothing(self, client):
        assert "还没有发过证书" in client.get(PATH).text
        assert "没有符合条件的证书" in client.get(f"{PATH}?state=expired").text

    def test_is_narrowed(self, client):
        CertificateFactory.create(number="培〔2020〕0001号", expires_on=date(2026, 5, 1))
        other = CertificateFactory.create(name="乙寅卯", person_key="p:2")

        for query, shown in (
            ("state=expired", "培〔2020〕0001号"),
            ("q=乙寅", other.number),
            (f"course={other.course_id}", other.number),
            ("expires-by=2026-06-01", "培〔2020〕0001号"),
        ):
            page = client.get(f"{PATH}?{query}").text
            assert shown in page, query
            assert page.count('id="certificate-') == 1, query

    def test_hides_names_from_who_may_not_read_them(self, session, sign_in):
        CertificateFactory.create(number="培〔2026〕0001号")
        leader = sign_in(AccountFactory.create(role=Role.LEADER))

        page = leader.get(PATH).text

        assert "甲**" in page
        assert "甲子丑" not in page
        assert 'id="certificate-' not in leader.get(f"{PATH}?q=甲子丑").text
        export = leader.get(f"{PATH}/export.xlsx").data
        values = {c.value for row in load_workbook(BytesIO(export)).worksheets[0] for c in row}
        assert "甲**" in values
        assert "甲子丑" not in values

    def test_costs_the_same_however_many_there_are(self, client, count_queries):
        def cost():
            with count_queries() as queries:
                client.get(f"{PATH}?size=100")
            return len(queries)

        CertificateFactory.create()
        one = cost()
        for number in range(4):
            organization = OrganizationFactory.create()
            CertificateFactory.create(organization_id=organization.id, person_key=f"p:{number}")
        assert cost() == one

    def test_can_be_printed_and_taken_along(self, client):
        CertificateFactory.create(number="培〔2026〕0001号")

        papers = client.get(f"{PATH}/papers").text
        export = client.get(f"{PATH}/export.xlsx").data

        assert "特发此证" in papers
        assert "培〔2026〕0001号" in papers
        values = {c.value for row in load_workbook(BytesIO(export)).worksheets[0] for c in row}
        assert {"培〔2026〕0001号", "甲子丑"} <= values


class TestDetail:
    def test_is_revoked_with_a_reason(self, client):
        number = CertificateFactory.create().id
        assert "有效" in client.get(f"{PATH}/{number}").text
        assert "请填写撤销原因" in client.post(f"{PATH}/{number}/revocation").text

        client.post(f"{PATH}/{number}/revocation", data={"reason": "信息有误"})

        page = client.get(f"{PATH}/{number}").text
        assert "已撤销" in page
        assert "信息有误" in page
        assert client.get(f"{PATH}/{number}/revocation").status_code == 409
        assert "没有可打印的证书" in client.get(f"{PATH}/{number}/paper").text


class TestVerification:
    URL = "/certificates/verify"

    def test_says_the_same_of_a_wrong_name_and_an_unknown_number(self, session, app):
        CertificateFactory.create(number="培〔2026〕0001号")
        client = app.test_client()
        client.get(self.URL)

        def ask(number, name):
            return client.post(self.URL, data={"number": number, "name": name}).text

        right = ask("培〔2026〕0001号", "甲子丑")
        wrong = ask("培〔2026〕0001号", "乙寅卯")
        unknown = ask("培〔2026〕0002号", "乙寅卯")

        assert "查询结果：有效" in right
        assert "社会工作实务" not in right
        assert "未查到" in wrong
        assert wrong.replace("0001", "0002") == unknown

    def test_is_slowed_down(self, session, app):
        client = app.test_client()
        data = {"number": "培〔2026〕0001号", "name": "甲子丑"}

        statuses = [client.post(self.URL, data=data).status_code for _time in range(21)]

        assert statuses == [200] * 20 + [429]


class TestContributions:
    def test_signal_is_for_those_that_expire_soon(self, session, standpoint):
        soon = today() + timedelta(days=90)
        wanted = CertificateFactory.create(expires_on=soon)
        CertificateFactory.create(expires_on=soon + timedelta(days=1), person_key="p:2")
        renewed = CertificateFactory.create(expires_on=soon, person_key="p:3")
        course = session.get(Course, renewed.course_id)
        CertificateFactory.create(course=course, person_key="p:3", issued_on=today())

        rows = session.execute(EXPIRING.items(standpoint)).mappings().all()

        assert [row["subject_id"] for row in rows] == [wanted.id]
        assert (rows[0]["due_on"], rows[0]["title"]) == (soon, wanted.number)

    def test_timeline_tells_of_the_organization_without_names(self, session, standpoint):
        organization = OrganizationFactory.create()
        certificate = CertificateFactory.create(organization_id=organization.id)
        CertificateFactory.create(person_key="p:2")

        (entry,) = TIMELINE[0].entries(standpoint, organization.id)

        assert entry.title == "获得证书：社会工作实务"
        assert entry.notes == [certificate.number, "有效"]
