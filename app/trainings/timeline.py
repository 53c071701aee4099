"""What trainings tell of an organization."""

from collections.abc import Sequence

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.divisions.codes import contains
from app.i18n import _, _l
from app.standpoint import Standpoint
from app.trainings.models import SessionDetail
from app.trainings.sessions.queries import past_sessions_of
from app.values.dates import PartialDate


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    return [
        TimelineEntry(
            on=PartialDate(detail.held_on),
            title=_("参加培训：%(title)s", title=detail.title),
            notes=_notes(detail, present),
            recorded_at=detail.recorded_at,
            recorded_by=detail.recorded_by,
            endpoint="trainings.detail" if _is_in_view(standpoint, detail) else None,
            arguments={"session_id": detail.session_id} if _is_in_view(standpoint, detail) else {},
        )
        for detail, present, _away in past_sessions_of(standpoint, organization_id)
        if present
    ]


def _notes(detail: SessionDetail, present: int) -> list[str]:
    notes = [_("%(count)s人出席", count=present)]
    if detail.minutes is not None:
        notes.append(_("%(minutes)s分钟", minutes=detail.minutes))
    return notes


def _is_in_view(standpoint: Standpoint, detail: SessionDetail) -> bool:
    return contains(standpoint.division, detail.session.division_code)


TIMELINE: tuple[TimelineSource, ...] = (
    TimelineSource("trainings", _l("培训"), "mortarboard", _entries),
)
