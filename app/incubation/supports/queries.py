"""Reads. A support is visible where any recipient is; recipients outside are not named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.incubation.supports.kinds import SupportKind
from app.incubation.supports.models import Support, SupportRecipient
from app.organizations.models import Organization, OrganizationSearch
from app.standpoint import Standpoint
from app.values.names import fold

MOST_FOUND = 20


@dataclass(frozen=True)
class SupportFilter:
    """What narrows the log; without a first day it begins with the standpoint's period."""

    kind: SupportKind | None = None
    by: str = ""
    text: str = ""  # in an organization's name
    first: date | None = None
    last: date | None = None
    is_open: bool = False  # follow-up agreed on and not done; of any time
    organization_id: int | None = None


@dataclass(frozen=True)
class Totals:
    times: int
    minutes: int


def get_support(standpoint: Standpoint, number: int, *, is_locked: bool = False) -> Support:
    """Return the row that counts at the standpoint. Raises NoResultFound."""
    statement = select(Support).where(
        or_(Support.id == number, Support.root_id == number),
        known(Support, standpoint),
        Support.on <= standpoint.on,
        has_recipient(standpoint),
    )
    if is_locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def is_superseded(standpoint: Standpoint, number: int) -> bool:
    """Return whether a support of this number was in view and was withdrawn."""
    statement = select(Support.id).where(
        or_(Support.id == number, Support.root_id == number),
        Support.superseded_at.is_not(None),
        has_recipient(standpoint),
    )
    return db.session.scalars(statement.limit(1)).first() is not None


def list_supports(
    standpoint: Standpoint, wanted: SupportFilter, *, offset: int = 0, limit: int | None = None
) -> Sequence[Support]:
    """Return supports, the latest first; open follow-ups by the day they are due."""
    order = (Support.follow_up_on, Support.id) if wanted.is_open else ()
    statement = select(Support).where(*_matching(standpoint, wanted))
    statement = statement.order_by(*order or (Support.on.desc(), Support.id.desc()))
    return db.session.scalars(statement.offset(offset).limit(limit)).all()


def total(standpoint: Standpoint, wanted: SupportFilter) -> Totals:
    """Return how many times there was support, and for how long where that is known."""
    statement = select(func.count(), func.coalesce(func.sum(Support.minutes), 0))
    times, minutes = db.session.execute(statement.where(*_matching(standpoint, wanted))).one()
    return Totals(int(times), int(minutes))


def count_organizations(standpoint: Standpoint, wanted: SupportFilter) -> int:
    """Count the organizations in view, each once, that the supports were for."""
    statement = (
        select(func.count(SupportRecipient.organization_id.distinct()))
        .join(Support, Support.id == SupportRecipient.support_id)
        .join(Organization, Organization.id == SupportRecipient.organization_id)
        .where(
            within(Organization.division_code, standpoint),
            *_matching(standpoint, wanted),
            *_narrowed(wanted),
        )
    )
    return db.session.scalar(statement) or 0


def recipients_of(
    standpoint: Standpoint, support_ids: Collection[int]
) -> dict[int, list[Organization]]:
    """Return the recipients in view by the number of the support's row, by name."""
    statement = (
        select(SupportRecipient.support_id, Organization)
        .join(Organization, Organization.id == SupportRecipient.organization_id)
        .where(
            SupportRecipient.support_id.in_(support_ids),
            within(Organization.division_code, standpoint),
        )
        .order_by(Organization.sort_key, Organization.id)
    )
    found: dict[int, list[Organization]] = {id_: [] for id_ in support_ids}
    for support_id, organization in db.session.execute(statement).tuples():
        found[support_id].append(organization)
    return found


def count_recipients(standpoint: Standpoint, support: Support) -> int:
    """Count the recipients of a support in view, those out of view too."""
    get_support(standpoint, support.number)
    statement = select(func.count()).where(SupportRecipient.support_id == support.id)
    return db.session.scalar(statement) or 0


