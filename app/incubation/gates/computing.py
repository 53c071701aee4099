"""Working gates out: from how organizations stand, what the register says and what reviews say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.accounts.queries import operator
from app.db import utc_now
from app.divisions.codes import WHOLE
from app.extensions import db
from app.incubation.criteria.facts import facts_of
from app.incubation.criteria.gates import (
    Answer,
    CriterionWeighed,
    Gate,
    Lack,
    criteria_for,
    gate_of,
    lack_of,
)
from app.incubation.criteria.models import Criterion, CriterionSet
from app.incubation.criteria.queries import find_set_in_force
from app.incubation.reviews.queries import latest_answers
from app.organizations.attributes import CHUNK
from app.organizations.dictionaries import stage_words
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.organizations.stages import StageWord
from app.organizations.standings import Standing
from app.standpoint import LAST_DAY, Standpoint, today


@dataclass(frozen=True)
class Place:
    """Where an organization stands: with the authorities, and on the ladder of stages."""

    organization_id: int
    standing: Standing
    stage: str | None


@dataclass(frozen=True)
class Computed:
    """A gate of an organization."""

    place: Place
    gate: Gate


def over_everything() -> Standpoint:
    """Return today's look at the whole register, from which results are kept."""
    on = today()
    return Standpoint(operator().id, WHOLE, on, date(on.year, 1, 1))


def places_of(
    standpoint: Standpoint, organization_ids: Sequence[int], *, is_in_force: bool = False
) -> list[Place]:
    """Return where these organizations stand, those in force alone if asked."""
    sources = Sources(standpoint)
    parts = (sources.standing.standing, sources.stage.stage)
    statement = sources.select(Organization.id, *parts)
    if is_in_force:
        statement = statement.where(sources.in_force())
    return [
        Place(*row)
        for some in _chunks(organization_ids)
        for row in db.session.execute(statement.where(Organization.id.in_(some)))
    ]


def stages_above(words: Iterable[StageWord], stage: str | None) -> list[StageWord]:
    """Return the stages in use above this one, the next first; all of them above none."""
    ordered = sorted(words, key=lambda word: word.rank)
    rank = next((word.rank for word in ordered if word.key == stage), None)
    return [word for word in ordered if not word.is_retired and (rank is None or word.rank > rank)]


def compute_gates(
    standpoint: Standpoint, criterion_set: CriterionSet, places: Sequence[Place], to_stage: str
) -> list[Computed]:
    """Return the gate of each of these organizations to the stage, with the facts."""
    criteria = _of_stage(criterion_set, to_stage)
    answers = _answers(standpoint, places, criteria, is_told=True)
    share = criterion_set.weighed_share
    return [
        Computed(
            place,
            gate_of(
                to_stage,
                criteria_for(criteria, to_stage, place.standing),
                answers[place.organization_id],
                share,
            ),
        )
        for place in places
    ]


def results_of(organization_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return what is to be kept of those of the organizations that are in force, as rows."""
    standpoint = over_everything()
    criterion_set = find_set_in_force(standpoint)
    if criterion_set is None:
        return {}
    words = stage_words()
    by_next: dict[str | None, list[Place]] = {}
    for place in places_of(standpoint, organization_ids, is_in_force=True):
        above = stages_above(words, place.stage)
        by_next.setdefault(above[0].key if above else None, []).append(place)
    return {
        row["organization_id"]: row
        for to_stage, places in by_next.items()
        for row in _rows(standpoint, criterion_set, places, to_stage)
    }


def _rows(
    standpoint: Standpoint,
    criterion_set: CriterionSet,
    places: Sequence[Place],
    to_stage: str | None,
) -> Iterator[dict[str, Any]]:
    """Yield what is to be kept; to no stage, where nothing is above, nothing is asked."""
    criteria = _of_stage(criterion_set, to_stage)
    answers = _answers(standpoint, places, criteria, is_told=False)
    share = criterion_set.weighed_share

    @cache
    def asked_of(standing: Standing) -> tuple[int, ...]:
        return tuple(item.id for item in criteria_for(criteria, to_stage or "", standing))

    @cache  # many are asked the same and meet the same
    def lack(asked: tuple[int, ...], met: frozenset[int]) -> Lack[CriterionWeighed]:
        weighed: list[CriterionWeighed] = [item for item in criteria if item.id in asked]
        return lack_of(weighed, met, share)

    same = {
        "set_id": criterion_set.id,
        "set_version": criterion_set.version,
        "to_stage": to_stage,
        "computed_on": standpoint.on,
        "computed_at": utc_now(),
    }
    for place in places:
        asked = asked_of(place.standing)
        said = answers[place.organization_id]
        given = [said[id_] for id_ in asked if id_ in said]
        lacking = lack(asked, frozenset(item.criterion_id for item in given if item.is_met))
        unmet = [item.id for item in (*lacking.required, *lacking.weighed)]
        days = [item.changes_on for item in given if item.changes_on is not None]
        yield {
            **same,
            "organization_id": place.organization_id,
            "from_stage": place.stage,
            "total": len(asked),
            "met": len(asked) - len(unmet),
            "missing": lacking.missing,
            "unmet": unmet,
            "changes_on": min(days, default=LAST_DAY),
        }


def _of_stage(criterion_set: CriterionSet, to_stage: str | None) -> list[Criterion]:
    return [item for item in criterion_set.criteria if item.stage == to_stage]


def _answers(
    standpoint: Standpoint,
    places: Sequence[Place],
    criteria: Sequence[Criterion],
    *,
    is_told: bool,
) -> Mapping[int, dict[int, Answer]]:
    """Return the answers there are. Where the register can tell, it is asked and nobody else."""
    ids = [place.organization_id for place in places]
    facts = facts_of(standpoint, ids, criteria, is_told=is_told)
    said: dict[int, dict[int, Answer]] = {}
    for some in _chunks(ids):
        said |= latest_answers(standpoint, some)
    return {id_: {**said.get(id_, {}), **facts.get(id_, {})} for id_ in ids}


def _chunks(organization_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(organization_ids), CHUNK):
        yield organization_ids[start : start + CHUNK]
