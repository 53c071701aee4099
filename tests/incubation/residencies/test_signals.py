from datetime import timedelta

import pytest

from app.extensions import db
from app.incubation.residencies import queries
from app.incubation.residencies.operations import HandOver, StepTaken, hand_over, take_step
from app.incubation.residencies.signals import SIGNALS
from app.incubation.residencies.steps import Exit, HandOverState, Step
from tests.factories import OrganizationFactory, example_divisions
from tests.factories.residencies import ResidencyFactory, RoomFactory
from tests.history.engines import either_session, postgresql_app
from tests.incubation.residencies.stays import day, entered, entering
from tests.organizations.looks import look
from tests.organizations.writes import run

__all__ = ["either_session", "postgresql_app"]


@pytest.fixture
def here(either_session):
    return look()


def items(key, standpoint):
    signal = next(signal for signal in SIGNALS if signal.key == f"residencies.{key}")
    return db.session.execute(signal.items(standpoint)).all()


def on(here, text):
    return look(viewer=here.viewer, on=day(text))


@pytest.fixture
def residency_id(here, organization, room):
    """In 201室 from 2024-02-01 to 2025-01-31."""
    return entered(here, organization, room, on="2024-02-01", ends_on="2025-01-31")


class TestTerms:
    @pytest.mark.parametrize(
        ("before", "key"),
        [
            (61, None),
            (60, "ending"),
            (31, "ending"),
            (30, "ending_soon"),
            (0, "ending_soon"),
            (-1, "overdue"),
        ],
    )
    def test_are_announced_once_and_in_time(self, here, organization, residency_id, before, key):
        standpoint = on(here, (day("2025-01-31") - timedelta(before)).isoformat())

        found = {name: items(name, standpoint) for name in ("ending", "ending_soon", "overdue")}

        assert [name for name, rows in found.items() if rows] == ([key] if key else [])
        if key:
            (row,) = found[key]
            assert (row.organization_id, row.subject_id) == (organization.id, residency_id)
            assert (row.due_on, row.title) == (day("2025-01-31"), "201室")
            assert row.owner_id == here.viewer

    def test_go_away_with_a_renewal(self, here, room, residency_id):
        renewal = entering(room, step=Step.RENEWED, on="2025-02-10", ends_on="2026-01-31")
        run(take_step, here, residency_id, renewal)

        assert items("overdue", on(here, "2025-02-09"))
        assert items("overdue", on(here, "2025-02-10")) == []


class TestMidTerm:
    def test_is_due_from_half_of_the_term_on(self, here, residency_id):
        assert items("mid_term_due", on(here, "2024-07-31")) == []
        (row,) = items("mid_term_due", on(here, "2024-08-01"))

        assert row.due_on == day("2024-08-01")

    def test_goes_away_once_it_is_held(self, here, residency_id):
        run(take_step, here, residency_id, StepTaken(Step.MID_TERM, day("2024-08-05")))

        assert items("mid_term_due", on(here, "2024-08-04"))
        assert items("mid_term_due", on(here, "2024-08-05")) == []


class TestHandOver:
    def test_names_each_open_item_of_who_left(self, here, residency_id):
        left = StepTaken(Step.LEFT, day("2024-12-01"), "到期", exit_kind=Exit.EARLY)
        run(take_step, here, residency_id, left)
        first = queries.list_items(here, residency_id)[0]
        run(hand_over, here, first.id, HandOver(HandOverState.NOT_NEEDED, first.version))

        assert items("hand_over", on(here, "2024-11-30")) == []
        titles = [row.title for row in items("hand_over", here)]
        assert sorted(titles) == sorted(["门禁卡", "办公设备", "档案资料", "费用结清"])


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.key)
def test_nothing_of_a_neighbor_shows(session, signal):
    codes = example_divisions()
    foreign = OrganizationFactory.create(division_code=codes["云溪社区"])
    room = RoomFactory.create(division_code=codes["云栖街道"])
    place = {"room_id": room.id, "desks": 1, "ends_on": day("2024-12-31")}
    ResidencyFactory.create(organization_id=foreign.id, steps=[(Step.ENTERED, "2024-01-02", place)])
    there = look(codes["云栖街道"], on=day("2024-12-20"))
    near = look(codes["晴川街道"], on=day("2024-12-20"))

    assert db.session.execute(signal.items(near)).all() == []
    is_due = signal.key in {"residencies.ending_soon", "residencies.mid_term_due"}
    assert bool(db.session.execute(signal.items(there)).all()) == is_due
