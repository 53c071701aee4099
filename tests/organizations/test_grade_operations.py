from datetime import date

import pytest

from app.history.points import DayTakenError, list_live
from app.organizations.errors import EndBeforeBeginningError, NotRegisteredError
from app.organizations.grades import Grade, GradeLevel
from app.organizations.models import GradeChange
from app.organizations.operations import GradeAward, correct_grade, record_grade, withdraw_grade
from app.organizations.standings import Standing
from app.values.dates import PartialDate, Precision
from tests.factories import OrganizationFactory, StandingChangeFactory
from tests.organizations.looks import look
from tests.organizations.writes import last_event, on, run


@pytest.fixture
def here(session):
    return look()


@pytest.fixture
def organization(session):
    """Registered since 2020."""
    return OrganizationFactory.create(histories__standing=Standing.REGISTERED)


def award(grade, since, expires_on=None, **facts):
    ends = None if expires_on is None else on(expires_on)
    return GradeAward(grade and Grade(grade), on(since), ends, **facts)


def live(organization):
    return list_live(GradeChange, organization.id)


class TestRecordGrade:
    def test_keeps_every_fact_and_leaves_a_trace(self, here, organization):
        facts = {
            "level": GradeLevel.CITY,
            "issuer": "示例市民政局",
            "announced_on": date(2026, 3, 2),
        }

        run(record_grade, here, organization.id, award("4A", "2027-01-01", "2031-12-31", **facts))

        (point,) = live(organization)
        assert {name: getattr(point, name) for name in facts} == facts
        assert (point.grade, point.expires_on) == (Grade.A4, date(2031, 12, 31))
        assert last_event().action == "organization:grade:record"
        assert last_event().changes == {"grade": [None, "4A"], "since": "2027-01-01"}

    def test_may_lie_ahead(self, here, organization):
        run(record_grade, here, organization.id, award("3A", "2099-01-01"))

        assert live(organization)[0].since == date(2099, 1, 1)

    def test_may_renew_the_same_grade(self, here, organization):
        run(record_grade, here, organization.id, award("3A", "2021-01-01", "2025-12-31"))

        run(record_grade, here, organization.id, award("3A", "2026-01-01", "2030-12-31"))

        assert [point.grade for point in live(organization)] == [Grade.A3, Grade.A3]

    def test_may_cancel(self, here, organization):
        run(record_grade, here, organization.id, award("3A", "2021-01-01"))

        run(record_grade, here, organization.id, award(None, "2023-01-01", reason="年检不合格"))

        assert live(organization)[-1].grade is None
        assert last_event().changes["grade"] == ["3A", None]

    def test_ends_a_term_known_to_the_month_with_its_last_day(self, here, organization):
        ends = PartialDate(date(2025, 6, 1), Precision.MONTH)

        run(record_grade, here, organization.id, GradeAward(Grade.A3, on("2021-01-01"), ends))

        (point,) = live(organization)
        assert point.expires_on == date(2025, 6, 30)
        assert str(point.expires_as_known) == "2025-06"

    def test_refuses_one_that_is_only_filed(self, here):
        filed = OrganizationFactory.create()

        with pytest.raises(NotRegisteredError):
            run(record_grade, here, filed.id, award("3A", "2021-01-01"))

    def test_refuses_one_in_the_recycle_bin(self, here):
        recycled = OrganizationFactory.create(histories__standing=None)

        with pytest.raises(NotRegisteredError):
            run(record_grade, here, recycled.id, award("3A", "2021-01-01"))

    def test_refuses_a_day_after_deregistration(self, here, organization):
        StandingChangeFactory.create(
            organization_id=organization.id, standing="deregistered", since=date(2023, 1, 1)
        )

        run(record_grade, here, organization.id, award("3A", "2022-12-31"))
        with pytest.raises(NotRegisteredError):
            run(record_grade, here, organization.id, award("3A", "2023-01-01"))

    def test_refuses_an_end_before_the_beginning(self, here, organization):
        with pytest.raises(EndBeforeBeginningError):
            run(record_grade, here, organization.id, award("3A", "2021-01-01", "2020-12-31"))

    def test_refuses_a_second_one_on_a_day(self, here, organization):
        run(record_grade, here, organization.id, award("3A", "2021-01-01"))

        with pytest.raises(DayTakenError):
            run(record_grade, here, organization.id, award("4A", "2021-01-01"))


class TestCorrectGrade:
    def test_supersedes_and_adds(self, here, organization):
        run(record_grade, here, organization.id, award("3A", "2021-01-01"))
        (old,) = live(organization)

        run(correct_grade, here, old.id, award("4A", "2021-01-01"))

        assert old.superseded_by == here.viewer
        assert [point.grade for point in live(organization)] == [Grade.A4]
        assert last_event().action == "organization:grade:correct"

    def test_asks_the_same_as_recording(self, here, organization):
        run(record_grade, here, organization.id, award("3A", "2021-01-01"))

        with pytest.raises(EndBeforeBeginningError):
            run(
                correct_grade,
                here,
                live(organization)[0].id,
                award("3A", "2021-01-01", "2020-01-01"),
            )


class TestWithdrawGrade:
    def test_takes_it_back(self, here, organization):
        run(record_grade, here, organization.id, award("3A", "2021-01-01"))

        run(withdraw_grade, here, live(organization)[0].id, "公告撤销")

        assert live(organization) == []
        assert last_event().changes["reason"] == "公告撤销"
