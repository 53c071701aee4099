"""Reads. A certificate is seen where its course is, and where its holder's organization is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import contains_eager

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.trainings.certificates.conditions import CertificateState, state_of
from app.trainings.models import Certificate, Course


@dataclass(frozen=True)
class CertificateFilter:
    """What narrows the register; names are looked through only for who may read them."""

    text: str = ""
    searches_names: bool = False
    course_id: int | None = None
    organization_id: int | None = None
    state: CertificateState | None = None
    first: date | None = None  # of issue
    last: date | None = None
    expires_by: date | None = None


def get_certificate(standpoint: Standpoint, certificate_id: int) -> Certificate:
    """Return it, revoked or not, with course and organization. Raises NoResultFound."""
    statement = _seen(standpoint).where(Certificate.id == certificate_id)
    found: Certificate = db.session.scalars(statement).one()
    return found


def list_certificates(
    standpoint: Standpoint,
    wanted: CertificateFilter,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> Sequence[Certificate]:
    """Return certificates with course and organization, the latest first."""
    statement = (
        _seen(standpoint)
        .where(*_matching(standpoint, wanted))
        .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
    )
    return db.session.scalars(statement.offset(offset).limit(limit)).all()


def count_certificates(standpoint: Standpoint, wanted: CertificateFilter) -> int:
    matching = _seen(standpoint).where(*_matching(standpoint, wanted))
    ids = matching.with_only_columns(Certificate.id).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


def list_courses_with_certificates(standpoint: Standpoint) -> list[tuple[int, str]]:
    """Return number and title of the courses to narrow the register by."""
    statement = _seen(standpoint).with_only_columns(Course.id, Course.title).distinct()
    rows = db.session.execute(statement.order_by(Course.title, Course.id)).tuples()
    return list(rows)


def certificate_state(standpoint: Standpoint, certificate: Certificate) -> CertificateState:
    """Return how the certificate stands at the standpoint's day, as known then."""
    return state_of(
        certificate.expires_on, standpoint.on, is_revoked=is_revoked(standpoint, certificate)
    )


def is_revoked(standpoint: Standpoint, certificate: Certificate) -> bool:
    at = certificate.superseded_at
    return at is not None and (standpoint.known_at is None or at <= standpoint.known_at)


def in_view(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for certificates issued by the day, joined to course and, if any, organization."""
    seen = or_(
        within(Course.division_code, standpoint), within(Organization.division_code, standpoint)
    )
    conditions = [seen, Certificate.issued_on <= standpoint.on]
    if standpoint.known_at is not None:
        conditions.append(Certificate.recorded_at <= standpoint.known_at)
    return and_(*conditions)


def _seen(standpoint: Standpoint) -> Select[Any]:
    return (
        select(Certificate)
        .join(Certificate.course)
        .outerjoin(Certificate.organization)
        .options(
            contains_eager(Certificate.course),
            contains_eager(Certificate.organization).load_only(Organization.name),
        )
        .where(in_view(standpoint))
    )


def _matching(standpoint: Standpoint, wanted: CertificateFilter) -> list[ColumnElement[bool]]:
    equal = {
        Certificate.course_id: wanted.course_id,
        Certificate.organization_id: wanted.organization_id,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    if wanted.first is not None:
        conditions.append(Certificate.issued_on >= wanted.first)
    if wanted.last is not None:
        conditions.append(Certificate.issued_on <= wanted.last)
    if wanted.expires_by is not None:
        conditions.append(Certificate.expires_on <= wanted.expires_by)
    if wanted.state is not None:
        conditions.append(_stands(standpoint, wanted.state))
    conditions += [_bears(word, wanted) for word in wanted.text.split()]
    return conditions


def _stands(standpoint: Standpoint, state: CertificateState) -> ColumnElement[bool]:
    counts = known(Certificate, standpoint)
    if state is CertificateState.REVOKED:
        return not_(counts)
    expired = and_(Certificate.expires_on.is_not(None), Certificate.expires_on < standpoint.on)
    return and_(counts, expired if state is CertificateState.EXPIRED else not_(expired))


def _bears(word: str, wanted: CertificateFilter) -> ColumnElement[bool]:
    columns: list[Any] = [
        Certificate.number,
        Certificate.organization_text,
        Organization.name,
        *([Certificate.name] if wanted.searches_names else []),
    ]
    return or_(*(column.icontains(word, autoescape=True) for column in columns))
