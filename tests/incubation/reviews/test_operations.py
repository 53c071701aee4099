from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.extensions import db
from app.incubation.reviews import operations, queries
from app.incubation.reviews.errors import (
    NoCriteriaError,
    NotDraftError,
    NothingAboveError,
    NotInForceError,
    NotOwnDraftError,
    StaleReviewError,
    UnscoredError,
)
from app.incubation.reviews.models import Recommendation, Review, ReviewScore, ReviewState
from app.incubation.reviews.operations import DraftEdit, ScoreEntry
from app.organizations.errors import (
    BeforeExistenceError,
    FutureDayError,
    KnownAtRefusedError,
    ReasonMissingError,
)
from app.organizations.models import Organization
from app.organizations.standings import Standing
from app.standpoint import today
from tests.factories import OrganizationFactory, StandingChangeFactory
from tests.incubation.reviews.conftest import look_of
from tests.organizations.writes import last_event, run

DAY = date(2026, 3, 1)


def begin(street, on=DAY, here=None, organization=None):
    organization = organization or street.organization
    return run(operations.begin_review, here or street.here, organization.id, on)


def draft_edit(street, version=1, charter=4, brand=1, **options):
    scores = [
        ScoreEntry(street.criteria.charter, charter, "见附件"),
        ScoreEntry(street.criteria.brand, brand),
    ]
    facts = {"recommendation": Recommendation.ADVANCE, "conclusion": "可以进入", **options}
    return DraftEdit(version, scores, **facts)


def conclude(street, **options):
    review = begin(street)
    run(operations.save_scores, street.here, review.id, draft_edit(street, **options))
    run(operations.conclude_review, street.here, review.id)
    return queries.get_review(street.here, review.id)


def scores_of(review_id):
    rows = db.session.scalars(select(ReviewScore).where(ReviewScore.review_id == review_id))
    return {row.criterion_id: row for row in rows}


class TestBeginReview:
    def test_makes_a_draft_towards_the_next_stage_by_the_set_of_that_day(self, street):
        review = begin(street)

        assert (review.state, review.to_stage) == (ReviewState.DRAFT, "growing")
        assert (review.set_id, review.reviewer_id) == (street.criteria.id, street.staff.id)
        assert last_event().action == "review:begin"

    def test_goes_by_the_older_set_before_the_newer_one(self, street):
        assert begin(street, date(2020, 6, 1)).set_id != street.criteria.id

    def test_keeps_the_drafts_of_two_at_once_apart(self, street):
        mine = begin(street)
        theirs = begin(street, here=look_of(street.colleague))
        again = begin(street)

        assert mine.id != theirs.id
        assert again.id == mine.id
        assert db.session.query(Review).count() == 2

    def test_begins_with_the_first_stage_where_there_is_none(self, street):
        fresh = OrganizationFactory.create(division_code=street.divisions["晴湾社区"])

        assert begin(street, organization=fresh).to_stage == "sprouting"

    @pytest.mark.parametrize(
        ("on", "error"),
        [
            (today() + timedelta(days=1), FutureDayError),
            (date(2019, 12, 31), BeforeExistenceError),
        ],
    )
    def test_refuses_a_day_yet_to_come_and_one_before_the_organization(self, street, on, error):
        with pytest.raises(error):
            begin(street, on)

    def test_refuses_the_last_stage_and_what_is_no_longer_in_force(self, street):
        community = street.divisions["晴湾社区"]
        grown = OrganizationFactory.create(division_code=community, histories__stage="graduated")
        with pytest.raises(NothingAboveError):
            begin(street, organization=grown)

        StandingChangeFactory.create(
            organization_id=street.organization.id,
            standing=Standing.DEREGISTERED,
            since=date(2025, 1, 1),
        )
        with pytest.raises(NotInForceError):
            begin(street)

    def test_refuses_a_day_without_criteria(self, street):
        old = OrganizationFactory.create(
            division_code=street.divisions["晴湾社区"], histories__since=date(1999, 1, 1)
        )
        with pytest.raises(NoCriteriaError):
            begin(street, date(1999, 6, 1), organization=old)

    def test_does_not_reach_another_division_nor_an_earlier_knowledge(self, street):
        with pytest.raises(NoResultFound):
            begin(street, organization=street.foreign)
        with pytest.raises(KnownAtRefusedError):
            begin(street, here=look_of(street.staff, **{"known-at": "2026-01-01T00:00"}))


