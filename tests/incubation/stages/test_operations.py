from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.extensions import db
from app.history.points import DayTakenError, list_live
from app.incubation.reviews.models import ReviewState, StageBasis
from app.incubation.stages import operations
from app.incubation.stages.errors import GateNotPassedError, ReviewNotCitableError
from app.incubation.stages.notes import notes_of_changes
from app.incubation.stages.signals import SIGNALS
from app.organizations.errors import FutureDayError, ReasonMissingError, SameValueError
from app.organizations.models import Stage, StageChange
from app.organizations.operations import StageMove
from app.standpoint import today
from app.values.dates import PartialDate
from tests.factories import OrganizationFactory
from tests.factories.reviews import ReviewFactory
from tests.incubation.ladder import filed_group
from tests.incubation.reviews.conftest import look_of
from tests.organizations.writes import last_event, on, run, stages_of

DAY = "2026-04-01"


def move(street, to="growing", reason=None, review_id=None, day=DAY, organization=None):
    id_ = (organization or street.organization).id
    run(operations.move_stage, street.here, id_, StageMove(to, on(day), reason), review_id)


def reviewed(street, charter=4, **options):
    facts = {
        "organization_id": street.organization.id,
        "set_id": street.criteria.id,
        "to_stage": "growing",
        "on": date(2026, 3, 1),
        "scores": {street.criteria.charter: charter, street.criteria.brand: 5},
        **options,
    }
    return ReviewFactory.create(**facts)


def bases():
    return db.session.scalars(select(StageBasis)).all()


class TestMoveStage:
    def test_up_through_an_open_gate_needs_nothing_more(self, street):
        review = reviewed(street)

        move(street, review_id=review.id)

        assert stages_of(street.organization.id)[-1] == ("growing", DAY)
        (basis,) = bases()
        assert (basis.review_id, basis.is_exception, basis.unmet) == (review.id, False, [])
        assert last_event().action == "organization:stage:record"

    def test_with_a_required_criterion_unmet_needs_a_reason_and_is_an_exception(self, street):
        with pytest.raises(GateNotPassedError) as error:
            move(street)
        assert error.value.unmet == ("有章程",)
        assert stages_of(street.organization.id)[-1][0] == "starting"

        move(street, reason="街道要求")

        (basis,) = bases()
        assert (basis.is_exception, basis.unmet) == (True, ["有章程"])
        assert last_event().action == "organization:stage:except"
        assert last_event().changes["unmet"] == ["有章程"]

    def test_goes_by_the_gate_of_its_day(self, street):
        reviewed(street, on=date(2026, 5, 1))

        with pytest.raises(GateNotPassedError):
            move(street)
        move(street, day="2026-05-01")

        assert stages_of(street.organization.id)[-1] == ("growing", "2026-05-01")

    def test_asks_every_gate_that_is_passed_on_the_way(self, street):
        with pytest.raises(GateNotPassedError) as error:
            move(street, to="mature")

        assert error.value.unmet == ("有章程",)

    def test_puts_who_had_no_stage_where_it_belongs(self, street):
        fresh = OrganizationFactory.create(division_code=street.divisions["晴湾社区"])

        move(street, to="mature", organization=fresh)

        assert stages_of(fresh.id) == [("mature", DAY)]
        assert bases() == []

    def test_down_asks_for_a_reason_but_is_no_exception(self, street):
        with pytest.raises(ReasonMissingError):
            move(street, to="sprouting")

        move(street, to="sprouting", reason="停摆")

        assert bases() == []

    def test_tells_first_what_no_reason_can_heal(self, street):
        with pytest.raises(FutureDayError):
            move(street, day=(today() + timedelta(days=1)).isoformat())
        with pytest.raises(DayTakenError):
            move(street, day="2020-01-01")
        with pytest.raises(SameValueError):
            move(street, to="starting")

    @pytest.mark.parametrize(
        "options",
        [
            {"state": ReviewState.DRAFT},
            {"state": ReviewState.WITHDRAWN},
            {"on": date(2026, 4, 2)},
        ],
    )
    def test_rests_on_no_review_that_does_not_count_then(self, street, options):
        review = reviewed(street, **options)

        with pytest.raises(ReviewNotCitableError):
            move(street, reason="依据评估", review_id=review.id)

    def test_rests_on_no_review_of_another(self, street):
        other = filed_group(street.divisions["晴湾社区"])
        review = reviewed(street, organization_id=other.id)

        with pytest.raises(ReviewNotCitableError):
            move(street, reason="依据评估", review_id=review.id)


