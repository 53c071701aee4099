import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.web.links import local_path
from tests.accounts.browsers import host_reached
from tests.accounts.known import PASSWORD, PASSWORD_HASH
from tests.factories import AccountFactory

ELSEWHERE = [
    "https://evil.com",
    "http://evil.com/",
    "HTTPS://EVIL.COM",
    "//evil.com",
    "///evil.com",
    "////evil.com",
    "/\\evil.com",
    "\\\\evil.com",
    "\\/evil.com",
    "http:///evil.com",
    "https:evil.com",
    "https:/evil.com",
    "https:\\\\evil.com",
    "//localhost@evil.com",
    "http://localhost@evil.com",
    "http://localhost.evil.com",
    " //evil.com",
    "\t//evil.com",
    "/\t/evil.com",
    "/\r\n/evil.com",
    "\x00//evil.com",
    "///\\evil.com",
    "javascript:alert(1)",
    "data:text/html,x",
    "file://evil.com",
    "ftp://evil.com",
    "//evil.com:80\\@localhost",
]

# Everything that has a meaning somewhere in an address, in any order.
MARKS = ["/", "\\", "//", ":", "@", "?", "#", "%2f", "%5c", ".", "..", "／", "＼", "。"]
BLANKS = ["\t", "\n", "\r", " ", "\x00", "\u2028", "\u200b", "\xa0"]
WORDS = ["http", "https", "javascript", "evil.com", "localhost", "127.0.0.1", "[::1]", "x", "中"]
PIECES = st.lists(st.sampled_from([*MARKS, *BLANKS, *WORDS]), max_size=8).map("".join)


@pytest.mark.parametrize("text", ELSEWHERE)
def test_the_judge_knows_the_dangerous_ones(text):
    assert host_reached(text) != "localhost"


@pytest.mark.parametrize(
    "text", ["/", "/organizations?q=甲", "/a//b", "x", "?//evil.com", "http:x"]
)
def test_the_judge_knows_the_harmless_ones(text):
    assert host_reached(text) == "localhost"


class TestLocalPath:
    @settings(max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
    @given(st.one_of(PIECES, st.text(max_size=12), PIECES.map(lambda text: "/" + text)))
    def test_never_changes_the_host(self, text):
        path = local_path(text)

        assert path is None or host_reached(path) == "localhost"

    @given(st.from_regex(r"/([a-z0-9-]+/)*[a-z0-9-]*(\?[a-z0-9=&%-]*)?", fullmatch=True))
    def test_keeps_the_pages_of_this_site(self, text):
        assert local_path(text) == (None if text.startswith("//") else text)


class TestSignIn:
    @pytest.mark.parametrize("text", ELSEWHERE)
    def test_leads_nowhere_else(self, app, session, text):
        AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)

        response = app.test_client().post(
            "/login",
            query_string={"next": text},
            data={"username": "zhangsan", "password": PASSWORD},
        )

        if "\x00" in text:  # no page takes such an address at all
            assert response.status_code == 400
            return
        assert response.status_code == 302
        assert host_reached(response.location) == "localhost"

    def test_leads_to_the_page_that_was_wanted(self, app, session):
        AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)

        response = app.test_client().post(
            "/login?next=/organizations?q%3D%E7%94%B2",
            data={"username": "zhangsan", "password": PASSWORD},
        )

        assert response.location == "/organizations?q=%E7%94%B2"
