"""What plans tell of an organization: that one was made, its steps done, and how it ended."""

from collections.abc import Iterator, Sequence

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.i18n import _, _l
from app.incubation.plans.labels import STATE_LABELS
from app.incubation.plans.models import GrowthPlan
from app.incubation.plans.queries import list_plans_of
from app.standpoint import Standpoint
from app.values.dates import PartialDate


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    plans = list_plans_of(standpoint, organization_id)
    return [entry for plan in plans for entry in _of(plan, standpoint)]


def _of(plan: GrowthPlan, standpoint: Standpoint) -> Iterator[TimelineEntry]:
    page, arguments = "plans.detail", {"plan_id": plan.id}
    yield TimelineEntry(
        on=PartialDate(plan.made_on),
        title=_("制定孵化大纲：%(title)s", title=plan.title),
        recorded_at=plan.recorded_at,
        recorded_by=plan.recorded_by,
        endpoint=page,
        arguments=arguments,
    )
    for step in plan.steps:
        if step.done_on is not None and step.done_on <= standpoint.on:
            yield TimelineEntry(
                on=PartialDate(step.done_on),
                title=_("完成大纲步骤：%(step)s", step=step.text),
                notes=[text for text in (step.responsible, step.note) if text],
                endpoint=page,
                arguments=arguments,
            )
    if plan.closed_on is not None and plan.closed_on <= standpoint.on:
        yield TimelineEntry(
            on=PartialDate(plan.closed_on),
            title=_("孵化大纲%(state)s", state=STATE_LABELS[plan.state]),
            notes=[plan.summary] if plan.summary else [],
            recorded_at=plan.closed_at,
            recorded_by=plan.closed_by,
            endpoint=page,
            arguments=arguments,
        )


TIMELINE: tuple[TimelineSource, ...] = (
    TimelineSource("plans", _l("孵化大纲"), "signpost-split", _entries),
)
