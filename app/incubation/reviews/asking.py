"""Which criteria a review asks, and what of them is answered already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.history import points
from app.incubation.criteria.facts import facts_of
from app.incubation.criteria.facts import questions_of as register_questions
from app.incubation.criteria.gates import Answer, Gate, criteria_for, gate_of
from app.incubation.criteria.models import Criterion
from app.incubation.reviews.errors import NothingAboveError, NotInForceError
from app.incubation.reviews.models import Review
from app.incubation.reviews.scoring import is_enough
from app.organizations.dictionaries import stage_words
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.models import StageChange, StandingChange
from app.organizations.stages import StageWord
from app.organizations.standings import IN_FORCE, Standing
from app.standpoint import Standpoint, today


@dataclass(frozen=True)
class Questions:
    """The criteria of a review, and the register's answers to those it can answer.

    A criterion whose column no feature contributes is for people, too.
    """

    criteria: tuple[Criterion, ...]
    automatic: frozenset[int]
    facts: Mapping[int, Answer]

    @property
    def for_people(self) -> tuple[Criterion, ...]:
        return tuple(item for item in self.criteria if item.id not in self.automatic)

    def gate(self, review: Review, scores: Mapping[int, int | None]) -> Gate:
        """Return the gate with these points of people, by criterion."""
        given = {
            item.id: Answer(item.id, is_enough(scores.get(item.id))) for item in self.for_people
        }
        share = review.criterion_set.weighed_share
        return gate_of(review.to_stage, self.criteria, {**self.facts, **given}, share)


def questions_of(standpoint: Standpoint, review: Review) -> Questions:
    """Return what a draft asks, by how the organization stood on the review's day."""
    standing = standing_on(review.organization_id, review.on)
    criteria = criteria_for(review.criterion_set.criteria, review.to_stage, standing)
    there = standpoint.at_day(review.on)
    facts = facts_of(there, [review.organization_id], criteria).get(review.organization_id, {})
    return Questions(
        criteria, frozenset(item.criterion_id for item in register_questions(criteria)), facts
    )


def check_day(organization_id: int, on: date) -> None:
    """Raise FutureDayError, BeforeExistenceError or NotInForceError for a day without reviews."""
    if on > today():
        raise FutureDayError
    standing = standing_on(organization_id, on)
    if standing is None:
        raise BeforeExistenceError
    if standing not in IN_FORCE:
        raise NotInForceError


def standing_on(organization_id: int, on: date) -> Standing | None:
    live = points.list_live(StandingChange, organization_id)
    return next((point.standing for point in reversed(live) if point.since <= on), None)


def next_stage(organization_id: int, on: date) -> StageWord:
    """Return the stage after the one the organization was at, the first after none.

    Raises NothingAboveError.
    """
    live = points.list_live(StageChange, organization_id)
    key = next((point.stage for point in reversed(live) if point.since <= on), None)
    following = stage_after(key, stage_words())
    if following is None:
        raise NothingAboveError
    return following


def stage_after(key: str | None, words: Iterable[StageWord]) -> StageWord | None:
    """Return the next stage in use above the one of this key."""
    ordered = sorted(words, key=lambda word: word.rank)
    rank = next((word.rank for word in ordered if word.key == key), 0)
    return next((word for word in ordered if word.rank > rank and not word.is_retired), None)
