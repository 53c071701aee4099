from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import utc_now
from app.history.points import DayTakenError
from app.incubation.residencies import errors
from app.incubation.residencies.models import HandOverItem, Residency, ResidencyStep
from app.incubation.residencies.operations import (
    Application,
    HandOver,
    RoomFacts,
    StepTaken,
    Wish,
    add_room,
    apply,
    correct_step,
    edit_room,
    edit_wish,
    hand_over,
    take_step,
    withdraw_step,
)
from app.incubation.residencies.operations.handing_over import USUAL_ITEMS
from app.incubation.residencies.steps import Exit, HandOverState, RoomKind, Step, Verdict
from app.organizations.errors import (
    BeforeExistenceError,
    FutureDayError,
    KnownAtRefusedError,
    ReasonMissingError,
    UnknownDivisionError,
)
from app.organizations.followers import CHANGED
from app.standpoint import today
from app.turns import writing
from tests.factories import OrganizationFactory, example_divisions
from tests.factories.residencies import RoomFactory
from tests.incubation.residencies.stays import applied, day, entered, entering, step_of, steps_of
from tests.organizations.looks import look
from tests.organizations.writes import last_event, run

LEAVING = StepTaken(Step.LEFT, day("2024-12-01"), "合同到期", exit_kind=Exit.TERM_OVER)


class TestApply:
    def test_begins_a_residency_and_leaves_a_trace(self, here, organization):
        residency_id = applied(here, organization)

        assert steps_of(residency_id) == [("applied", "2024-01-01")]
        event = last_event()
        assert event.action == "residency:apply"
        assert (event.subject_type, event.subject_id) == ("organization", organization.id)

    def test_says_that_a_fact_of_the_organization_changed(self, here, organization, session):
        with writing():
            apply(here, organization.id, Application(day("2024-01-01"), Wish("办公")))
            assert session.info[CHANGED] == {organization.id}

    @pytest.mark.parametrize(
        ("on", "error"),
        [
            (day("2019-12-31"), BeforeExistenceError),
            (today() + timedelta(1), FutureDayError),
        ],
    )
    def test_refuses_a_day_before_it_existed_or_to_come(self, here, organization, on, error):
        with pytest.raises(error):
            run(apply, here, organization.id, Application(on, Wish("办公")))

    def test_refuses_a_second_one_while_the_first_is_open(self, here, organization):
        applied(here, organization)

        with pytest.raises(errors.StillOpenError):
            applied(here, organization, on="2024-06-01")

    def test_lets_another_one_follow_on_the_day_the_first_ended(self, here, organization, room):
        first = entered(here, organization, room)
        run(take_step, here, first, LEAVING)

        with pytest.raises(errors.StillOpenError):
            applied(here, organization, on="2024-11-30")
        assert applied(here, organization, on="2024-12-01") != first

    def test_is_refused_while_looking_at_earlier_knowledge(self, here, organization):
        earlier = look(viewer=here.viewer, known_at=utc_now())

        with pytest.raises(KnownAtRefusedError):
            applied(earlier, organization)


class TestEditWish:
    def test_changes_what_was_applied_for_and_names_the_fields(self, here, organization, session):
        residency_id = applied(here, organization)
        wish = Wish("办公和培训", contact_note="甲子丑 13800000001")

        run(lambda *values: edit_wish(*values, version=1), here, residency_id, wish)

        kept = session.get(Residency, residency_id)
        assert (kept.purpose, kept.version) == ("办公和培训", 2)
        assert last_event().changes["fields"] == ["purpose", "contact_note"]

    def test_refuses_a_stale_form(self, here, organization):
        residency_id = applied(here, organization)

        with pytest.raises(errors.StaleFormError):
            run(lambda *values: edit_wish(*values, version=0), here, residency_id, Wish("办公"))


