"""What people add to the register's columns."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.definitions.columns import Column, ColumnKind
from app.i18n import _l
from app.organizations.models import Organization
from app.people.models import PersonLink
from app.people.predicates import in_effect, level_rank


def _qualified(sources: Any) -> Any:
    link = aliased(PersonLink)
    return (
        select(func.count(link.person_id.distinct()))
        .where(
            link.organization_id == Organization.id,
            in_effect(link, sources.standpoint),
            level_rank(sources.standpoint, link.person_id).is_not(None),
        )
        .correlate(Organization)
        .scalar_subquery()
    )


# Nothing of it lies in the future, so it does not change by the passing of time alone.
SOCIAL_WORKERS_QUALIFIED = Column(
    key="social_workers_qualified",
    label=_l("持证社工人数"),
    kind=ColumnKind.COUNT,
    select=lambda sources: (_qualified(sources),),
    width=10,
    is_summed=True,
)

COLUMNS = (SOCIAL_WORKERS_QUALIFIED,)