def recipient_ids(standpoint: Standpoint, support: Support) -> tuple[set[int], set[int]]:
    """Return the recipients inside the standpoint, and those outside."""
    statement = (
        select(Organization.id, within(Organization.division_code, standpoint))
        .join(SupportRecipient, SupportRecipient.organization_id == Organization.id)
        .where(SupportRecipient.support_id == support.id)
    )
    rows = db.session.execute(statement).tuples().all()
    inside = {id_ for id_, is_inside in rows if is_inside}
    return inside, {id_ for id_, _is_inside in rows} - inside


def find_organizations(
    standpoint: Standpoint, *, ids: Collection[int] = (), text: str = ""
) -> Sequence[Organization]:
    """Return the organizations of these numbers, and up to 20 more whose names hold the text."""
    inside = within(Organization.division_code, standpoint)
    order = (Organization.sort_key, Organization.id)
    chosen = select(Organization).where(Organization.id.in_(ids), inside).order_by(*order)
    found = list(db.session.scalars(chosen)) if ids else []
    if text:
        named = select(Organization).where(
            inside, Organization.id.not_in(ids), *(_named(word) for word in text.split())
        )
        found += db.session.scalars(named.order_by(*order).limit(MOST_FOUND))
    return found


def last_of(standpoint: Standpoint) -> Support | None:
    """Return the support the viewer recorded last: what the next one is probably like."""
    statement = select(Support).where(
        Support.recorded_by == standpoint.viewer,
        Support.superseded_at.is_(None),
        Support.import_batch_id.is_(None),
    )
    return db.session.scalars(statement.order_by(Support.id.desc()).limit(1)).first()


def has_recipient(standpoint: Standpoint, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Hold for supports with a recipient in view for which the conditions hold too."""
    return (
        select(1)
        .select_from(SupportRecipient)
        .join(Organization, Organization.id == SupportRecipient.organization_id)
        .where(
            SupportRecipient.support_id == Support.id,
            within(Organization.division_code, standpoint),
            *conditions,
        )
        .correlate(Support)
        .exists()
    )


def counts(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for the rows that count at the standpoint's day and instant, of any division."""
    return and_(known(Support, standpoint), Support.on <= standpoint.on)


def follow_up_is_open(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold where a follow-up was agreed on and was not done by the day, as known then."""
    done = [Support.follow_up_done_on.is_not(None), Support.follow_up_done_on <= standpoint.on]
    if standpoint.known_at is not None:
        done.append(Support.follow_up_recorded_at <= standpoint.known_at)
    return and_(Support.follow_up_on.is_not(None), ~and_(*done))


def _matching(standpoint: Standpoint, wanted: SupportFilter) -> list[ColumnElement[bool]]:
    conditions = [counts(standpoint), has_recipient(standpoint, *_narrowed(wanted))]
    first = wanted.first or (None if wanted.is_open else standpoint.since)
    if first is not None:
        conditions.append(Support.on >= first)
    if wanted.last is not None:
        conditions.append(Support.on <= wanted.last)
    if wanted.kind is not None:
        conditions.append(Support.kind == wanted.kind)
    if wanted.by:
        conditions.append(Support.by_name.contains(wanted.by, autoescape=True))
    if wanted.is_open:
        conditions.append(follow_up_is_open(standpoint))
    return conditions


def _narrowed(wanted: SupportFilter) -> list[ColumnElement[bool]]:
    """Return what holds for the organizations asked for."""
    narrowed = [_named(word) for word in wanted.text.split()]
    if wanted.organization_id is not None:
        narrowed.append(Organization.id == wanted.organization_id)
    return narrowed


def _named(word: str) -> ColumnElement[bool]:
    return Organization.id.in_(
        select(OrganizationSearch.organization_id).where(
            OrganizationSearch.text.contains(fold(word), autoescape=True)
        )
    )