class TestTakeStep:
    def test_adds_a_step_and_leaves_a_trace(self, here, organization):
        residency_id = applied(here, organization)
        taken = StepTaken(Step.REVIEW, day("2024-01-10"), "同意", verdict=Verdict.PASSED, score=85)

        run(take_step, here, residency_id, taken)

        point = step_of(residency_id, Step.REVIEW)
        assert (point.verdict, point.score, point.reason) == (Verdict.PASSED, 85, "同意")
        event = last_event()
        assert event.action == "residency:step:take"
        assert event.changes["step"] == "review"

    @pytest.mark.parametrize(
        ("taken", "error"),
        [
            (StepTaken(Step.LEFT, day("2024-02-01"), "走"), errors.WrongStepError),
            (StepTaken(Step.INTERVIEW, day("2024-01-01")), DayTakenError),
            (StepTaken(Step.INTERVIEW, day("2023-12-31")), errors.OutOfOrderError),
            (StepTaken(Step.INTERVIEW, today() + timedelta(1)), FutureDayError),
            (StepTaken(Step.DECLINED, day("2024-02-01")), ReasonMissingError),
            (StepTaken(Step.ENTERED, day("2024-02-01")), errors.PlaceMissingError),
        ],
    )
    def test_refuses_what_does_not_fit(self, here, organization, taken, error):
        residency_id = applied(here, organization)

        with pytest.raises(error):
            run(take_step, here, residency_id, taken)
        assert len(steps_of(residency_id)) == 1

    def test_refuses_a_term_that_ends_before_it_begins(self, here, organization, room):
        residency_id = applied(here, organization)

        with pytest.raises(errors.TermEndsTooEarlyError):
            run(take_step, here, residency_id, entering(room, ends_on="2024-02-01"))

    def test_refuses_a_retired_room_and_one_elsewhere(self, session):
        codes = example_divisions()
        here = look(codes["晴川街道"])
        organization = OrganizationFactory.create(division_code=codes["晴湾社区"])
        residency_id = applied(here, organization)
        retired = RoomFactory.create(division_code=codes["晴川街道"], is_retired=True)
        foreign = RoomFactory.create(division_code=codes["云栖街道"])

        for room in (retired, foreign):
            with pytest.raises(errors.RoomRetiredError):
                run(take_step, here, residency_id, entering(room))

    def test_names_the_numbers_when_there_are_too_few_desks(self, here, organization, room):
        entered(here, OrganizationFactory.create(), room, desks=6)
        residency_id = applied(here, organization)

        with pytest.raises(errors.NotEnoughDesksError) as refused:
            run(take_step, here, residency_id, entering(room, on="2024-01-15", desks=3))

        error = refused.value
        assert (error.name, error.capacity, error.taken, error.wanted) == ("201室", 8, 6, 3)
        run(take_step, here, residency_id, entering(room, on="2024-01-15", desks=2))

    def test_finds_the_desks_of_those_who_left(self, here, organization, room):
        other = entered(here, OrganizationFactory.create(), room, desks=8)
        run(take_step, here, other, LEAVING)
        residency_id = applied(here, organization)

        with pytest.raises(errors.NotEnoughDesksError):
            run(take_step, here, residency_id, entering(room, on="2024-11-30"))
        run(take_step, here, residency_id, entering(room, on="2024-12-01"))

    def test_lets_an_assessment_keep_room_desks_and_term(self, here, organization, room):
        residency_id = entered(here, organization, room)

        run(take_step, here, residency_id, StepTaken(Step.MID_TERM, day("2024-08-01")))

        point = step_of(residency_id, Step.MID_TERM)
        assert (point.room_id, point.desks) == (room.id, 4)
        assert point.ends_on == day("2025-01-31")

    def test_renews_into_another_room(self, here, organization, room):
        residency_id = entered(here, organization, room)
        other = RoomFactory.create(capacity=2)

        with pytest.raises(errors.NotEnoughDesksError):
            run(
                take_step,
                here,
                residency_id,
                entering(other, step=Step.RENEWED, on="2025-02-01", ends_on="2026-01-31"),
            )
        renewal = entering(other, step=Step.RENEWED, on="2025-02-01", ends_on="2026-01-31", desks=2)
        run(take_step, here, residency_id, renewal)

        assert step_of(residency_id, Step.RENEWED).room_id == other.id

    def test_leaves_with_kind_and_reason_and_lists_what_is_handed_over(
        self, here, organization, room, session
    ):
        residency_id = entered(here, organization, room)
        for taken, error in (
            (StepTaken(Step.LEFT, day("2024-12-01"), "走"), errors.ExitMissingError),
            (
                StepTaken(Step.LEFT, day("2024-12-01"), exit_kind=Exit.EARLY),
                ReasonMissingError,
            ),
        ):
            with pytest.raises(error):
                run(take_step, here, residency_id, taken)

        run(take_step, here, residency_id, LEAVING)

        texts = session.scalars(sa.select(HandOverItem.text).order_by(HandOverItem.id)).all()
        assert texts == list(USUAL_ITEMS)


