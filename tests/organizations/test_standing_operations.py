from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.db import utc_now
from app.history.points import DayTakenError, list_live
from app.organizations.errors import (
    FutureDayError,
    KnownAtRefusedError,
    NotReachableError,
    SameValueError,
)
from app.organizations.models import Organization, StandingChange
from app.organizations.operations import (
    StandingMove,
    correct_standing,
    record_standing,
    withdraw_standing,
)
from app.organizations.standings import Standing
from app.standpoint import today
from app.values.dates import PartialDate, Precision
from tests.factories import OrganizationFactory, StandingChangeFactory, example_divisions
from tests.organizations.looks import look
from tests.organizations.writes import last_event, on, run, standings_of


@pytest.fixture
def here(session):
    return look()


@pytest.fixture
def organization(session):
    """Unfiled since 2020, filed since 2022, registered since 2024."""
    made = OrganizationFactory.create(histories__standing=None)
    for standing, year in [("unfiled", 2020), ("filed", 2022), ("registered", 2024)]:
        StandingChangeFactory.create(
            organization_id=made.id, standing=Standing(standing), since=date(year, 1, 1)
        )
    return made


def point_of(organization, standing):
    live = list_live(StandingChange, organization.id)
    return next(point for point in live if point.standing is Standing(standing))


def move(standing, day, reason=None):
    return StandingMove(Standing(standing), on(day), reason)


class TestRecordStanding:
    def test_adds_a_point_and_leaves_a_trace(self, here):
        organization = OrganizationFactory.create()
        version = organization.version

        run(record_standing, here, organization.id, move("registered", "2023-05-06", "发证"))

        assert standings_of(organization.id) == [
            ("filed", "2020-01-01"),
            ("registered", "2023-05-06"),
        ]
        event = last_event()
        assert (event.action, event.actor_id) == ("organization:standing:record", here.viewer)
        assert event.subject_name == organization.name
        assert event.changes == {"standing": ["filed", "registered"], "since": "2023-05-06"}
        assert organization.version == version + 1

    def test_puts_a_backdated_one_between_others(self, here):
        organization = OrganizationFactory.create(histories__standing=Standing.UNFILED)
        run(record_standing, here, organization.id, move("registered", "2024-01-01"))

        run(record_standing, here, organization.id, move("filed", "2022-01-01"))

        live = list_live(StandingChange, organization.id)
        assert [point.until for point in live][:2] == [date(2022, 1, 1), date(2024, 1, 1)]

    def test_brings_one_back_from_the_recycle_bin(self, here):
        organization = OrganizationFactory.create(histories__standing=None)

        run(record_standing, here, organization.id, move("filed", "2022-01-01"))

        assert standings_of(organization.id) == [("filed", "2022-01-01")]

    @pytest.mark.parametrize(
        ("standing", "day", "error"),
        [
            ("filed", "2025-01-01", NotReachableError),
            ("filed", "2021-01-01", SameValueError),  # it comes to that in 2022
            ("unfiled", "2021-01-01", SameValueError),
            ("revoked", "2021-01-01", NotReachableError),
            ("revoked", "2022-01-01", DayTakenError),
            ("registered", "2022-01-01", DayTakenError),
        ],
    )
    def test_refuses_what_does_not_fit_its_neighbors(
        self, here, organization, standing, day, error
    ):
        with pytest.raises(error):
            run(record_standing, here, organization.id, move(standing, day))

    def test_refuses_the_future(self, here, organization):
        tomorrow = (today() + timedelta(days=1)).isoformat()

        with pytest.raises(FutureDayError):
            run(record_standing, here, organization.id, move("revoked", tomorrow))

    def test_refuses_a_look_at_earlier_knowledge(self, organization):
        with pytest.raises(KnownAtRefusedError):
            run(
                record_standing,
                look(known_at=utc_now()),
                organization.id,
                move("revoked", "2025-01-01"),
            )

    def test_knows_no_neighbor(self, session):
        divisions = example_divisions()
        neighbor = OrganizationFactory.create(division_code=divisions["云溪社区"])

        with pytest.raises(NoResultFound):
            run(
                record_standing,
                look(divisions["晴川街道"]),
                neighbor.id,
                move("registered", "2025-01-01"),
            )


class TestCorrectStanding:
    def test_keeps_the_old_row_superseded(self, here, organization, session):
        old = point_of(organization, "registered")

        run(correct_standing, here, old.id, move("registered", "2024-03-01", "证书日期"))

        assert old.superseded_by == here.viewer
        assert standings_of(organization.id)[-1] == ("registered", "2024-03-01")
        rows = session.scalars(
            select(StandingChange).where(StandingChange.organization_id == organization.id)
        ).all()
        assert len(rows) == 4
        assert last_event().action == "organization:standing:correct"
        assert last_event().changes["since"] == ["2024-01-01", "2024-03-01"]

    def test_may_keep_the_day_and_change_the_fact(self, here, organization):
        old = point_of(organization, "registered")

        run(correct_standing, here, old.id, move("deregistered", "2024-01-01"))

        assert standings_of(organization.id)[-1] == ("deregistered", "2024-01-01")

    def test_refuses_the_day_of_a_third(self, here, organization):
        old = point_of(organization, "registered")

        with pytest.raises(DayTakenError):
            run(correct_standing, here, old.id, move("registered", "2022-01-01"))

    def test_refuses_to_leave_neighbors_that_do_not_follow_each_other(self, here):
        organization = OrganizationFactory.create(histories__standing=Standing.FILED)
        run(record_standing, here, organization.id, move("unfiled", "2021-01-01"))
        run(record_standing, here, organization.id, move("filed", "2022-01-01"))
        old = point_of(organization, "unfiled")

        with pytest.raises(NotReachableError):
            run(correct_standing, here, old.id, move("unfiled", "2023-01-01"))

    def test_knows_no_superseded_point(self, here, organization):
        old = point_of(organization, "registered")
        run(correct_standing, here, old.id, move("registered", "2024-03-01"))

        with pytest.raises(NoResultFound):
            run(correct_standing, here, old.id, move("registered", "2024-04-01"))


class TestWithdrawStanding:
    def test_lets_what_stood_before_stand_again(self, here, organization):
        run(withdraw_standing, here, point_of(organization, "registered").id, "记错单位")

        assert standings_of(organization.id)[-1] == ("filed", "2022-01-01")
        assert list_live(StandingChange, organization.id)[-1].until == date(9999, 12, 31)
        assert last_event().changes["reason"] == "记错单位"

    def test_of_the_last_one_leads_to_the_recycle_bin(self, here, session):
        organization = OrganizationFactory.create()

        run(withdraw_standing, here, point_of(organization, "filed").id)

        assert standings_of(organization.id) == []
        assert session.get(Organization, organization.id) is not None

    def test_refuses_to_leave_neighbors_that_do_not_follow_each_other(self, here):
        organization = OrganizationFactory.create(histories__standing=Standing.FILED)
        run(record_standing, here, organization.id, move("deregistered", "2021-01-01"))
        run(record_standing, here, organization.id, move("filed", "2022-01-01"))

        with pytest.raises(NotReachableError):
            run(withdraw_standing, here, point_of(organization, "deregistered").id)


def test_a_day_known_to_the_month_stays_so(here):
    organization = OrganizationFactory.create(histories__standing=None)
    month = PartialDate(date(2022, 5, 1), Precision.MONTH)

    run(record_standing, here, organization.id, StandingMove(Standing.FILED, month))

    (point,) = list_live(StandingChange, organization.id)
    assert str(point.since_as_known) == "2022-05"
