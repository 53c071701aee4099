"""What a new plan begins with: what the next stage still asks, and what the hub usually does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.incubation.gates.computing import places_of, stages_above
from app.incubation.gates.queries import gates_of
from app.incubation.plans.errors import NoStageAboveError
from app.incubation.plans.queries import list_services
from app.organizations.dictionaries import stage_words
from app.organizations.stages import StageWord
from app.standpoint import Standpoint

USUAL_DAYS = 90  # for what a criterion asks


@dataclass(frozen=True)
class ProposedStep:
    """A step to take over or not; `key` tells it apart in a form."""

    key: str
    text: str
    due_on: date
    criterion_id: int | None = None
    is_required: bool = False


@dataclass(frozen=True)
class Proposal:
    from_stage: StageWord | None
    to_stage: StageWord
    asked: Sequence[ProposedStep]  # from what is unmet
    services: Sequence[ProposedStep]  # of the present stage

    @property
    def steps(self) -> list[ProposedStep]:
        return [*self.asked, *self.services]


def propose(standpoint: Standpoint, organization_id: int) -> Proposal:
    """Return what a plan for the next stage would hold. Raises NoStageAboveError."""
    words = stage_words()
    places = places_of(standpoint, [organization_id])
    present = places[0].stage if places else None
    above = stages_above(words, present)
    if not above:
        raise NoStageAboveError
    to_stage = above[0]
    stage = next((word for word in words if word.key == present), None)
    return Proposal(
        from_stage=stage,
        to_stage=to_stage,
        asked=_asked(standpoint, organization_id, to_stage),
        services=_services(standpoint, stage or to_stage),
    )


def _asked(standpoint: Standpoint, organization_id: int, to_stage: StageWord) -> list[ProposedStep]:
    gate = gates_of(standpoint, [organization_id]).get(organization_id, {}).get(to_stage.key)
    if gate is None:
        return []
    due_on = standpoint.on + timedelta(days=USUAL_DAYS)
    required = {item.id for item in gate.unmet_required}
    return [
        ProposedStep(f"criterion-{item.id}", item.text, due_on, item.id, item.id in required)
        for item in gate.unmet
    ]


def _services(standpoint: Standpoint, stage: StageWord) -> list[ProposedStep]:
    return [
        ProposedStep(f"service-{item.id}", item.text, standpoint.on + timedelta(days=item.due_days))
        for item in list_services(standpoint)
        if item.stage == stage.key and item.group is None
    ]