class TestCorrectStep:
    def test_keeps_the_old_row_and_carries_the_place_on(self, here, organization, room, session):
        residency_id = entered(here, organization, room)
        run(take_step, here, residency_id, StepTaken(Step.MID_TERM, day("2024-08-01"), score=70))
        before = utc_now()
        old = step_of(residency_id, Step.ENTERED)

        run(correct_step, here, old.id, entering(room, on="2024-02-05", desks=5))

        mid_term = step_of(residency_id, Step.MID_TERM)
        assert (mid_term.desks, mid_term.score) == (5, 70)
        assert steps_of(residency_id)[1] == ("entered", "2024-02-05")
        kept = session.scalars(
            sa.select(ResidencyStep.desks).where(ResidencyStep.superseded_at > before)
        ).all()
        assert kept == [4, 4]

    @pytest.mark.parametrize(
        ("on", "error"),
        [
            ("2023-12-31", errors.OutOfOrderError),
            ("2024-01-01", DayTakenError),
            ("2024-08-02", errors.OutOfOrderError),
        ],
    )
    def test_stays_between_its_neighbors(self, here, organization, room, on, error):
        residency_id = entered(here, organization, room)
        run(take_step, here, residency_id, StepTaken(Step.MID_TERM, day("2024-08-01")))

        with pytest.raises(error):
            run(
                correct_step,
                here,
                step_of(residency_id, Step.ENTERED).id,
                entering(room, on=on),
            )

    def test_does_not_turn_one_step_into_another(self, here, organization):
        residency_id = applied(here, organization)

        with pytest.raises(errors.WrongStepError):
            run(
                correct_step,
                here,
                step_of(residency_id, Step.APPLIED).id,
                StepTaken(Step.INTERVIEW, day("2024-01-02")),
            )

    def test_does_not_reach_into_another_residency(self, here, organization, room):
        first = entered(here, organization, room)
        run(take_step, here, first, LEAVING)
        applied(here, organization, on="2025-01-01")
        later = StepTaken(Step.LEFT, day("2025-02-01"), "续住", exit_kind=Exit.EARLY)

        with pytest.raises(errors.StillOpenError):
            run(correct_step, here, step_of(first, Step.LEFT).id, later)

    def test_keeps_a_room_that_was_retired_since(self, here, organization, room, session):
        residency_id = entered(here, organization, room)
        room.is_retired = True
        session.commit()

        run(
            correct_step,
            here,
            step_of(residency_id, Step.ENTERED).id,
            entering(room, ends_on="2024-12-31"),
        )

        assert step_of(residency_id, Step.ENTERED).ends_on == day("2024-12-31")


