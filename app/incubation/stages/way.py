"""What is still required on the way from one stage to another."""

from collections.abc import Iterable, Sequence

from app.incubation.criteria.queries import find_set_in_force
from app.incubation.gates.computing import Place, compute_gates, stages_above
from app.organizations.dictionaries import stage_words
from app.organizations.stages import StageWord
from app.standpoint import Standpoint


def unmet_on_the_way(
    standpoint: Standpoint, places: Sequence[Place], to_stage: str
) -> dict[int, tuple[str, ...]]:
    """Return the texts of required criteria that stand between each organization and the stage.

    Organizations without any, and those for whom the stage is no step up, are left out.
    """
    criterion_set = find_set_in_force(standpoint)
    if criterion_set is None:
        return {}
    words = stage_words()
    unmet: dict[int, tuple[str, ...]] = {}
    for word in stages_above(words, None):
        below = [place for place in places if word in steps_of(words, place.stage, to_stage)]
        for item in compute_gates(standpoint, criterion_set, below, word.key):
            texts = tuple(shown.text for shown in item.gate.unmet_required)
            if texts:
                id_ = item.place.organization_id
                unmet[id_] = unmet.get(id_, ()) + texts
    return unmet


def steps_of(words: Iterable[StageWord], stage: str | None, to_stage: str) -> list[StageWord]:
    """Return the stages whose gates a move passes, the target last; none for a move down.

    Who had no stage yet is put where it belongs: only that stage's gate is asked.
    """
    above = stages_above(words, stage)
    keys = [word.key for word in above]
    if to_stage not in keys:
        return []
    upto = above[: keys.index(to_stage) + 1]
    return upto[-1:] if stage is None else upto
