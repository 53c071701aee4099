from datetime import date
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.db import utc_now
from app.extensions import db
from app.incubation.criteria import errors, operations, queries
from app.incubation.criteria.models import Audience, Criterion, CriterionSet, Dimension, Proof
from app.incubation.criteria.operations import CriterionDraft, SetDraft, draft_of
from app.incubation.reviews.models import Review, ReviewScore, ReviewState
from app.organizations.errors import KnownAtRefusedError
from app.organizations.predicates import Operator, Rule
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory
from tests.factories.criteria import CriterionFactory, CriterionSetFactory
from tests.organizations.writes import last_event, run

DRAFT = SetDraft("2027年标准", date(2027, 1, 1), 70)


@pytest.fixture
def hub(session):
    """A set of two criteria besides the shipped one, and somebody who keeps criteria."""
    staff = AccountFactory.create()
    found = CriterionSetFactory.create(name="现行标准", since=date(2025, 1, 1))
    return SimpleNamespace(
        staff=staff,
        look=make_standpoint({}, viewer=staff.id, division=staff.division_code),
        set=found.id,
        first=CriterionFactory.create(set_id=found.id, code="一").id,
        second=CriterionFactory.create(set_id=found.id, code="二").id,
    )


def criterion(**values):
    usual = {
        "code": "三",
        "stage": "growing",
        "audience": Audience.ANY,
        "dimension": Dimension.TEAM,
        "text": "成员10人及以上",
        "is_required": True,
        "weight": 1,
        "proof": Proof.REGISTER,
        "rule": Rule("member_count", Operator.AT_LEAST, 10),
    }
    return CriterionDraft(**{**usual, **values})


def review_by(hub, *, state=ReviewState.CONCLUDED):
    is_concluded = state is ReviewState.CONCLUDED
    organization = OrganizationFactory.create()
    review = Review(
        organization_id=organization.id,
        set_id=hub.set,
        to_stage="growing",
        on=date(2026, 1, 1),
        state=state,
        reviewer_id=hub.staff.id,
        recorded_at=utc_now(),
        concluded_at=utc_now() if is_concluded else None,
    )
    review.scores = [ReviewScore(criterion_id=hub.first, score=4)]
    db.session.add(review)
    db.session.commit()


def codes(hub, set_id=None):
    found = queries.get_set(hub.look, set_id or hub.set)
    return [(item.code, item.is_retired) for item in found.criteria]


class TestSetInForce:
    def test_is_the_latest_up_to_the_day(self, hub):
        newer = CriterionSetFactory.create(since=date(2026, 6, 1))

        assert queries.find_set_in_force(hub.look).id == newer.id
        assert queries.find_set_in_force(hub.look, date(2026, 5, 31)).id == hub.set
        assert queries.find_set_in_force(hub.look, date(2019, 1, 1)) is None

    def test_is_the_one_known_at_the_instant(self, hub):
        before = utc_now()
        CriterionSetFactory.create(since=date(2026, 6, 1))
        earlier = make_standpoint(
            {"known-at": before.isoformat()}, viewer=hub.staff.id, division=hub.look.division
        )

        assert queries.find_set_in_force(earlier).id == hub.set


class TestCopying:
    def test_takes_what_is_not_retired_into_a_set_of_its_own(self, hub):
        CriterionFactory.create(set_id=hub.set, code="旧", is_retired=True)

        made = run(operations.copy_set, hub.look, hub.set, DRAFT)

        assert codes(hub, made) == [("一", False), ("二", False)]
        assert codes(hub) == [("一", False), ("二", False), ("旧", True)]
        assert queries.find_set_in_force(hub.look, date(2027, 1, 1)).id == made
        assert queries.find_set_in_force(hub.look).id == hub.set
        event = last_event()
        assert (event.action, event.subject_name) == ("criteria:set:add", "2027年标准")
        assert event.changes["copied_from"] == "现行标准"

    def test_refuses_a_day_that_is_taken(self, hub):
        with pytest.raises(errors.SetDayTakenError):
            run(operations.copy_set, hub.look, hub.set, SetDraft("x", date(2025, 1, 1), 60))

    def test_refuses_a_look_at_earlier_knowledge(self, hub):
        look = make_standpoint(
            {"known-at": "2026-01-01T00:00:00Z"}, viewer=hub.staff.id, division=hub.look.division
        )
        with pytest.raises(KnownAtRefusedError):
            run(operations.copy_set, look, hub.set, DRAFT)


class TestEditingASet:
    def test_changes_it_and_makes_it_the_hubs_own(self, hub):
        shipped = db.session.scalars(sa.select(CriterionSet).where(CriterionSet.is_proposal)).one()
        draft = SetDraft("本地标准", shipped.since, 50)

        run(operations.edit_set, hub.look, shipped.id, draft, shipped.version)

        after = queries.get_set(hub.look, shipped.id)
        assert (after.name, after.weighed_share, after.is_proposal) == ("本地标准", 50, False)
        assert after.version == 2
        assert last_event().changes["weighed_share"] == ["60", "50"]

    def test_refuses_another_day_once_it_is_used_but_not_another_name(self, hub):
        review_by(hub)

        run(operations.edit_set, hub.look, hub.set, SetDraft("改名", date(2025, 1, 1), 60), 1)
        with pytest.raises(errors.SetUsedError):
            run(operations.edit_set, hub.look, hub.set, SetDraft("改名", date(2025, 2, 1), 60), 2)

    def test_refuses_a_stale_one(self, hub):
        with pytest.raises(errors.StaleSetError):
            run(operations.edit_set, hub.look, hub.set, DRAFT, 9)


