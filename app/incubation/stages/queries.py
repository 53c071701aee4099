"""Reads of moves between stages. Every function takes the standpoint first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from app.divisions.queries import within
from app.extensions import db
from app.incubation.reviews.models import Review, ReviewState, StageBasis
from app.organizations.models import Organization, StageChange
from app.organizations.sources import Sources
from app.standpoint import Standpoint


@dataclass(frozen=True)
class Basis:
    """What a stage change rests on; `unmet` are texts of required criteria of an exception."""

    is_exception: bool
    unmet: Sequence[str]
    review_id: int | None
    review_on: date | None
    is_review_withdrawn: bool


@dataclass(frozen=True)
class CandidateFilter:
    """Which organizations to choose from; None means all. `stage` may be "none"."""

    stage: str | None = None
    community: str | None = None
    ids: Collection[int] | None = None


@dataclass(frozen=True)
class Candidate:
    """An organization that may be moved, with the stage it is at."""

    id: int
    name: str
    stage: str | None
    since: date | None


NO_STAGE = "none"


def bases_of(standpoint: Standpoint, stage_change_ids: Collection[int]) -> dict[int, Basis]:
    """Return what these stage changes rest on; those that rest on nothing are left out."""
    if not stage_change_ids:
        return {}
    statement = (
        select(StageBasis, Review.on, Review.state)
        .join(StageChange, StageBasis.stage_change_id == StageChange.id)
        .join(Organization, StageChange.organization_id == Organization.id)
        .outerjoin(Review, StageBasis.review_id == Review.id)
        .where(
            StageBasis.stage_change_id.in_(stage_change_ids),
            within(Organization.division_code, standpoint),
        )
    )
    return {
        basis.stage_change_id: Basis(
            basis.is_exception, basis.unmet, basis.review_id, on, state is ReviewState.WITHDRAWN
        )
        for basis, on, state in db.session.execute(statement).tuples()
    }


def list_candidates(
    standpoint: Standpoint, wanted: CandidateFilter, *, offset: int = 0, limit: int = 20
) -> list[Candidate]:
    """Return organizations in force by name."""
    statement = _candidates(standpoint, wanted).order_by(Organization.sort_key, Organization.id)
    rows = db.session.execute(statement.offset(offset).limit(limit)).tuples()
    return [Candidate(*row) for row in rows]


def count_candidates(standpoint: Standpoint, wanted: CandidateFilter, *, up_to: int) -> int:
    """Count the organizations, but stop at `up_to`."""
    some = _candidates(standpoint, wanted).limit(up_to).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _candidates(standpoint: Standpoint, wanted: CandidateFilter) -> Select[Any]:
    sources = Sources(standpoint)
    stage = sources.stage
    statement = sources.select(Organization.id, Organization.name, stage.stage, stage.since).where(
        sources.in_force()
    )
    if wanted.stage == NO_STAGE:
        statement = statement.where(stage.stage.is_(None))
    elif wanted.stage is not None:
        statement = statement.where(stage.stage == wanted.stage)
    if wanted.community is not None:
        statement = statement.where(Organization.division_code == wanted.community)
    if wanted.ids is not None:
        statement = statement.where(Organization.id.in_(wanted.ids))
    return statement  # type: ignore[no-any-return]
