"""What filing papers tell of an organization."""

from collections.abc import Sequence

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.i18n import _, _l
from app.incubation.filing.models import STATE_LABELS
from app.incubation.filing.queries import list_kinds, list_papers
from app.standpoint import Standpoint
from app.values.dates import PartialDate


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    labels = {kind.key: kind.label for kind in list_kinds(standpoint, with_retired=True)}
    return [
        TimelineEntry(
            on=PartialDate(paper.on),
            title=_(
                "备案材料：%(paper)s %(state)s",
                paper=labels[paper.kind],
                state=STATE_LABELS[paper.state],
            ),
            notes=[paper.note] if paper.note else [],
            recorded_at=paper.recorded_at,
            recorded_by=paper.recorded_by,
            endpoint="filing.organization",
            arguments={"organization_id": organization_id},
        )
        for paper in list_papers(standpoint, organization_id)
    ]


TIMELINE: tuple[TimelineSource, ...] = (
    TimelineSource("filing", _l("备案材料"), "folder-check", _entries),
)
