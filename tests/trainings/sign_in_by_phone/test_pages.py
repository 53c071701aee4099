from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.db import utc_now
from app.standpoint import today
from app.trainings.models import Attendance, Presence, SessionDetail, SessionState, Way
from app.trainings.public.links import Purpose, make_token
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.certificates import PresentFactory
from tests.factories.trainings import SessionFactory

DATA = {"name": "甲子丑", "organization": "晴湾棋社", "phone": "13800000001"}


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def training(codes):
    """A session of today, all day, in a street."""
    return SessionFactory.create(
        division_code=codes["晴川街道"], held_on=today(), state=SessionState.PLANNED
    )


@pytest.fixture
def path(training):
    return f"/s/{make_token(Purpose.SIGN_IN, training.session_id, utc_now() + timedelta(hours=1))}"


def live(session):
    return session.scalars(select(Attendance).where(Attendance.superseded_at.is_(None))).all()


class TestSigningIn:
    def test_records_the_person_with_the_organization_of_the_division(
        self, session, app, codes, path
    ):
        organization = OrganizationFactory.create(name="晴湾棋社", division_code=codes["晴湾社区"])
        OrganizationFactory.create(name="晴湾棋社", division_code=codes["云溪社区"])
        client = app.test_client()
        assert "财务规范专题培训" in client.get(path).text

        response = client.post(path, data={**DATA, "organization": "晴湾 棋社"})

        assert response.location == f"{path}/done"
        page = client.get(response.location).text
        assert "甲子丑，已签到。" in page
        (row,) = live(session)
        assert (row.organization_id, row.organization_text) == (organization.id, None)
        assert (row.presence, row.way, row.phone) == (Presence.PRESENT, Way.QR, "13800000001")
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (event.action, event.division_code) == ("training:sign-in", codes["晴川街道"])
        assert event.actor_id == row.recorded_by

    @pytest.mark.parametrize("place", [None, "云溪社区"])
    def test_keeps_an_organization_not_of_the_division_as_text(
        self, session, app, codes, path, place
    ):
        if place:
            OrganizationFactory.create(name="晴湾棋社", division_code=codes[place])

        app.test_client().post(path, data=DATA)

        (row,) = live(session)
        assert (row.organization_id, row.organization_text) == (None, "晴湾棋社")

    def test_takes_an_organization_for_text_that_did_not_exist_by_then(
        self, session, app, codes, path
    ):
        OrganizationFactory.create(
            name="晴湾棋社",
            division_code=codes["晴湾社区"],
            histories__since=today() + timedelta(days=1),
        )

        app.test_client().post(path, data=DATA)

        assert live(session)[0].organization_id is None

    def test_ten_times_from_one_phone_are_one(self, session, app, path):
        client = app.test_client()
        client.get(path)

        statuses = {client.post(path, data=DATA).status_code for _time in range(10)}

        assert statuses == {302}
        assert len(live(session)) == 1

    def test_says_the_same_to_who_was_signed_in_by_staff_and_changes_nothing(
        self, session, app, training, path
    ):
        PresentFactory.create(session_id=training.session_id, name="真名")
        client = app.test_client()

        known = client.post(path, data=DATA)
        unknown = client.post(path, data={**DATA, "phone": "13800000002"})

        assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
        assert [row.name for row in live(session)] == ["真名", "甲子丑"]

    def test_makes_who_was_marked_absent_present(self, session, app, training, path):
        PresentFactory.create(session_id=training.session_id, presence=Presence.ABSENT)

        app.test_client().post(path, data=DATA)

        (row,) = live(session)
        assert row.presence is Presence.PRESENT

    def test_is_for_three_people_on_a_phone(self, session, app, path):
        client = app.test_client()
        client.get(path)
        for number in range(3):
            client.post(path, data={**DATA, "phone": f"1380000000{number}"})

        page = client.post(path, data={**DATA, "phone": "13800000009"}).text

        assert "这部手机已为3人签到" in page
        assert len(live(session)) == 3
        again = client.post(path, data={**DATA, "phone": "13800000001"})
        assert again.status_code == 302

    def test_is_slowed_down_for_an_address(self, session, app, path, monkeypatch):
        monkeypatch.setattr("app.trainings.sign_in_by_phone.operations.MOST_A_MINUTE", 2)
        for number in range(2):
            app.test_client().post(path, data={**DATA, "phone": f"1380000000{number}"})

        response = app.test_client().post(path, data={**DATA, "phone": "13800000009"})

        assert response.status_code == 429
        assert len(live(session)) == 2

    @pytest.mark.parametrize(
        ("change", "text"),
        [
            ({"name": "甲" * 51}, "请控制在50字以内"),
            ({"name": "甲" * 500}, "请控制在50字以内"),
            ({"name": " "}, "请填写姓名"),
            ({"organization": ""}, "请填写所在组织的全称"),
            ({"phone": ""}, "请填写本人手机号码"),
            ({"phone": "无"}, "请填写本人手机号码"),
            ({"phone": "138"}, "请填写完整的电话"),
            ({"phone": "13800000001、13800000002"}, "请只填写一个号码"),
        ],
    )
    def test_says_what_to_do(self, session, app, path, change, text):
        page = app.test_client().post(path, data={**DATA, **change}).text

        assert text in page
        assert live(session) == []


