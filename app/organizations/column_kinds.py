"""How columns of one kind are made: plain attributes, choices, dates with precision."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import case

from app.definitions.columns import Choice, Column, ColumnKind
from app.i18n import _
from app.organizations.models import Organization
from app.values.dates import PartialDate, Precision, parse_date
from app.values.texts import parse_boolean

Select = Callable[[Any], tuple[Any, ...]]
Parse = Callable[[Any, str | None], Any]


def attribute(key: str, label: str, kind: ColumnKind, parse: Parse, **options: Any) -> Column:
    """Return a column for the attribute of the organization under the same name."""
    field = getattr(Organization, key)
    return Column(
        key=key,
        label=label,
        kind=kind,
        parse=parse,
        **{"select": lambda _sources: (field,), **options},
    )


def enumerated(
    key: str,
    label: str,
    members: type[StrEnum],
    labels: Mapping[Any, str],
    source: Callable[[Any], Any],
    parse: Parse | None = None,
    **options: Any,
) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.CHOICE,
        select=lambda sources: (source(sources),),
        show=lambda value: "" if value is None else str(labels[value]),
        parse=parse,
        match=lambda sources, values: source(sources).in_(values),
        choices=lambda: [Choice(member, labels[member]) for member in members],
        # In the order of the enumeration, which means something; that of its words does not.
        sort=lambda sources: case(
            {member: place for place, member in enumerate(members)}, value=source(sources)
        ),
        **options,
    )


def partial_date(
    key: str,
    label: str,
    select: Select,
    *,
    is_read: bool = True,
    **options: Any,
) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.DATE,
        select=select,
        value=_partial,
        plain=plain_date,
        parse=(lambda raw, _unit: parse_date(raw)) if is_read else None,
        width=13,
        **options,
    )


def whole_day(key: str, label: str, day: Callable[[Any], Any]) -> Column:
    """Return the column of a day that is always there and known to the day."""
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.DATE,
        select=lambda sources: (day(sources),),
        value=PartialDate,
        plain=plain_date,
        width=13,
    )


def yes_no(key: str, label: str) -> Column:
    field = getattr(Organization, key)
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.BOOLEAN,
        select=lambda _sources: (field,),
        show=lambda value: _("是") if value else _("否"),
        parse=lambda raw, _unit: parse_boolean(raw),
        sort=lambda _sources: case((field, 1), else_=0),
        match=lambda _sources, values: field.in_([value == "yes" for value in values]),
        choices=lambda: [Choice("yes", _("是")), Choice("no", _("否"))],
        width=10,
    )


def plain_date(value: PartialDate | None) -> Any:
    """Return an ISO day, or a document that tells the precision where it is coarser."""
    if value is None:
        return None
    if value.precision is Precision.DAY:
        return value.date.isoformat()
    return {"date": value.date.isoformat(), "precision": value.precision.value}


def _partial(day: date | None, precision: Precision | None) -> PartialDate | None:
    return None if day is None else PartialDate(day, precision or Precision.DAY)
