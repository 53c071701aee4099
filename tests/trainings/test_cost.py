from datetime import date

import pytest

from app.metrics.queries import numbers
from app.standpoint import Standpoint
from app.trainings.metrics import COST
from app.trainings.models import Presence
from tests.factories import AccountFactory, example_divisions
from tests.factories.trainings import AttendanceFactory, SessionFactory
from tests.history.engines import either_session, postgresql_app

__all__ = ["either_session", "postgresql_app"]

DAY, STREET = date(2026, 5, 6), "330199001000"


@pytest.fixture
def standpoint(either_session):
    example_divisions()
    viewer = AccountFactory.create(division_code=STREET).id
    return Standpoint(viewer, STREET, date(2026, 6, 30), date(2026, 1, 1))


def held(cost, *people):
    detail = SessionFactory.create(held_on=DAY, cost=cost, division_code=STREET)
    for number, presence in enumerate(people):
        AttendanceFactory.create(
            session_id=detail.session_id, presence=presence, person_key=f"p:{number}"
        )


def cost(standpoint):
    return numbers(standpoint, [COST])[COST.key]


class TestCostPerAttendance:
    def test_is_the_cost_of_all_by_the_attendances_of_all(self, standpoint):
        held(100_00, Presence.PRESENT, Presence.PRESENT, Presence.ABSENT)
        held(50_00, Presence.PRESENT)
        held(None, Presence.PRESENT)  # what cost nobody noted

        assert cost(standpoint) == 50.0

    def test_is_unknown_without_attendances(self, standpoint):
        held(100_00, Presence.ABSENT)

        assert cost(standpoint) is None
