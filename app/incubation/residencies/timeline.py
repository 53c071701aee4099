"""Residencies on the timeline of their organization."""

from collections.abc import Sequence

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.i18n import _, _l
from app.incubation.residencies import queries
from app.incubation.residencies.models import ResidencyStep
from app.incubation.residencies.steps import EXIT_LABELS, STEP_LABELS, VERDICT_LABELS
from app.standpoint import Standpoint


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    return [
        TimelineEntry(
            on=step.since_as_known,
            title=_("入驻：%(step)s", step=STEP_LABELS[step.step]),
            notes=notes_of(step),
            recorded_at=step.recorded_at,
            recorded_by=step.recorded_by,
            endpoint="residencies.show",
            arguments={"residency_id": step.residency_id},
        )
        for step in queries.list_steps_of_organization(standpoint, organization_id)
    ]


def notes_of(step: ResidencyStep) -> list[str]:
    """Return what the step says besides its name; its room is loaded."""
    notes = []
    if step.room is not None:
        notes.append(_("%(room)s，%(desks)s个工位", room=step.room.name, desks=step.desks))
    if step.ends_on is not None:
        notes.append(_("期限至 %(day)s", day=step.ends_on.isoformat()))
    if step.verdict is not None:
        notes.append(str(VERDICT_LABELS[step.verdict]))
    if step.score is not None:
        notes.append(_("%(score)s分", score=step.score))
    if step.exit_kind is not None:
        notes.append(str(EXIT_LABELS[step.exit_kind]))
    if step.reason:
        notes.append(step.reason)
    return notes


TIMELINE: tuple[TimelineSource, ...] = (
    TimelineSource("residencies", _l("入驻"), "door-open", _entries),
)
