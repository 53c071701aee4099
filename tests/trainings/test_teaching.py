from datetime import date, timedelta

import pytest

from app.standpoint import make_standpoint, today
from app.trainings.models import Presence, SessionMentor
from app.trainings.teaching import Teaching, teaching_by_mentor
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.people import MentorFactory, PersonFactory
from tests.factories.trainings import AttendanceFactory, SessionFactory


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def staff(codes):
    return AccountFactory.create(division_code=codes["晴川街道"])


@pytest.fixture
def mentor(codes):
    return MentorFactory.create(person_id=PersonFactory.create(division_code=codes["晴川街道"]).id)


@pytest.fixture
def teach(session, codes, mentor):
    def teaching(held_on, *people, division="晴川街道"):
        detail = SessionFactory.create(division_code=codes[division], held_on=held_on)
        session.add(SessionMentor(session_id=detail.session_id, mentor_id=mentor.id))
        for name, organization, presence in people:
            AttendanceFactory.create(
                session_id=detail.session_id,
                name=name,
                organization_id=organization.id,
                presence=presence,
            )
        session.flush()

    return teaching


class TestTeaching:
    def test_counts_what_was_held_in_the_period_in_view(self, codes, staff, mentor, teach):
        club, choir = (
            OrganizationFactory.create(name=name, division_code=codes["晴湾社区"])
            for name in ("晴湾棋社", "晴湾合唱团")
        )
        teach(
            today(),
            ("甲子丑", club, Presence.PRESENT),
            ("乙丑寅", club, Presence.PRESENT),
            ("丙寅卯", choir, Presence.ABSENT),
        )
        teach(today())
        teach(today() + timedelta(days=1))
        teach(date(today().year - 1, 5, 1), ("丁卯辰", choir, Presence.PRESENT))
        teach(today(), ("戊辰巳", choir, Presence.PRESENT), division="云栖街道")
        look = make_standpoint(
            {"since": today().isoformat()}, viewer=staff.id, division=staff.division_code
        )

        found = teaching_by_mentor(look, [mentor.id, mentor.id + 1])

        assert found[mentor.id] == Teaching(sessions=2, attendances=2, organizations=1)
        assert found[mentor.id + 1] == Teaching()

    def test_is_told_on_the_pages_of_mentors(self, sign_in, codes, staff, mentor, teach):
        teach(today())
        client = sign_in(staff)

        assert "授课场次" in client.get("/mentors").text
        assert "1场" in client.get(f"/mentors/{mentor.id}").text
