from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.extensions import db
from app.history.points import DayTakenError
from app.organizations.errors import BeforeExistenceError, FutureDayError, ReasonMissingError
from app.projects import errors, operations, queries
from app.projects.facts import Carrier, ProjectFacts, StepTaken
from app.projects.models import ProjectDetail
from app.projects.words import Decision
from app.standpoint import make_standpoint, today
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.projects import RoundFactory

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
STREET = "330199001000"


@pytest.fixture
def standpoint(session):
    example_divisions()
    return make_standpoint({}, viewer=AccountFactory.create().id, division=STREET)


def enter(standpoint, on=SPRING, **facts):
    facts = ProjectFacts(**{"name": "银龄课堂", "kind": "民生微实事", **facts})
    return operations.enter_project(standpoint, facts, StepTaken("applied", on))


def passed(to, on, opinion=None):
    return StepTaken(to, on, Decision.PASS, opinion)


def steps(standpoint, project_id):
    live = queries.list_steps(standpoint, project_id)
    return [(item.step, item.decision) for item in live if item.superseded_at is None]


class TestEntering:
    def test_belongs_where_its_organization_does_and_is_told_to_the_log(self, standpoint):
        organization = OrganizationFactory.create(division_code="330199001001")

        number = enter(standpoint, organizations=(Carrier(organization.id),))

        project = queries.get_project(standpoint, number)
        assert project.division_code == "330199001001"
        assert project.pipeline_key == "default"
        assert steps(standpoint, number) == [("applied", None)]
        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (event.action, event.subject_name) == ("project:enter", "银龄课堂")

    def test_refuses_a_day_before_the_organization_was_there(self, standpoint):
        organization = OrganizationFactory.create(division_code="330199001001")
        early = date(1950, 1, 1)
        with pytest.raises(BeforeExistenceError):
            enter(standpoint, on=early, organizations=(Carrier(organization.id),))

    @pytest.mark.parametrize(
        ("facts", "error"),
        [
            ({"starts_on": SUMMER, "ends_on": SPRING}, errors.EndBeforeStartError),
            ({"pipeline": "nothing"}, errors.UnknownWordError),
            ({"round_id": 999}, errors.UnknownWordError),
            ({"organizations": (Carrier(999_999),)}, errors.UnknownCarrierError),
            ({"organizations": (Carrier(None),)}, errors.UnknownCarrierError),
        ],
    )
    def test_refuses_facts_that_do_not_fit(self, standpoint, facts, error):
        with pytest.raises(error):
            enter(standpoint, **facts)

    def test_refuses_a_number_that_is_taken(self, standpoint):
        enter(standpoint, number="2026-1")
        with pytest.raises(errors.NumberTakenError):
            enter(standpoint, number="2026-1")

    def test_keeps_to_the_cap_and_the_days_of_its_round(self, standpoint):
        round_ = RoundFactory.create(
            pipeline_key="default", cap=100, opens_on=SPRING, closes_on=SUMMER
        )
        with pytest.raises(errors.OverCapError):
            enter(standpoint, round_id=round_.id, requested=101)
        with pytest.raises(errors.RoundClosedError):
            enter(standpoint, on=AUTUMN, round_id=round_.id)
        number = enter(standpoint, on=SUMMER, round_id=round_.id, requested=100)
        assert queries.overview_of(standpoint, number).detail.requested == 100


