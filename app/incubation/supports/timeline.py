"""What the support log tells of an organization."""

from collections.abc import Sequence
from datetime import date

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.i18n import _, _l
from app.incubation.supports.kinds import FORM_LABELS, KIND_LABELS
from app.incubation.supports.models import Support
from app.incubation.supports.queries import SupportFilter, list_supports
from app.standpoint import Standpoint
from app.values.dates import PartialDate


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    wanted = SupportFilter(organization_id=organization_id, first=date.min)
    return [
        TimelineEntry(
            on=PartialDate(support.on),
            title=_("服务：%(kind)s", kind=KIND_LABELS[support.kind]),
            notes=_notes(support),
            recorded_at=support.recorded_at,
            recorded_by=support.recorded_by,
            endpoint="supports.detail",
            arguments={"support_id": support.number},
        )
        for support in list_supports(standpoint, wanted)
    ]


def _notes(support: Support) -> list[str]:
    notes = [support.by_name]
    if support.form is not None:
        notes.append(str(FORM_LABELS[support.form]))
    if support.minutes is not None:
        notes.append(_("%(minutes)s分钟", minutes=support.minutes))
    return [*notes, *(text for text in (support.problem, support.advice) if text)]


TIMELINE: tuple[TimelineSource, ...] = (
    TimelineSource("supports", _l("服务记录"), "chat-square-text", _entries),
)
