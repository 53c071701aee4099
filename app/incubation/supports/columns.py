"""What the support log adds to the register's columns."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import aliased

from app.definitions.columns import Column, ColumnKind
from app.history.points import known
from app.i18n import _l
from app.incubation.supports.models import Support, SupportRecipient
from app.organizations.column_kinds import plain_date
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.values.dates import PartialDate


def supports_of_organization(
    standpoint: Standpoint, expression: Any, *, in_period: bool = False
) -> Any:
    """Select `expression(support)` over the supports of the organization of the row."""
    support = aliased(Support)
    statement = (
        select(expression(support))
        .select_from(SupportRecipient)
        .join(support, support.id == SupportRecipient.support_id)
        .where(
            SupportRecipient.organization_id == Organization.id,
            known(support, standpoint),
            support.on <= standpoint.on,
        )
    )
    if in_period:
        statement = statement.where(support.on >= standpoint.since)
    return statement.correlate(Organization)


def was_supported(sources: Any) -> ColumnElement[bool]:
    """Hold for organizations that were supported in the period."""
    statement = supports_of_organization(
        sources.standpoint, lambda support: support.id, in_period=True
    )
    exists: ColumnElement[bool] = statement.exists()
    return exists


def _times(sources: Any) -> Any:
    return supports_of_organization(
        sources.standpoint, lambda _support: func.count(), in_period=True
    ).scalar_subquery()


def _last(sources: Any) -> Any:
    return supports_of_organization(
        sources.standpoint, lambda support: func.max(support.on)
    ).scalar_subquery()


def _partial(day: date | None) -> PartialDate | None:
    return None if day is None else PartialDate(day)


SUPPORTS_THIS_YEAR = Column(
    key="supports_this_year",
    label=_l("期间服务次数"),
    kind=ColumnKind.COUNT,
    select=lambda sources: (_times(sources),),
    turns=lambda sources: literal(date(sources.standpoint.on.year + 1, 1, 1)),
    width=10,
    is_summed=True,
)
LAST_SUPPORTED_ON = Column(
    key="last_supported_on",
    label=_l("最近服务日期"),
    kind=ColumnKind.DATE,
    select=lambda sources: (_last(sources),),
    value=_partial,
    plain=plain_date,
    width=13,
)

COLUMNS = (SUPPORTS_THIS_YEAR, LAST_SUPPORTED_ON)
