"""Certificates that are about to expire."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.definitions.signals import Signal, Urgency
from app.history.points import known
from app.i18n import _l
from app.standpoint import Standpoint
from app.trainings.certificates.queries import in_view
from app.trainings.models import Certificate, Course

NEAR = timedelta(days=90)


def _expiring(standpoint: Standpoint) -> Any:
    newer = aliased(Certificate)
    is_renewed = (
        select(1)
        .where(
            newer.course_id == Certificate.course_id,
            newer.person_key == Certificate.person_key,
            newer.issued_on > Certificate.issued_on,
            known(newer, standpoint),
        )
        .correlate(Certificate)
        .exists()
    )
    return (
        select(
            Certificate.organization_id.label("organization_id"),
            Certificate.id.label("subject_id"),
            Certificate.expires_on.label("due_on"),
            Certificate.recorded_by.label("owner_id"),
            Certificate.number.label("title"),
        )
        .join(Course, Course.id == Certificate.course_id)
        .outerjoin(Certificate.organization)
        .where(
            in_view(standpoint),
            known(Certificate, standpoint),
            Certificate.expires_on.between(standpoint.on, standpoint.on + NEAR),
            ~is_renewed,
        )
    )


EXPIRING = Signal(
    key="certificates.expiring",
    label=_l("证书即将到期"),
    definition=_l("90天内到期、还没有续发的证书；续发、撤销或到期后消失。"),
    urgency=Urgency.TIDY,
    items=_expiring,
    endpoint="certificates.detail",
    argument="certificate_id",
)

SIGNALS: tuple[Signal, ...] = (EXPIRING,)
