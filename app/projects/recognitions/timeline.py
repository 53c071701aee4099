"""What recognitions tell of an organization."""

from collections.abc import Sequence

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.i18n import _, _l
from app.projects.labels import LEVEL_LABELS
from app.projects.recognitions.queries import RecognitionRow, list_of_organization
from app.standpoint import Standpoint
from app.values.dates import PartialDate


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    found = []
    for row in list_of_organization(standpoint, organization_id):
        found.append(_award(row))
        revoked_on = row.recognition.revoked_on
        if revoked_on is not None and revoked_on <= standpoint.on:
            found.append(_revocation(row))
    return found


def _award(row: RecognitionRow) -> TimelineEntry:
    item = row.recognition
    texts = {"level": LEVEL_LABELS[item.level], "title": item.title}
    notes = [text for text in (row.project_name, item.issuer, item.document_number) if text]
    if item.valid_until is not None:
        notes.append(_("有效至 %(day)s", day=item.valid_until))
    return TimelineEntry(
        on=PartialDate(item.awarded_on),
        title=(
            _("认定为%(level)s品牌：%(title)s", **texts)
            if item.is_brand
            else _("获得%(level)s荣誉：%(title)s", **texts)
        ),
        notes=notes,
        recorded_at=item.recorded_at,
        recorded_by=item.recorded_by,
        endpoint="recognitions.detail",
        arguments={"recognition_id": item.id},
    )


def _revocation(row: RecognitionRow) -> TimelineEntry:
    item = row.recognition
    assert item.revoked_on is not None
    return TimelineEntry(
        on=PartialDate(item.revoked_on),
        title=_("撤销：%(title)s", title=item.title),
        notes=[item.reason] if item.reason else [],
        recorded_at=item.recorded_at,
        recorded_by=item.recorded_by,
        endpoint="recognitions.detail",
        arguments={"recognition_id": item.id},
    )


TIMELINE: tuple[TimelineSource, ...] = (
    TimelineSource("recognitions", _l("品牌和荣誉"), "award", _entries),
)