class TestLink:
    def test_forged_tells_nothing(self, app, path):
        response = app.test_client().get(f"{path}x")

        assert response.status_code == 404
        assert "财务规范" not in response.text

    def test_expired_tells_nothing(self, app, training):
        token = make_token(Purpose.SIGN_IN, training.session_id, utc_now())

        response = app.test_client().post(f"/s/{token}", data=DATA)

        assert response.status_code == 410
        assert "财务规范" not in response.text

    @pytest.mark.parametrize("days", [-1, 1])
    def test_is_of_no_use_outside_the_window(self, session, app, training, path, days):
        detail = session.get(SessionDetail, training.id)
        detail.held_on = detail.ends_on = today() + timedelta(days=days)
        session.commit()

        response = app.test_client().post(path, data=DATA)

        assert response.status_code == 403
        assert "签到开放时间为" in response.text
        assert live(session) == []

    def test_ends_with_a_session_that_is_canceled(self, session, app, training, path):
        session.get(SessionDetail, training.id).state = SessionState.CANCELED
        session.commit()

        assert app.test_client().get(path).status_code == 410

    def test_needs_the_token_of_its_form(self, session, app, path, monkeypatch):
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

        assert app.test_client().post(path, data=DATA).status_code == 400
        assert live(session) == []


class TestCodes:
    @pytest.fixture
    def client(self, sign_in, codes):
        return sign_in(AccountFactory.create(role=Role.STAFF, division_code=codes["晴川街道"]))

    def test_need_the_public_address(self, client, training):
        page = client.get(f"/trainings/{training.session_id}/qr-codes").text

        assert "还没有设置 PUBLIC_URL" in page
        svg = client.get(f"/trainings/{training.session_id}/qr-codes/sign-in.svg")
        assert svg.location == f"/trainings/{training.session_id}/qr-codes"

    @pytest.mark.parametrize("name", ["sign-in", "feedback"])
    def test_are_drawings_of_the_link(self, app, client, training, monkeypatch, name):
        settings = replace(app.config["MIAOPU"], public_url="http://miaopu.example.cn/")
        monkeypatch.setitem(app.config, "MIAOPU", settings)
        page = client.get(f"/trainings/{training.session_id}/qr-codes").text
        assert f'src="/trainings/{training.session_id}/qr-codes/{name}.svg"' in page
        assert "http://miaopu.example.cn/s/" in page

        response = client.get(f"/trainings/{training.session_id}/qr-codes/{name}.svg")

        assert response.mimetype == "image/svg+xml"
        assert response.data.startswith(b"<svg")
