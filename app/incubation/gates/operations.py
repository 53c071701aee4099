"""Keeping the gate results: recomputed with the facts, with time, and all at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

from app.audit.operations import instant
from app.extensions import db
from app.incubation.criteria.queries import find_set_in_force
from app.incubation.gates.computing import over_everything, results_of
from app.incubation.gates.due import list_all, list_due, without_result
from app.incubation.gates.models import GateResult
from app.organizations.attributes import CHUNK
from app.standpoint import today

# What a result says; when it was computed and until when it holds are no part of that.
SAID = ("set_id", "from_stage", "to_stage", "total", "met", "missing", "unmet")
HOLDING = (*SAID, "set_version", "changes_on")  # what is as it was is not written again
AT_ONCE = 5_000  # in memory
RESULTS = cast(sa.Table, GateResult.__table__)


@dataclass(frozen=True)
class GateDifference:
    """What is kept of an organization and what should be; None: nothing."""

    organization_id: int
    kept: Mapping[str, Any] | None
    computed: Mapping[str, Any] | None


def recompute(organization_ids: Iterable[int]) -> None:
    """Work the results of these organizations out anew; those not in force lose theirs."""
    instant()  # takes the place among the writers: two would add the same row
    for some in _chunks(organization_ids, AT_ONCE):
        rows, kept = results_of(some), _kept(some, HOLDING)
        changed = [id_ for id_ in some if kept[id_] != _part(rows.get(id_), HOLDING)]
        _delete([id_ for id_ in changed if kept[id_] is not None])
        if new := [rows[id_] for id_ in changed if id_ in rows]:
            db.session.execute(sa.insert(RESULTS), new)


def refresh_due(most: int | None = None) -> int:
    """Recompute what is stale or missing, `most` at once; return how many."""
    instant()
    _await_missing()
    due = list_due(most)
    recompute(due)
    return len(due)


def compare() -> list[GateDifference]:
    """Rebuild every result without keeping it; return those that differ from what is kept."""
    differences = []
    for some in _chunks(list_all(), AT_ONCE):
        computed = results_of(some)
        for id_, kept in _kept(some, SAID).items():
            said = _part(computed.get(id_), SAID)
            if kept != said:
                differences.append(GateDifference(id_, kept, said))
    return differences


def _await_missing() -> None:
    """Give those without a result one that is stale, so that it is found by an index."""
    criterion_set = find_set_in_force(over_everything())
    if criterion_set is None:
        return
    stale = {
        "set_id": criterion_set.id,
        "set_version": criterion_set.version,
        "total": 0,
        "met": 0,
        "missing": 0,
        "unmet": [],
        "computed_on": today(),
        "computed_at": instant(),
        "changes_on": today(),
    }
    values = [sa.literal(value, RESULTS.c[key].type) for key, value in stale.items()]
    missing = without_result().add_columns(*values)
    db.session.execute(sa.insert(RESULTS).from_select(["organization_id", *stale], missing))


def _delete(organization_ids: list[int]) -> None:
    for some in _chunks(organization_ids, CHUNK):
        db.session.execute(sa.delete(RESULTS).where(RESULTS.c.organization_id.in_(some)))


def _kept(organization_ids: list[int], keys: Sequence[str]) -> dict[int, dict[str, Any] | None]:
    kept: dict[int, dict[str, Any] | None] = dict.fromkeys(organization_ids)
    statement = sa.select(RESULTS.c.organization_id, *(RESULTS.c[key] for key in keys))
    for some in _chunks(organization_ids, CHUNK):
        for id_, *said in db.session.execute(statement.where(RESULTS.c.organization_id.in_(some))):
            kept[id_] = dict(zip(keys, said, strict=True))
    return kept


def _part(row: Mapping[str, Any] | None, keys: Sequence[str]) -> dict[str, Any] | None:
    return None if row is None else {key: row[key] for key in keys}


def _chunks(organization_ids: Iterable[int], size: int) -> Iterator[list[int]]:
    ids = sorted(set(organization_ids))
    return (ids[start : start + size] for start in range(0, len(ids), size))
