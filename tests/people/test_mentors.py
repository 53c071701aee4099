from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.db import utc_now
from app.extensions import db
from app.organizations.errors import FutureDayError, SameValueError
from app.people.errors import AlreadyMentorError, StaleMentorError, TermError
from app.people.mentor_queries import MentorFilter, count_mentors, list_grades, list_mentors
from app.people.models import Mentor, MentorGrade, MentorGradeChange
from app.people.operations import (
    GradeMove,
    MentorProfile,
    edit_mentor,
    make_mentor,
    record_mentor_grade,
    withdraw_mentor,
)
from app.people.signals import MENTOR_TERM_ENDING
from app.standpoint import today
from tests.factories import AccountFactory
from tests.factories.people import MentorFactory, PersonFactory


@pytest.fixture
def person(codes):
    return PersonFactory.create(
        division_code=codes["晴川街道"], employer="示例大学", phone="13800000001"
    )


@pytest.fixture
def mentor(person):
    return MentorFactory.create(person_id=person.id, fields="项目设计、财务")


def grade_on(look, day):
    [(_mentor, grade)] = list_mentors(look.at_day(day), MentorFilter())
    return grade


class TestMakeMentor:
    def test_happens_once(self, session, look, person, last_event):
        profile = MentorProfile("财务", "工作日", date(2026, 1, 1), date(2026, 12, 31))

        mentor = session.get(Mentor, make_mentor(look, person.id, profile))

        assert (mentor.fields, mentor.term_until) == ("财务", date(2026, 12, 31))
        event = last_event()
        assert (event.action, event.subject_name) == ("mentor:make", "甲**")
        with pytest.raises(AlreadyMentorError):
            make_mentor(look, person.id, profile)
        withdraw_mentor(look, mentor.id)
        assert make_mentor(look, person.id, profile) != mentor.id

    def test_refuses_a_term_that_ends_before_it_begins(self, look, person):
        with pytest.raises(TermError):
            make_mentor(look, person.id, MentorProfile(None, None, today(), date(2020, 1, 1)))


class TestEditMentor:
    def test_refuses_who_came_too_late(self, look, mentor, last_event):
        edit_mentor(look, mentor.id, MentorProfile("党建"), version=1)

        assert last_event().changes["fields"] == ["fields"]
        with pytest.raises(StaleMentorError):
            edit_mentor(look, mentor.id, MentorProfile("财务"), version=1)


class TestGrades:
    def test_are_a_history(self, session, look, mentor, last_event):
        record_mentor_grade(look, mentor.id, GradeMove(MentorGrade.STAR, date(2026, 3, 1)))
        record_mentor_grade(look, mentor.id, GradeMove(MentorGrade.JUNIOR, date(2025, 3, 1)))

        assert last_event().changes["grade"] == [None, "junior"]
        assert grade_on(look, date(2025, 2, 28)) is None
        assert grade_on(look, date(2025, 3, 1)) is MentorGrade.JUNIOR
        assert grade_on(look, date(2026, 3, 1)) is MentorGrade.STAR

    def test_of_one_day_are_corrected(self, session, look, mentor, last_event):
        for grade in (MentorGrade.STAR, MentorGrade.SENIOR):
            record_mentor_grade(look, mentor.id, GradeMove(grade, date(2026, 3, 1)))

        assert last_event().changes["grade"] == ["star", "senior"]
        assert [point.grade for point in list_grades(look, mentor.id)] == [MentorGrade.SENIOR]
        assert len(session.scalars(select(MentorGradeChange)).all()) == 2

    @pytest.mark.parametrize(
        ("move", "error"),
        [
            (GradeMove(MentorGrade.STAR, today() + timedelta(days=1)), FutureDayError),
            (GradeMove(None, date(2026, 1, 1)), SameValueError),
        ],
    )
    def test_are_refused(self, look, mentor, move, error):
        with pytest.raises(error):
            record_mentor_grade(look, mentor.id, move)