class TestCorrectMove:
    def test_of_the_day_leaves_the_exception_as_it_was_judged(self, street):
        move(street, reason="街道要求")
        reviewed(street)
        point = list_live(StageChange, street.organization.id)[-1]
        earlier = StageMove("growing", on("2026-03-15"), "街道要求")

        run(operations.correct_move, street.here, point.id, earlier)

        assert stages_of(street.organization.id)[-1] == ("growing", "2026-03-15")
        assert [basis.unmet for basis in bases()] == [["有章程"], ["有章程"]]

    def test_to_another_stage_asks_the_gate_as_if_it_were_made_now(self, street):
        move(street, to="sprouting", reason="停摆")
        point = list_live(StageChange, street.organization.id)[-1]
        other = StageMove("growing", on(DAY))

        with pytest.raises(GateNotPassedError):
            run(operations.correct_move, street.here, point.id, other)
        reviewed(street)
        run(operations.correct_move, street.here, point.id, other)

        assert stages_of(street.organization.id)[-1] == ("growing", DAY)
        assert bases() == []


class TestMoveStages:
    def test_tells_of_each_and_lets_none_stop_the_others(self, street):
        community = street.divisions["晴湾社区"]
        ready, taken = filed_group(community), filed_group(community)
        reviewed(street, organization_id=ready.id)
        run(operations.move_stage, street.here, taken.id, StageMove("growing", on(DAY), "已办"))
        ids = [street.organization.id, taken.id, ready.id]

        results = run(
            operations.move_stages,
            street.here,
            [(id_, StageMove("growing", PartialDate(date(2026, 4, 1)))) for id_ in ids],
        )

        assert [type(item.error) for item in results] == [
            GateNotPassedError,
            DayTakenError,
            type(None),
        ]
        assert stages_of(ready.id)[-1] == ("growing", DAY)
        assert stages_of(street.organization.id)[-1][0] == "starting"

    def test_with_a_reason_marks_those_unmet_as_exceptions(self, street):
        ready = filed_group(street.divisions["晴湾社区"])
        reviewed(street, organization_id=ready.id)
        moves = [
            (id_, StageMove("growing", on(DAY), "统一评定"))
            for id_ in (street.organization.id, ready.id)
        ]

        results = run(operations.move_stages, street.here, moves)

        assert [item.unmet for item in results] == [("有章程",), ()]
        assert len(bases()) == 1


class TestNotes:
    def test_name_the_exception_and_the_review(self, street):
        review = reviewed(street, charter=1)
        move(street, reason="街道要求", review_id=review.id)
        point = list_live(StageChange, street.organization.id)[-1]

        notes = notes_of_changes(street.here, [point.id])[point.id]

        assert notes == ["例外变更，当时未达到的必备条件：有章程", "依据2026-03-01的阶段评估"]
        assert notes_of_changes(street.here, []) == {}


class TestStuck:
    def test_begins_the_day_after_the_limit_of_the_stage(self, street):
        (signal,) = SIGNALS
        db.session.get(Stage, "starting").limit_days = 30
        db.session.commit()

        def rows(day):
            return db.session.execute(signal.items(look_of(street.staff, on=day))).all()

        assert rows("2020-01-31") == []
        (row,) = rows("2020-02-01")
        assert (row.organization_id, row.due_on) == (street.organization.id, date(2020, 1, 31))
        assert row.title == "初创期"
