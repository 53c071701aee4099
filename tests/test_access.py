"""Who may do what, route by route: the committed table below. A route not in it fails the build.

Outside one's division and not existing look the same; a permission one lacks is a 403 even for
what does not exist; whoever is not signed in is sent to the sign-in page.
"""

import hashlib
import re

import pytest
import sqlalchemy as sa
from flask import url_for

from app.access.permissions import Role
from app.extensions import db
from tests.access.objects import objects_of
from tests.access.routes import PUBLIC, ROUTES, SAMPLES
from tests.conftest import signed_in_client
from tests.factories import AccountFactory, example_divisions

NOWHERE = 999_999
NONCES = re.compile(r'nonce="[^"]*"|name="csrf_token"[^>]*value="[^"]*"|nonce-[\w-]+')


@pytest.fixture
def hub(session):
    """Two streets of one district with an object of each kind in both."""
    codes = example_divisions()
    own = objects_of(codes["晴川街道"], codes["晴湾社区"])
    return {
        "codes": codes,
        "own": own,
        "foreign": objects_of(codes["云栖街道"], codes["云溪社区"]),
        "nowhere": dict.fromkeys(own, NOWHERE),
    }


def requests_of(app, objects):
    """Yield method, endpoint and address of every route for one set of objects."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        values = {}
        for name in rule.arguments:
            if name == "point_id":
                values[name] = objects[rule.endpoint.rpartition("_")[2]]
            elif name in objects:
                values[name] = objects[name]
            else:
                values[name] = SAMPLES.get(f"{rule.endpoint}.{name}", SAMPLES[name])
        with app.test_request_context():
            address = url_for(rule.endpoint, **values)
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield method, rule, address


def plain(response):
    """Return a page without what differs each time, its own address among it."""
    return NONCES.sub("", response.text).replace(response.request.path, "")


def is_about_an_object(rule, hub):
    return "point_id" in rule.arguments or bool(hub["own"].keys() & rule.arguments)


def checksum():
    """Return a digest of everything stored but for sign-ins' last use."""
    digest = hashlib.sha256()
    for table in sorted(db.metadata.tables.values(), key=lambda table: table.name):
        if table.name == "sign_in":
            continue
        for row in db.session.execute(sa.select(table).order_by(*table.primary_key.columns)):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def browser(app, hub, role):
    if role is None:
        return app.test_client()
    street = hub["codes"]["晴川街道"]
    return signed_in_client(app, AccountFactory.create(role=role, division_code=street))


class TestEveryRoute:
    def test_is_in_the_table(self, app):
        assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)

    @pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "anonymous")
    def test_lets_in_whom_the_table_names_and_nobody_else(self, app, hub, role):
        client = browser(app, hub, role)
        before = checksum()

        for method, rule, address in requests_of(app, hub["own"]):
            allowed = ROUTES[rule.endpoint]
            if allowed is PUBLIC or role in allowed:
                continue
            response = client.open(address, method=method)

            if role is None:
                assert response.status_code == 302, (method, address)
                assert response.location.startswith("/login"), address
            else:
                assert response.status_code == 403, (method, address)
        assert checksum() == before

    @pytest.mark.parametrize("role", list(Role))
    def test_answers_whom_the_table_names(self, app, hub, role, monkeypatch):
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)  # every form carries its token
        client = browser(app, hub, role)

        for method, rule, address in requests_of(app, hub["own"]):
            allowed = ROUTES[rule.endpoint]
            if method == "GET" and allowed is not PUBLIC and role in allowed:
                with client.get(address) as response:
                    asks_for_a_day = rule.endpoint == "organizations.grade_validity"
                    expected = {400} if asks_for_a_day else {200, 302}
                    assert response.status_code in expected, address

    @pytest.mark.parametrize("role", list(Role))
    def test_shows_nothing_of_another_division_not_even_that_it_exists(self, app, hub, role):
        client = browser(app, hub, role)
        client.get("/account/password")  # the first page sets the cookie of forms
        before = checksum()
        nowhere = {
            (method, rule.endpoint): address
            for method, rule, address in requests_of(app, hub["nowhere"])
        }

        for method, rule, address in requests_of(app, hub["foreign"]):
            allowed = ROUTES[rule.endpoint]
            if allowed is PUBLIC or role not in allowed or not is_about_an_object(rule, hub):
                continue
            foreign = client.open(address, method=method)
            missing = client.open(nowhere[method, rule.endpoint], method=method)

            assert (foreign.status_code, missing.status_code) == (404, 404), (method, address)
            differences = set(plain(foreign).splitlines()) ^ set(plain(missing).splitlines())
            assert differences == set(), address
            assert {*foreign.headers.keys()} == {*missing.headers.keys()}
        assert checksum() == before

    def test_a_disabled_account_is_nobody(self, app, hub):
        account = AccountFactory.create(
            role=Role.STAFF, division_code=hub["codes"]["晴川街道"], is_active=False
        )
        client = signed_in_client(app, account)

        for path in ("/", "/organizations", "/dashboard"):
            assert client.get(path).location.startswith("/login")


class TestDivisions:
    @pytest.mark.parametrize(
        "path", ["/organizations", "/dashboard", "/metrics/organizations.total"]
    )
    @pytest.mark.parametrize("place", ["云栖街道", "示例区"])
    def test_outside_the_own_one_are_not_found(self, app, hub, path, place):
        client = browser(app, hub, Role.LEADER)

        assert client.get(f"{path}?division={hub['codes'][place]}").status_code == 404
        assert client.get(f"{path}?division=999999999999").status_code == 404


class TestHeaders:
    def test_forbid_foreign_scripts_and_frames_on_every_page(self, app, hub):
        client = browser(app, hub, Role.STAFF)

        for path in ("/", "/organizations", "/dashboard", "/organizations/999999", "/login"):
            headers = client.get(path).headers
            policy = headers["Content-Security-Policy"]
            scripts = re.search(r"script-src ([^;]*)", policy)[1]
            assert scripts == "'self'"
            assert "frame-ancestors 'none'" in policy
            assert "unsafe-inline" not in policy
            assert "http" not in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"]
            assert "no-store" in headers["Cache-Control"]

    def test_answer_no_foreign_host(self, app, hub):
        client = app.test_client()

        assert client.get("/login", headers={"Host": "evil.example"}).status_code == 400


class TestCsrf:
    def test_no_unsafe_request_is_taken_without_the_token(self, app, hub, monkeypatch):
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
        monkeypatch.setitem(app.config, "WTF_CSRF_CHECK_DEFAULT", True)
        for role in (None, *Role):
            client = browser(app, hub, role)
            before = checksum()
            for method, _rule, address in requests_of(app, hub["own"]):
                if method == "POST":
                    plain = client.post(address)
                    forged = client.post(address, data={"csrf_token": "forged"})
                    assert (plain.status_code, forged.status_code) == (400, 400), address
            assert checksum() == before
