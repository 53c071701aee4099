"""What certificates tell of an organization: that somebody of it was given one, not who."""

from collections.abc import Sequence

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.i18n import _, _l
from app.standpoint import Standpoint
from app.trainings.certificates.labels import STATE_LABELS
from app.trainings.certificates.queries import (
    CertificateFilter,
    certificate_state,
    list_certificates,
)
from app.values.dates import PartialDate


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    wanted = CertificateFilter(organization_id=organization_id)
    return [
        TimelineEntry(
            on=PartialDate(item.issued_on),
            title=_("获得证书：%(course)s", course=item.course.title),
            notes=[item.number, str(STATE_LABELS[certificate_state(standpoint, item)])],
            recorded_at=item.recorded_at,
            recorded_by=item.recorded_by,
            endpoint="certificates.detail",
            arguments={"certificate_id": item.id},
        )
        for item in list_certificates(standpoint, wanted)
    ]


TIMELINE: tuple[TimelineSource, ...] = (
    TimelineSource("certificates", _l("证书"), "award", _entries),
)
