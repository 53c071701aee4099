from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.db import utc_now
from app.divisions.codes import WHOLE
from app.metrics.queries import numbers
from app.standpoint import Standpoint, today
from app.trainings.feedback.metrics import POPULATIONS, SATISFACTION
from app.trainings.feedback.queries import (
    list_remarks,
    satisfaction_by_mentor,
    satisfaction_of,
)
from app.trainings.models import Feedback, SessionMentor, TrainingSession
from app.trainings.public.links import Purpose, make_token
from tests.factories.certificates import PresentFactory
from tests.factories.organizations import operator_id
from tests.factories.people import MentorFactory, PersonFactory
from tests.factories.trainings import SessionFactory


@pytest.fixture
def training(session):
    return SessionFactory.create(held_on=today())


@pytest.fixture
def standpoint(session):
    return Standpoint(operator_id(), WHOLE, today(), date(today().year, 1, 1))


def path_of(training):
    expires = utc_now() + timedelta(hours=1)
    return f"/f/{make_token(Purpose.FEEDBACK, training.session_id, expires)}"


def give(session, training, *scores, mentor=None, text=None):
    for place, score in enumerate(scores):
        session.add(
            Feedback(
                session_id=training.session_id,
                answer_key=f"{place}-{score}-{text}",
                score=score,
                mentor_score=mentor,
                text=text,
                recorded_at=utc_now(),
            )
        )
    session.commit()


class TestAnswering:
    def test_is_once_for_each_phone(self, session, app, training):
        path = path_of(training)
        client = app.test_client()
        assert "很满意" in client.get(path).text

        first = client.post(path, data={"score": "5", "text": "讲得很实用"}).text
        second = client.post(path, data={"score": "1"}).text

        assert "您的评价已收到" in first
        assert "这部手机已填写过" in second
        (kept,) = session.scalars(select(Feedback)).all()
        assert (kept.score, kept.mentor_score, kept.text) == (5, None, "讲得很实用")
        assert kept.answer_key not in path
        events = session.scalars(select(AuditEvent.action)).all()
        assert events.count("training:feedback") == 1
        other = app.test_client()
        other.get(path)
        assert "您的评价已收到" in other.post(path, data={"score": "3"}).text

    @pytest.mark.parametrize(
        ("data", "text"),
        [
            ({}, "请选择1至5分"),
            ({"score": "6"}, "请从列表中选择一项"),
            ({"score": "5", "text": "好" * 501}, "请控制在500字以内"),
        ],
    )
    def test_says_what_to_do(self, session, app, training, data, text):
        page = app.test_client().post(path_of(training), data=data).text

        assert text in page
        assert session.scalars(select(Feedback)).all() == []

    @pytest.mark.parametrize(("days", "status"), [(7, 200), (8, 403)])
    def test_is_open_for_seven_days(self, session, app, days, status):
        training = SessionFactory.create(held_on=today() - timedelta(days=days))

        assert app.test_client().get(path_of(training)).status_code == status

    def test_takes_no_link_for_signing_in(self, app, training):
        token = make_token(Purpose.SIGN_IN, training.session_id, utc_now() + timedelta(hours=1))

        assert app.test_client().get(f"/f/{token}").status_code == 404


class TestFigures:
    def test_of_a_session(self, session, training, standpoint):
        give(session, training, 5, 4, 3, mentor=4, text="好")
        for number in range(4):
            PresentFactory.create(session_id=training.session_id, phone=f"1380000000{number}")

        found = satisfaction_of(standpoint, training.session_id)

        assert (found.answers, found.average, found.response_rate) == (3, 4, 0.75)
        assert found.good_share == pytest.approx(2 / 3)
        assert (found.mentor_average, found.mentor_good_share) == (4, 1)
        assert [item.text for item in list_remarks(standpoint, training.session_id)] == ["好"] * 3

    def test_without_an_answer_are_not_known(self, training, standpoint):
        found = satisfaction_of(standpoint, training.session_id)

        assert (found.answers, found.average, found.response_rate) == (0, None, None)

    def test_of_a_mentor_are_those_of_the_sessions_taught_in_the_period(
        self, session, training, standpoint
    ):
        mentor, other = (
            MentorFactory.create(person_id=PersonFactory.create().id) for _time in range(2)
        )
        earlier = SessionFactory.create(held_on=date(today().year - 1, 5, 1))
        for item in (training, earlier):
            session.add(SessionMentor(session_id=item.session_id, mentor_id=mentor.id))
            give(session, item, 5, 2)
        PresentFactory.create(session_id=training.session_id)

        found = satisfaction_by_mentor(standpoint, [mentor.id, other.id])

        assert (found[mentor.id].answers, found[mentor.id].good_share) == (2, 0.5)
        assert found[mentor.id].present == 1
        assert found[other.id].answers == 0


class TestMetric:
    @pytest.fixture(autouse=True)
    def in_catalog(self, monkeypatch):
        monkeypatch.setattr("app.metrics.queries.population_of", lambda _metric: POPULATIONS[0])

    def test_is_the_share_of_the_satisfied(self, session, training, standpoint):
        give(session, training, 5, 4, 3)
        give(session, SessionFactory.create(held_on=date(today().year - 1, 5, 1)), 1)
        gone = SessionFactory.create(held_on=today())
        give(session, gone, 1)
        session.get(TrainingSession, gone.session_id).superseded_at = utc_now()
        session.commit()

        assert numbers(standpoint, [SATISFACTION]) == {"trainings.satisfaction": 66.7}

    def test_is_not_known_without_answers(self, training, standpoint):
        assert numbers(standpoint, [SATISFACTION]) == {"trainings.satisfaction": None}
