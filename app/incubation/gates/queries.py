"""Reads of gates. Every function takes the standpoint first and shows nothing outside it."""

from collections.abc import Sequence

from sqlalchemy import select

from app.divisions.queries import within
from app.extensions import db
from app.incubation.criteria.gates import Gate
from app.incubation.criteria.queries import find_set_in_force
from app.incubation.gates.computing import compute_gates, places_of, stages_above
from app.incubation.gates.models import GateResult
from app.organizations.dictionaries import stage_words
from app.organizations.models import Organization
from app.standpoint import Standpoint


def gates_of(standpoint: Standpoint, organization_ids: Sequence[int]) -> dict[int, dict[str, Gate]]:
    """Return, per organization, the gate of each stage above its present one, the next first.

    Worked out at the standpoint, by the set in force on its day; organizations outside it or not
    yet there are left out, and so are all while there is no set.
    """
    criterion_set = find_set_in_force(standpoint)
    if criterion_set is None:
        return {}
    words = stage_words()
    places = places_of(standpoint, organization_ids)
    found: dict[int, dict[str, Gate]] = {place.organization_id: {} for place in places}
    for word in stages_above(words, None):
        below = [place for place in places if word in stages_above(words, place.stage)]
        for item in compute_gates(standpoint, criterion_set, below, word.key):
            found[item.place.organization_id][word.key] = item.gate
    return found


def kept_of(standpoint: Standpoint, organization_ids: Sequence[int]) -> dict[int, GateResult]:
    """Return what is kept of these organizations: their next gate as of today."""
    statement = (
        select(GateResult)
        .join(Organization, GateResult.organization_id == Organization.id)
        .where(
            GateResult.organization_id.in_(organization_ids),
            within(Organization.division_code, standpoint),
        )
        .execution_options(populate_existing=True)  # results are replaced past the session
    )
    return {result.organization_id: result for result in db.session.scalars(statement)}