class TestSaveScores:
    def test_keeps_points_notes_and_what_is_to_be_concluded(self, street):
        review = begin(street)

        run(operations.save_scores, street.here, review.id, draft_edit(street))

        saved = queries.get_review(street.here, review.id)
        assert (saved.version, saved.conclusion) == (2, "可以进入")
        assert scores_of(review.id)[street.criteria.charter].score == 4
        assert scores_of(review.id)[street.criteria.charter].note == "见附件"

    def test_refuses_what_was_made_from_an_older_version(self, street):
        review = begin(street)
        run(operations.save_scores, street.here, review.id, draft_edit(street))

        with pytest.raises(StaleReviewError):
            run(operations.save_scores, street.here, review.id, draft_edit(street, charter=1))

        assert scores_of(review.id)[street.criteria.charter].score == 4

    def test_takes_no_points_for_what_the_register_answers_or_nobody_asks(self, street):
        review = begin(street)
        entries = [ScoreEntry(street.criteria.members, 5), ScoreEntry(street.criteria.team, 5)]

        run(operations.save_scores, street.here, review.id, DraftEdit(1, entries))

        found = scores_of(review.id)
        assert found[street.criteria.members].score is None
        assert street.criteria.team not in found

    def test_leaves_the_drafts_of_others_alone(self, street):
        review = begin(street)
        with pytest.raises(NotOwnDraftError):
            run(
                operations.save_scores,
                look_of(street.colleague),
                review.id,
                draft_edit(street),
            )


class TestConcludeReview:
    def test_keeps_the_answers_of_the_register_and_the_gate_as_they_are(self, street):
        review = conclude(street, charter=2)

        found = scores_of(review.id)
        members = found[street.criteria.members]
        assert (members.is_met, members.score) == (True, None)
        assert "12" in members.fact
        assert found[street.criteria.charter].is_met is False
        assert review.gate["unmet_required"] == [street.criteria.charter]
        # The charter, and the only weighed criterion to reach 60 percent.
        assert (review.gate["missing"], review.gate["passed"]) == (2, False)
        assert last_event().changes == {"recommendation": "advance", "missing": 2}

        db.session.get(Organization, street.organization.id).member_count = 3
        db.session.commit()
        assert scores_of(review.id)[street.criteria.members].is_met is True

    def test_answers_what_people_are_asked(self, street):
        conclude(street, charter=3, brand=2)
        id_ = street.organization.id

        answers = queries.latest_answers(street.here, [id_, street.foreign.id])

        assert set(answers) == {id_}
        told = {key: (item.is_met, item.fact) for key, item in answers[id_].items()}
        assert told == {
            street.criteria.charter: (True, "见附件"),
            street.criteria.brand: (False, None),
        }

    def test_needs_every_point_and_a_conclusion(self, street):
        review = begin(street)
        run(operations.save_scores, street.here, review.id, draft_edit(street, brand=None))
        with pytest.raises(UnscoredError) as error:
            run(operations.conclude_review, street.here, review.id)
        assert error.value.criterion_ids == [street.criteria.brand]

        edit = draft_edit(street, version=2, conclusion=None)
        run(operations.save_scores, street.here, review.id, edit)
        with pytest.raises(ReasonMissingError):
            run(operations.conclude_review, street.here, review.id)

    def test_is_final(self, street):
        review = conclude(street)
        with pytest.raises(NotDraftError):
            run(operations.save_scores, street.here, review.id, draft_edit(street, version=3))
        with pytest.raises(NotDraftError):
            run(operations.conclude_review, street.here, review.id)


class TestWithdrawReview:
    def test_makes_it_count_no_longer_but_for_those_who_look_back(self, street):
        review = conclude(street)
        before = review.concluded_at

        with pytest.raises(ReasonMissingError):
            run(operations.withdraw_review, street.here, review.id, None)
        run(operations.withdraw_review, street.here, review.id, "评错了组织")

        id_ = street.organization.id
        assert queries.latest_answers(street.here, [id_]) == {}
        then = look_of(street.staff, **{"known-at": before.isoformat()})
        assert set(queries.latest_answers(then, [id_])) == {id_}
        assert last_event().changes["reason"] == "评错了组织"

    def test_happens_once(self, street):
        review = begin(street)
        run(operations.withdraw_review, look_of(street.colleague), review.id, None)
        with pytest.raises(NotDraftError):
            run(operations.withdraw_review, street.here, review.id, "再撤")


class TestLatestAnswers:
    def test_are_those_of_the_latest_day_up_to_the_standpoints(self, street):
        first = begin(street, date(2026, 5, 1))
        run(operations.save_scores, street.here, first.id, draft_edit(street, charter=5))
        run(operations.conclude_review, street.here, first.id)
        conclude(street, charter=1)  # of an earlier day, entered later

        id_, charter = street.organization.id, street.criteria.charter
        assert queries.latest_answers(street.here, [id_])[id_][charter].is_met is True
        march = look_of(street.staff, on="2026-04-01")
        assert queries.latest_answers(march, [id_])[id_][charter].is_met is False
        assert queries.latest_answers(look_of(street.staff, on="2026-02-01"), [id_]) == {}