class TestWithdrawStep:
    def test_lets_the_step_before_stand_again(self, here, organization, room):
        residency_id = entered(here, organization, room)

        run(withdraw_step, here, step_of(residency_id, Step.ENTERED).id, "记错了")

        assert steps_of(residency_id) == [("applied", "2024-01-01")]
        assert last_event().changes["reason"] == "记错了"

    def test_takes_back_the_last_one_only(self, here, organization, room):
        residency_id = entered(here, organization, room)

        with pytest.raises(errors.WrongStepError):
            run(withdraw_step, here, step_of(residency_id, Step.APPLIED).id)

    def test_does_not_open_a_residency_again_whose_desks_are_given_away(
        self, here, organization, room
    ):
        first = entered(here, organization, room, desks=5)
        run(take_step, here, first, LEAVING)
        entered(
            here, OrganizationFactory.create(), room, on="2025-02-01", desks=5, ends_on="2026-01-31"
        )

        with pytest.raises(errors.NotEnoughDesksError):
            run(withdraw_step, here, step_of(first, Step.LEFT).id)

    def test_does_not_open_it_beside_a_later_one(self, here, organization, room):
        first = entered(here, organization, room)
        run(take_step, here, first, LEAVING)
        applied(here, organization, on="2025-01-01")

        with pytest.raises(errors.StillOpenError):
            run(withdraw_step, here, step_of(first, Step.LEFT).id)

    def test_leaves_no_residency_when_the_application_is_taken_back(self, here, organization):
        first = applied(here, organization)

        run(withdraw_step, here, step_of(first, Step.APPLIED).id)

        assert steps_of(first) == []
        assert applied(here, organization) != first


class TestHandOver:
    def item(self, here, organization, room, session):
        residency_id = entered(here, organization, room)
        run(take_step, here, residency_id, LEAVING)
        return session.scalars(sa.select(HandOverItem).order_by(HandOverItem.id)).first()

    def test_is_done_today_unless_a_day_is_given(self, here, organization, room, session):
        item = self.item(here, organization, room, session)

        run(hand_over, here, item.id, HandOver(HandOverState.DONE, version=1))

        assert (item.state, item.done_on, item.version) == (HandOverState.DONE, today(), 2)
        assert last_event().changes["state"] == ["open", "done"]

    def test_refuses_a_stale_form_and_a_day_to_come(self, here, organization, room, session):
        item = self.item(here, organization, room, session)
        tomorrow = today() + timedelta(1)

        with pytest.raises(errors.StaleFormError):
            run(hand_over, here, item.id, HandOver(HandOverState.DONE, version=0))
        with pytest.raises(FutureDayError):
            run(hand_over, here, item.id, HandOver(HandOverState.DONE, 1, done_on=tomorrow))


class TestRooms:
    FACTS = RoomFacts("000000000000", "201室", RoomKind.ROOM, 8)

    def test_are_added_and_changed_with_a_trace(self, here):
        room_id = run(add_room, here, self.FACTS)
        facts = RoomFacts("000000000000", "202室", RoomKind.OPEN_DESKS, 9, area=50)

        run(lambda *values: edit_room(*values, version=1), here, room_id, facts)

        event = last_event()
        assert (event.action, event.subject_name) == ("residency:room:edit", "202室")
        assert event.changes["capacity"] == [8, 9]

    def test_are_neither_too_small_nor_retired_while_taken(self, here, organization, room):
        entered(here, organization, room, desks=5)

        for facts in (
            RoomFacts("000000000000", "201室", RoomKind.ROOM, 4),
            RoomFacts("000000000000", "201室", RoomKind.ROOM, 8, is_retired=True),
        ):
            with pytest.raises(errors.RoomInUseError) as refused:
                run(lambda *values: edit_room(*values, version=1), here, room.id, facts)
            assert refused.value.taken == 5

    def test_refuse_a_stale_form(self, here, room):
        with pytest.raises(errors.StaleFormError):
            run(lambda *values: edit_room(*values, version=0), here, room.id, self.FACTS)

    def test_refuse_a_division_out_of_view(self, session):
        codes = example_divisions()

        with pytest.raises(UnknownDivisionError):
            run(add_room, look(codes["晴川街道"]), self.FACTS)
