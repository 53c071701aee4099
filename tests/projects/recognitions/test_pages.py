from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa

from app.access.permissions import Role
from app.extensions import db
from app.files.models import FileAttachment
from app.projects.models import Recognition
from app.projects.words import Level
from tests.factories import AccountFactory, OrganizationFactory
from tests.factories.recognitions import RecognitionFactory

PATH = "/projects/recognitions"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def organization(session):
    return OrganizationFactory.create(name="晴湾棋社")


@pytest.fixture
def client(session, sign_in):
    return sign_in(AccountFactory.create(name="乙寅卯"))


def sent(organization, **changes):
    return {
        "bearer": f"organization-{organization.id}",
        "kind": "brand",
        "title": "市级品牌组织",
        "level": "city",
        "awarded_on": "2026-03-01",
        "issuer": "市民政局",
        **changes,
    }


def live():
    statement = sa.select(Recognition).where(Recognition.superseded_at.is_(None))
    return db.session.scalars(statement).all()


class TestRecord:
    def test_looks_for_who_bears_it(self, client, organization):
        page = client.post(f"{PATH}/new", data={"text": "棋社", "look": "查找"}).text

        assert "组织：晴湾棋社" in page
        assert live() == []

    def test_keeps_it_with_its_certificate(self, client, organization):
        answer = client.post(
            f"{PATH}/new",
            data={**sent(organization), "files": (BytesIO(PDF), "证书.pdf")},
            content_type="multipart/form-data",
        )

        [row] = live()
        assert answer.status_code == 302
        assert (row.level, row.issuer) == (Level.CITY, "市民政局")
        assert "证书.pdf" in client.get(f"{PATH}/{row.id}").text

    def test_asks_who_bears_it(self, client, organization):
        page = client.post(f"{PATH}/new", data=sent(organization, bearer=""))

        assert "请查找并选择项目或组织" in page.text
        assert live() == []


class TestChange:
    def test_a_correction_takes_the_files_along(self, client, organization):
        client.post(
            f"{PATH}/new",
            data={**sent(organization), "files": (BytesIO(PDF), "证书.pdf")},
            content_type="multipart/form-data",
        )
        [old] = [row.id for row in live()]

        client.post(f"{PATH}/{old}/edit", data=sent(organization, title="市级示范品牌"))

        [new] = live()
        assert (new.title, new.id) != ("市级品牌组织", old)
        assert "证书.pdf" in client.get(f"{PATH}/{new.id}").text
        attached = sa.select(FileAttachment.subject_id).where(
            FileAttachment.superseded_at.is_(None)
        )
        assert list(db.session.scalars(attached)) == [new.id]
        assert client.get(f"{PATH}/{old}/edit").status_code == 409
        assert client.post(f"{PATH}/{old}/withdrawal").status_code == 409

    def test_a_revocation_needs_a_reason(self, client, organization):
        client.post(f"{PATH}/new", data=sent(organization))
        [old] = [row.id for row in live()]

        refused = client.post(f"{PATH}/{old}/revocation", data={"revoked_on": "2026-05-01"})
        client.post(
            f"{PATH}/{old}/revocation", data={"revoked_on": "2026-05-01", "reason": "停止运营"}
        )

        assert "请填写撤销原因" in refused.text
        [row] = live()
        assert (row.revoked_on, row.reason) == (date(2026, 5, 1), "停止运营")
        assert "停止运营" in client.get(f"{PATH}/{row.id}").text

    def test_a_withdrawal_takes_it_back(self, client, organization):
        client.post(f"{PATH}/new", data=sent(organization))
        [old] = [row.id for row in live()]

        assert client.post(f"{PATH}/{old}/withdrawal", data={"reason": "错"}).status_code == 302
        assert live() == []


class TestList:
    def test_is_narrowed_by_level_kind_state_and_name(self, client, organization):
        def make(title, **facts):
            RecognitionFactory.create(organization_id=organization.id, title=title, **facts)

        make("区级品牌", level=Level.DISTRICT)
        make("市级品牌", level=Level.CITY, valid_until=date(2026, 3, 31))
        make("省级荣誉", level=Level.PROVINCE, is_brand=False, revoked_on=date(2026, 4, 1))

        def shown(query):
            page = client.get(f"{PATH}?{query}").text
            return [
                title for title in ("区级品牌", "市级品牌", "省级荣誉") if f">{title}</a>" in page
            ]

        assert shown("") == ["区级品牌", "市级品牌", "省级荣誉"]
        assert shown("level=city&level=province") == ["市级品牌", "省级荣誉"]
        assert shown("kind=honor") == ["省级荣誉"]
        assert shown("state=in-force") == ["区级品牌"]
        assert shown("state=expired") == ["市级品牌"]
        assert shown("state=revoked") == ["省级荣誉"]
        assert shown("q=棋社") == ["区级品牌", "市级品牌", "省级荣誉"]
        assert shown("q=省级") == ["省级荣誉"]

    def test_takes_the_same_queries_however_long(self, client, organization, count_queries):
        def queries():
            with count_queries() as sent:
                client.get(PATH)
            return len(sent)

        RecognitionFactory.create(organization_id=organization.id)
        first = queries()
        for number in range(5):
            RecognitionFactory.create(organization_id=organization.id, title=f"品牌{number}")
        assert queries() == first

    def test_hides_a_person_from_those_who_may_not_read_names(self, session, sign_in):
        RecognitionFactory.create(person_name="甲子丑", is_brand=False, title="浙江好人")
        leader = sign_in(AccountFactory.create(role=Role.LEADER))

        page = leader.get(PATH).text
        assert "甲*" in page
        assert "甲子丑" not in page
        assert "浙江好人" not in leader.get(f"{PATH}?q=甲子丑").text

    def test_says_what_to_do_while_it_is_empty(self, client):
        assert "还没有品牌和荣誉" in client.get(PATH).text


def test_stations_can_be_narrowed_to_those_without_a_brand(client):
    assert "当前辖区没有社区" in client.get(f"{PATH}/stations?brand=none").text