class TestWithdrawing:
    def test_brings_the_one_before_back(self, hub):
        run(operations.withdraw_set, hub.look, hub.set)

        assert queries.find_set_in_force(hub.look).is_proposal
        assert queries.get_set(hub.look, hub.set).superseded_by == hub.staff.id
        assert last_event().action == "criteria:set:withdraw"
        with pytest.raises(NoResultFound):
            run(operations.withdraw_set, hub.look, hub.set)

    def test_refuses_a_used_one(self, hub):
        review_by(hub)

        with pytest.raises(errors.SetUsedError):
            run(operations.withdraw_set, hub.look, hub.set)

    def test_refuses_the_last_one(self, hub):
        shipped = db.session.scalars(sa.select(CriterionSet).where(CriterionSet.is_proposal)).one()
        run(operations.withdraw_set, hub.look, shipped.id)

        with pytest.raises(errors.LastSetError):
            run(operations.withdraw_set, hub.look, hub.set)


class TestCriteria:
    def test_are_added_at_the_end(self, hub):
        made = run(operations.add_criterion, hub.look, hub.set, criterion())

        found = queries.get_set(hub.look, hub.set)
        assert [item.id for item in found.criteria] == [hub.first, hub.second, made]
        assert draft_of(found.criteria[-1]) == criterion()
        assert found.version == 2
        assert last_event().changes["criterion"] == [None, "三 成员10人及以上"]

    def test_are_edited(self, hub):
        run(operations.edit_criterion, hub.look, hub.set, hub.first, criterion(code="一"))

        assert draft_of(db.session.get(Criterion, hub.first)) == criterion(code="一")
        assert last_event().action == "criteria:edit"

    @pytest.mark.parametrize(
        ("values", "error"),
        [
            ({"code": "二"}, errors.CodeTakenError),
            ({"stage": "flying"}, errors.UnknownStageError),
            ({"rule": Rule("nothing", Operator.PRESENT)}, errors.UnknownColumnError),
            ({"rule": Rule("name", Operator.AT_LEAST, 1)}, errors.UnfittingRuleError),
        ],
    )
    def test_that_mean_nothing_are_refused(self, hub, values, error):
        with pytest.raises(error):
            run(operations.add_criterion, hub.look, hub.set, criterion(**values))
        with pytest.raises(error):
            run(operations.edit_criterion, hub.look, hub.set, hub.first, criterion(**values))

    def test_nobody_refers_to_are_deleted(self, hub):
        assert not run(operations.remove_criterion, hub.look, hub.set, hub.second)

        assert codes(hub) == [("一", False)]
        assert last_event().action == "criteria:remove"

    @pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.CONCLUDED])
    def test_a_review_uses_are_retired(self, hub, state):
        review_by(hub, state=state)

        assert run(operations.remove_criterion, hub.look, hub.set, hub.first)

        assert codes(hub) == [("一", True), ("二", False)]
        assert last_event().action == "criteria:retire"

    def test_of_a_set_that_a_review_went_by_stay_as_they_are(self, hub):
        review_by(hub)

        with pytest.raises(errors.SetUsedError):
            run(operations.add_criterion, hub.look, hub.set, criterion())
        with pytest.raises(errors.SetUsedError):
            run(operations.edit_criterion, hub.look, hub.set, hub.second, criterion())
        assert run(operations.remove_criterion, hub.look, hub.set, hub.second)  # retired only
        assert codes(hub) == [("一", False), ("二", True)]

    def test_of_a_set_with_nothing_but_drafts_may_change(self, hub):
        review_by(hub, state=ReviewState.DRAFT)

        run(operations.edit_criterion, hub.look, hub.set, hub.second, criterion())

        assert db.session.get(Criterion, hub.second).code == "三"

    def test_of_another_set_are_not_found(self, hub):
        with pytest.raises(NoResultFound):
            run(operations.edit_criterion, hub.look, 1, hub.first, criterion())

    def test_refuse_a_stale_form(self, hub):
        with pytest.raises(errors.StaleSetError):
            run(operations.add_criterion, hub.look, hub.set, criterion(), 9)


class TestEntering:
    def test_keeps_rules_whose_column_comes_later(self, hub):
        later = criterion(rule=Rule("trainings_attended", Operator.AT_LEAST, 1))

        made = run(operations.enter_set, hub.look, DRAFT, [later])

        assert draft_of(queries.get_set(hub.look, made).criteria[0]) == later

    def test_refuses_the_same_code_twice_and_leaves_nothing(self, hub):
        with pytest.raises(errors.CodeTakenError):
            run(operations.enter_set, hub.look, DRAFT, [criterion(), criterion()])

        assert len(queries.list_sets(hub.look)) == 2
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == 0
