from datetime import date, timedelta

import pytest
from flask import g

from app.history.points import DayTakenError, list_live
from app.organizations.errors import (
    BeforeExistenceError,
    FutureDayError,
    ReasonMissingError,
    RetiredStageError,
    SameValueError,
)
from app.organizations.models import Stage, StageChange
from app.organizations.operations import StageMove, correct_stage, record_stage, withdraw_stage
from app.standpoint import today
from tests.factories import OrganizationFactory
from tests.organizations.looks import look
from tests.organizations.writes import last_event, on, run, stages_of


@pytest.fixture
def here(session):
    return look()


@pytest.fixture
def organization(here):
    """Sprouting since 2021, starting since 2022, growing since 2023; filed since 2020."""
    made = OrganizationFactory.create()
    for stage, day in [
        ("sprouting", "2021-01-01"),
        ("starting", "2022-01-01"),
        ("growing", "2023-01-01"),
    ]:
        run(record_stage, here, made.id, StageMove(stage, on(day)))
    return made


def point_of(organization, stage):
    live = list_live(StageChange, organization.id)
    return next(point for point in live if point.stage == stage)


class TestRecordStage:
    def test_adds_a_point_and_leaves_a_trace(self, here, organization):
        run(record_stage, here, organization.id, StageMove("mature", on("2024-01-01"), "验收"))

        assert stages_of(organization.id)[-1] == ("mature", "2024-01-01")
        event = last_event()
        assert event.action == "organization:stage:record"
        assert event.changes == {"stage": ["growing", "mature"], "since": "2024-01-01"}

    def test_goes_back_with_a_reason_only(self, here, organization):
        with pytest.raises(ReasonMissingError):
            run(record_stage, here, organization.id, StageMove("sprouting", on("2024-01-01")))

        run(record_stage, here, organization.id, StageMove("sprouting", on("2024-01-01"), "停摆"))

        assert stages_of(organization.id)[-1] == ("sprouting", "2024-01-01")

    @pytest.mark.parametrize(
        ("stage", "day", "error"),
        [
            ("growing", "2024-01-01", SameValueError),
            ("growing", "2022-06-01", SameValueError),  # it comes to that in 2023
            ("mature", "2023-01-01", DayTakenError),
            ("sprouting", "2019-12-31", BeforeExistenceError),
            ("flourishing", "2024-01-01", RetiredStageError),
        ],
    )
    def test_refuses_what_does_not_fit(self, here, organization, stage, day, error):
        with pytest.raises(error):
            run(record_stage, here, organization.id, StageMove(stage, on(day)))

    def test_refuses_a_retired_stage(self, here, organization, session):
        session.get(Stage, "mature").is_retired = True
        session.commit()
        g.pop("stage_words")  # kept for as long as a request

        with pytest.raises(RetiredStageError):
            run(record_stage, here, organization.id, StageMove("mature", on("2024-01-01")))

    def test_refuses_the_future(self, here, organization):
        tomorrow = (today() + timedelta(days=1)).isoformat()

        with pytest.raises(FutureDayError):
            run(record_stage, here, organization.id, StageMove("mature", on(tomorrow)))

    def test_refuses_one_in_the_recycle_bin(self, here):
        recycled = OrganizationFactory.create(histories__standing=None)

        with pytest.raises(BeforeExistenceError):
            run(record_stage, here, recycled.id, StageMove("sprouting", on("2024-01-01")))


class TestCorrectStage:
    def test_supersedes_and_adds(self, here, organization):
        old = point_of(organization, "growing")

        run(correct_stage, here, old.id, StageMove("growing", on("2023-06-01")))

        assert old.superseded_by == here.viewer
        assert stages_of(organization.id)[-1] == ("growing", "2023-06-01")
        assert last_event().action == "organization:stage:correct"

    def test_refuses_to_leave_the_same_stage_twice_in_a_row(self, here, organization):
        run(record_stage, here, organization.id, StageMove("starting", on("2024-01-01"), "退回"))
        old = point_of(organization, "growing")

        with pytest.raises(SameValueError):
            run(correct_stage, here, old.id, StageMove("growing", on("2025-01-01")))


class TestWithdrawStage:
    def test_lets_the_stage_before_stand_again(self, here, organization):
        run(withdraw_stage, here, point_of(organization, "growing").id, "误点")

        assert stages_of(organization.id)[-1] == ("starting", "2022-01-01")
        event = last_event()
        assert event.action == "organization:stage:withdraw"
        assert event.changes == {
            "stage": ["growing", None],
            "since": "2023-01-01",
            "reason": "误点",
        }

    def test_keeps_the_ends_of_those_left_together(self, here, organization):
        run(withdraw_stage, here, point_of(organization, "starting").id)

        ends = [point.until for point in list_live(StageChange, organization.id)]
        assert ends == [date(2023, 1, 1), date(9999, 12, 31)]

    def test_refuses_to_leave_the_same_stage_twice_in_a_row(self, here, organization):
        run(record_stage, here, organization.id, StageMove("starting", on("2024-01-01"), "退回"))

        with pytest.raises(SameValueError):
            run(withdraw_stage, here, point_of(organization, "growing").id)
