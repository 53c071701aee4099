import io

import pytest

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.divisions.models import Division
from tests.factories import AccountFactory, example_divisions

HEADING = "code,name,level,parent_code\n"
COMMUNITY = "330199001003,梧桐社区,community,330199001000\n"


@pytest.fixture
def client(session, sign_in):
    divisions = example_divisions()
    return sign_in(
        AccountFactory.create(role=Role.ADMINISTRATOR, division_code=divisions["晴川街道"])
    )


def upload(client, content):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(
        "/administration/divisions", data={"file": (io.BytesIO(content), "divisions.csv")}
    )


class TestDivisions:
    def test_shows_the_own_part_of_the_tree(self, client):
        page = client.get("/administration/divisions").text

        assert "柳浪社区" in page
        assert "云栖街道" not in page

    def test_takes_a_file_and_shows_it(self, client, session):
        response = upload(client, HEADING + COMMUNITY)

        assert response.location == "/administration/divisions"
        assert "梧桐社区" in client.get(response.location).text
        event = session.query(AuditEvent).one()
        assert (event.action, event.changes) == ("division:load", {"rows": 1})

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("", "文件是空的"),
            ("a,b\n1,2\n", "第一行缺少列名"),
            (HEADING + COMMUNITY.replace("community", "x"), "第2行"),
            (HEADING + COMMUNITY + "330199002000,别处,street,330199000000\n", "第3行"),
            (HEADING + COMMUNITY + "330199001004,,community,330199001000\n", "第3行"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "CSV"),
        ],
    )
    def test_says_at_the_field_what_to_do_and_takes_nothing(
        self, client, session, content, message
    ):
        before = session.query(Division).count()

        response = upload(client, content)

        assert response.status_code == 200
        assert message in response.text
        assert session.query(Division).count() == before

    def test_asks_for_a_file(self, client):
        assert "请选择要上传的文件" in client.post("/administration/divisions").text


class TestTemplate:
    def test_can_be_filled_in_by_excel(self, client):
        response = client.get("/administration/divisions/template.csv")

        assert response.data.startswith(b"\xef\xbb\xbfcode,name,level,parent_code")
        assert "attachment" in response.headers["Content-Disposition"]
        assert "filename*=UTF-8''" in response.headers["Content-Disposition"]