class TestSteps:
    def test_go_forward_and_back_and_end(self, standpoint):
        number = enter(standpoint)
        operations.take_step(standpoint, number, passed("reviewed", SUMMER))
        back = StepTaken("applied", SUMMER + timedelta(1), Decision.RETURN, "预算不清")
        operations.take_step(standpoint, number, back)
        operations.take_step(standpoint, number, passed("applied", SUMMER + timedelta(2)))
        declined = StepTaken("applied", AUTUMN, Decision.DECLINE, "重复")
        operations.take_step(standpoint, number, declined)

        assert steps(standpoint, number)[-1] == ("applied", "decline")
        with pytest.raises(errors.WrongStepError):
            operations.take_step(standpoint, number, passed("reviewed", today()))

    @pytest.mark.parametrize(
        ("taken", "error"),
        [
            (passed("reviewed", SPRING), DayTakenError),
            (passed("reviewed", SPRING - timedelta(1)), errors.OutOfOrderError),
            (passed("reviewed", date(2999, 1, 1)), FutureDayError),
            (passed("applied", SUMMER), errors.WrongStepError),
            (passed("closed", SUMMER), errors.WrongStepError),
            (StepTaken("reviewed", SUMMER, None), errors.WrongStepError),
            (StepTaken("applied", SUMMER, Decision.DECLINE), ReasonMissingError),
        ],
    )
    def test_that_cannot_follow_are_refused(self, standpoint, taken, error):
        number = enter(standpoint)
        with pytest.raises(error):
            operations.take_step(standpoint, number, taken)

    def test_accepting_with_something_missing_needs_a_reason(self, standpoint):
        number = enter(standpoint)
        with pytest.raises(errors.UnmetConditionsError) as refused:
            operations.take_step(standpoint, number, passed("accepted", SUMMER))
        assert refused.value.missing == ["还没有登记成效指标的完成值"]

        operations.take_step(standpoint, number, passed("accepted", SUMMER, "街道已现场验收"))
        assert steps(standpoint, number)[-1] == ("accepted", "pass")

    def test_are_corrected_between_their_neighbors_and_withdrawn_from_the_end(self, standpoint):
        number = enter(standpoint)
        operations.take_step(standpoint, number, passed("reviewed", SUMMER))
        operations.take_step(standpoint, number, passed("confirmed", AUTUMN))
        _first, middle, last = queries.list_steps(standpoint, number)

        with pytest.raises(errors.OutOfOrderError):
            later = passed("reviewed", AUTUMN + timedelta(1))
            operations.correct_step(standpoint, middle.id, later)
        with pytest.raises(errors.WrongStepError):
            operations.withdraw_step(standpoint, middle.id)
        operations.correct_step(standpoint, middle.id, passed("reviewed", SUMMER + timedelta(3)))
        operations.withdraw_step(standpoint, last.id)

        live = [item for item in queries.list_steps(standpoint, number) if not item.superseded_at]
        assert [item.since for item in live] == [SPRING, SUMMER + timedelta(3)]


class TestEditing:
    def test_supersedes_the_facts_so_that_earlier_ones_can_be_read(self, standpoint):
        number = enter(standpoint, requested=100)
        changed = ProjectFacts(name="银龄学堂", kind="民生微实事", requested=200)

        assert operations.edit_project(standpoint, number, changed, version=1)
        assert not operations.edit_project(standpoint, number, changed, version=2)

        rows = select(ProjectDetail).where(ProjectDetail.project_id == number)
        details = db.session.scalars(rows.order_by(ProjectDetail.id)).all()
        assert [(item.requested, item.superseded_at is None) for item in details] == [
            (100, False),
            (200, True),
        ]

    def test_refuses_a_stale_form_and_an_unexplained_change_once_handed_on(self, standpoint):
        number = enter(standpoint)
        operations.take_step(standpoint, number, passed("reviewed", SUMMER))
        changed = ProjectFacts(name="银龄学堂", kind="民生微实事")
        with pytest.raises(errors.StaleProjectError):
            operations.edit_project(standpoint, number, changed, version=1)
        with pytest.raises(ReasonMissingError):
            operations.edit_project(standpoint, number, changed, version=2)
        back = StepTaken("applied", AUTUMN, Decision.RETURN, "名称有误")
        operations.take_step(standpoint, number, back)
        assert operations.edit_project(standpoint, number, changed)


class TestRecycleBin:
    def test_takes_the_project_out_of_view_and_gives_it_back_with_its_steps(self, standpoint):
        number = enter(standpoint)
        operations.take_step(standpoint, number, passed("reviewed", SUMMER))

        operations.withdraw_project(standpoint, number)
        with pytest.raises(NoResultFound):
            queries.get_project(standpoint, number)
        assert [name for _project, name in queries.list_withdrawn(standpoint)] == ["银龄课堂"]

        operations.restore_project(standpoint, number)
        assert steps(standpoint, number) == [("applied", None), ("reviewed", "pass")]
