"""What brands add to the register's columns."""

from datetime import timedelta
from typing import Any

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import aliased

from app.definitions.columns import Choice, Column, ColumnKind
from app.history.points import known
from app.i18n import _l
from app.organizations.models import Organization
from app.projects.labels import LEVEL_LABELS
from app.projects.levels import LEVELS, rank_of
from app.projects.models import Recognition
from app.projects.recognitions.predicates import in_force, is_of_organization
from app.projects.words import Level

A_DAY = timedelta(1)


def _best(sources: Any) -> Any:
    """Select the place of the highest brand in force of the organization of the row."""
    brand = aliased(Recognition)
    return (
        select(func.min(rank_of(brand.level)))
        .where(
            brand.is_brand.is_(True),
            in_force(sources.standpoint, brand),
            is_of_organization(brand, Organization.id, sources.standpoint),
        )
        .correlate(Organization)
        .scalar_subquery()
    )


def _next_day(sources: Any) -> Any:
    """Select the next day on which a brand may begin to hold, run out or be revoked."""
    brand, on = aliased(Recognition), sources.standpoint.on
    tomorrow = literal(on + A_DAY)
    day = case(
        (brand.awarded_on > on, brand.awarded_on),
        (brand.valid_until == on, tomorrow),
        (brand.revoked_on > on, _earlier(brand.revoked_on, brand.valid_until)),
        else_=brand.valid_until,
    )
    return (
        select(func.min(day))
        .where(
            brand.is_brand.is_(True),
            known(brand, sources.standpoint),
            day > on,
            is_of_organization(brand, Organization.id, sources.standpoint),
        )
        .correlate(Organization)
        .scalar_subquery()
    )


def _earlier(one: Any, other: Any) -> Any:
    return case((other < one, other), else_=one)


def _level(place: int | None) -> Level | None:
    return None if place is None else LEVELS[place]


BRAND_LEVEL = Column(
    key="brand_level",
    label=_l("品牌级别"),
    kind=ColumnKind.CHOICE,
    select=lambda sources: (_best(sources),),
    value=_level,
    show=lambda level: "" if level is None else str(LEVEL_LABELS[level]),
    plain=lambda level: None if level is None else level.value,
    match=lambda sources, values: _best(sources).in_(
        [LEVELS.index(Level(value)) for value in values if value in set(Level)]
    ),
    choices=lambda: [Choice(level, LEVEL_LABELS[level]) for level in Level],
    turns=_next_day,
    width=10,
)

COLUMNS = (BRAND_LEVEL,)