class TestPool:
    def test_is_narrowed(self, codes, look, mentor):
        record_mentor_grade(look, mentor.id, GradeMove(MentorGrade.STAR, date(2026, 3, 1)))
        other = PersonFactory.create(name="乙寅卯", division_code=codes["晴湾社区"])
        ended = MentorFactory.create(person_id=other.id, term_until=date(2020, 1, 1))
        outside = PersonFactory.create(division_code=codes["云溪社区"])
        MentorFactory.create(person_id=outside.id)

        def found(**wanted):
            rows = list_mentors(look, MentorFilter(**wanted))
            assert count_mentors(look, MentorFilter(**wanted)) == len(rows)
            return {row[0].id for row in rows}

        assert found() == {mentor.id, ended.id}
        assert found(text="财务") == found(text="示例大学") == {mentor.id}
        assert found(grade=MentorGrade.STAR) == {mentor.id}
        assert found(in_term=True) == {mentor.id}
        assert found(in_term=False) == {ended.id}


class TestSignal:
    @pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (60, 1), (61, 0), (None, 0)])
    def test_tells_of_terms_that_end_within_60_days(self, look, person, days, count):
        until = None if days is None else today() + timedelta(days=days)
        MentorFactory.create(person_id=person.id, term_until=until)

        rows = db.session.execute(MENTOR_TERM_ENDING.items(look)).mappings().all()

        assert [row["title"] for row in rows] == ["甲子丑"] * count
        assert all(row["organization_id"] is None for row in rows)


class TestPages:
    def test_lead_from_a_person_into_the_pool_and_out(self, session, sign_in, person):
        client = sign_in(AccountFactory.create())
        person_id = person.id

        response = client.post(f"/people/{person_id}/mentor", data={"fields": "财务"})
        mentor_id = session.scalars(select(Mentor.id)).one()
        assert response.location == f"/mentors/{mentor_id}"
        client.post(f"/mentors/{mentor_id}/grade", data={"grade": "star", "since": "2026-03-01"})

        page = client.get("/mentors?q=财务&grade=star&term=current").text
        assert "星级督导" in page
        assert "星级督导" in client.get(f"/mentors/{mentor_id}").text
        assert "财务" in client.get(f"/people/{person_id}").text
        assert client.post(f"/mentors/{mentor_id}/withdrawal").location == "/mentors"
        assert client.get(f"/mentors/{mentor_id}").status_code == 404

    def test_keep_what_came_too_late(self, sign_in, mentor):
        client = sign_in(AccountFactory.create())
        path = f"/mentors/{mentor.id}/edit"
        client.post(path, data={"fields": "党建", "version": "1"})

        late = client.post(path, data={"fields": "晚到的领域", "version": "1"})

        assert late.status_code == 409
        assert "晚到的领域" in late.text

    def test_say_what_to_do(self, sign_in, mentor):
        client = sign_in(AccountFactory.create())
        data = {"term_since": "2026-02-01", "term_until": "2026-01-01", "version": "1"}

        assert "聘期止不能早于聘期起" in client.post(f"/mentors/{mentor.id}/edit", data=data).text
        assert "没有符合条件的导师" in client.get("/mentors?q=没有这样的").text

    def test_cost_the_same_however_many_there_are(self, sign_in, codes, mentor, count_queries):
        client = sign_in(AccountFactory.create())

        def cost():
            with count_queries() as queries:
                client.get("/mentors?size=100")
            return len(queries)

        one = cost()
        for _time in range(4):
            person = PersonFactory.create(division_code=codes["晴湾社区"])
            MentorFactory.create(person_id=person.id, recorded_at=utc_now())
        assert cost() == one

    def test_are_where_the_worklist_leads(self, sign_in, person):
        until = today() + timedelta(days=30)
        mentor_id = MentorFactory.create(person_id=person.id, term_until=until).id

        page = sign_in(AccountFactory.create()).get("/worklist/people-mentor-term-ending").text

        assert f"/mentors/{mentor_id}" in page
        assert "甲子丑" in page
