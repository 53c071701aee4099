"""Writes: the one door through which pages move an organization from stage to stage.

Operations flush and audit; the view commits. Imports record stages without asking the gate.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.audit import operations as audit
from app.extensions import db
from app.history import points
from app.incubation.gates.computing import Place, places_of
from app.incubation.reviews.models import ReviewState, StageBasis
from app.incubation.reviews.queries import get_review
from app.incubation.stages.errors import GateNotPassedError, ReviewNotCitableError
from app.incubation.stages.queries import bases_of
from app.incubation.stages.way import unmet_on_the_way
from app.organizations import operations
from app.organizations.chain import place_of
from app.organizations.errors import ChangeRefusedError
from app.organizations.models import StageChange
from app.organizations.operations import StageMove
from app.organizations.operations.subject import subject, take_place
from app.organizations.queries import get_organization, get_point
from app.standpoint import Standpoint


@dataclass(frozen=True)
class MoveResult:
    """What became of one organization of several; `unmet` of one that moved: an exception."""

    organization_id: int
    move: StageMove
    error: Exception | None = None
    unmet: tuple[str, ...] = ()


def move_stage(
    standpoint: Standpoint, organization_id: int, move: StageMove, review_id: int | None = None
) -> None:
    """Move the organization, resting on a review if given.

    With required criteria unmet the move is an exception and needs a reason. Raises
    GateNotPassedError, ReviewNotCitableError, and as `organizations.operations.record_stage`.
    """
    take_place(standpoint)
    there = standpoint.at_day(move.since.date)
    unmet = unmet_on_the_way(there, places_of(there, [organization_id]), move.to)
    _move(standpoint, organization_id, move, unmet.get(organization_id, ()), review_id)


def correct_move(
    standpoint: Standpoint, point_id: int, move: StageMove, review_id: int | None = None
) -> None:
    """Put a recorded move right; to another stage, the gate is asked as if it were made now.

    A corrected day or reason leaves what was judged then as it was. Raises as `move_stage`.
    """
    take_place(standpoint)
    old = get_point(standpoint, StageChange, point_id)
    organization_id = old.organization_id
    if move.to == old.stage:
        basis = bases_of(standpoint, [point_id]).get(point_id)
        unmet = () if basis is None else tuple(basis.unmet)
    else:
        unmet = _unmet_instead_of(standpoint, old, move)
    _check_review(standpoint, organization_id, move, review_id)
    operations.correct_stage(standpoint, point_id, move)
    _rest_on(standpoint, organization_id, move, unmet, review_id)


def move_stages(standpoint: Standpoint, moves: Sequence[tuple[int, StageMove]]) -> list[MoveResult]:
    """Move several, each on its own: one that is refused does not stop the others.

    All moves are of one day. Raises and NoResultFound for an organization
    outside the standpoint.
    """
    take_place(standpoint)
    if not moves:
        return []
    there = standpoint.at_day(moves[0][1].since.date)
    places = {place.organization_id: place for place in places_of(there, [id_ for id_, _ in moves])}
    unmet = _unmet_by_target(there, places, moves)
    return [_moved_alone(standpoint, id_, move, unmet.get(id_, ())) for id_, move in moves]


def _unmet_instead_of(standpoint: Standpoint, old: StageChange, move: StageMove) -> tuple[str, ...]:
    there = standpoint.at_day(move.since.date)
    rest = [
        point for point in points.list_live(StageChange, old.organization_id) if point is not old
    ]
    before = place_of(move.since.date, rest).before
    places = [
        replace(place, stage=None if before is None else before.stage)
        for place in places_of(there, [old.organization_id])
    ]
    return unmet_on_the_way(there, places, move.to).get(old.organization_id, ())


def _unmet_by_target(
    there: Standpoint, places: dict[int, Place], moves: Sequence[tuple[int, StageMove]]
) -> dict[int, tuple[str, ...]]:
    unmet: dict[int, tuple[str, ...]] = {}
    for to_stage in sorted({move.to for _, move in moves}):
        some = [places[id_] for id_, move in moves if move.to == to_stage and id_ in places]
        unmet.update(unmet_on_the_way(there, some, to_stage))
    return unmet


def _moved_alone(
    standpoint: Standpoint, organization_id: int, move: StageMove, unmet: tuple[str, ...]
) -> MoveResult:
    try:
        with db.session.begin_nested():
            _move(standpoint, organization_id, move, unmet)
    except (ChangeRefusedError, points.DayTakenError) as error:
        return MoveResult(organization_id, move, error, unmet)
    return MoveResult(organization_id, move, None, unmet)


def _move(
    standpoint: Standpoint,
    organization_id: int,
    move: StageMove,
    unmet: tuple[str, ...],
    review_id: int | None = None,
) -> None:
    _check_review(standpoint, organization_id, move, review_id)
    operations.record_stage(standpoint, organization_id, move)
    _rest_on(standpoint, organization_id, move, unmet, review_id)


def _check_review(
    standpoint: Standpoint, organization_id: int, move: StageMove, review_id: int | None
) -> None:
    if review_id is None:
        return
    review = get_review(standpoint, review_id)
    is_of_another = review.organization_id != organization_id
    if is_of_another or review.state is not ReviewState.CONCLUDED or review.on > move.since.date:
        raise ReviewNotCitableError


def _rest_on(
    standpoint: Standpoint,
    organization_id: int,
    move: StageMove,
    unmet: tuple[str, ...],
    review_id: int | None,
) -> None:
    """Keep what the change just recorded rests on, and tell the log of an exception."""
    if unmet and not move.reason:
        raise GateNotPassedError(unmet)
    if not unmet and review_id is None:
        return
    change = points.find_on_day(StageChange, organization_id, move.since.date)
    assert change is not None
    db.session.add(
        StageBasis(
            stage_change_id=change.id,
            review_id=review_id,
            is_exception=bool(unmet),
            unmet=list(unmet),
        )
    )
    db.session.flush()
    if unmet:
        audit.record(
            "organization:stage:except",
            subject(get_organization(standpoint, organization_id)),
            by=standpoint.viewer,
            stage=move.to,
            since=str(move.since),
            unmet=list(unmet),
        )
