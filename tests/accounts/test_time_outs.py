"""When a sign-in is over by the clock: 30 minutes without a page, 12 hours in all."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Response, jsonify

from app.access.permissions import Permission, Role
from app.accounts.guards import requires
from app.accounts.models import SignIn
from app.extensions import db
from app.turns import writing
from tests.accounts.known import PASSWORD, PASSWORD_HASH
from tests.factories import AccountFactory

BEGIN = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
PAGE = "/administration/accounts"

pytestmark = pytest.mark.stack


@pytest.fixture
def clock():
    with time_machine.travel(BEGIN, tick=False) as moved:
        yield moved


@pytest.fixture
def client(stack, clock):
    with writing():
        AccountFactory.create(
            username="guanli", role=Role.ADMINISTRATOR, password_hash=PASSWORD_HASH
        )
    client = stack.test_client()
    client.post("/login", data={"username": "guanli", "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get(PAGE).status_code == 200


def seen_at():
    noted = db.session.query(SignIn.seen_at).scalar()
    db.session.rollback()
    return noted


class TestIdleTime:
    @pytest.mark.parametrize(
        ("idle", "expected"),
        [(timedelta(minutes=29), True), (timedelta(minutes=30, seconds=1), False)],
    )
    def test_ends_a_sign_in_after_thirty_minutes(self, client, clock, idle, expected):
        assert is_signed_in(client)
        clock.shift(idle)
        assert is_signed_in(client) is expected

    def test_begins_anew_with_every_page(self, client, clock):
        for _ in range(4):
            clock.shift(timedelta(minutes=29))
            assert is_signed_in(client)

    def test_is_never_cut_by_more_than_the_minute_between_two_notes(self, client, clock):
        clock.shift(timedelta(seconds=59))
        assert is_signed_in(client)
        clock.shift(timedelta(minutes=29))
        assert is_signed_in(client)

    def test_is_noted_once_a_minute_at_most(self, client, clock):
        noted = []
        for _ in range(6):
            client.get(PAGE)
            noted.append(seen_at() - BEGIN)
            clock.shift(timedelta(seconds=30))

        assert [int(item.total_seconds()) for item in noted] == [0, 0, 60, 60, 120, 120]

    def test_goes_on_after_a_page_that_is_refused(self, client, clock):
        clock.shift(timedelta(minutes=20))
        assert client.get("/administration/audit-log").status_code == 403
        clock.shift(timedelta(minutes=20))
        assert is_signed_in(client)


class TestWholeTime:
    @pytest.mark.parametrize(
        ("age", "expected"),
        [(timedelta(hours=11, minutes=59), True), (timedelta(hours=12, minutes=1), False)],
    )
    def test_ends_a_sign_in_after_twelve_hours_of_work(self, client, clock, age, expected):
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert is_signed_in(client)
        clock.move_to(BEGIN + age)
        assert is_signed_in(client) is expected


class TestWhatRunsByItself:
    @pytest.fixture
    def stack(self, stack):
        @stack.route("/figures.json")
        @requires(Permission.SIGNED_IN)
        def figures():
            return jsonify([])

        @stack.route("/picture.svg")
        @requires(Permission.SIGNED_IN)
        def photo():
            return Response("<svg/>", mimetype="image/svg+xml")

        return stack

    @pytest.mark.parametrize("path", ["/figures.json", "/picture.svg"])
    def test_does_not_keep_a_sign_in_alive(self, client, clock, path):
        for _ in range(6):
            clock.shift(timedelta(minutes=5))
            assert client.get(path).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(path).status_code == 302
        assert not is_signed_in(client)
