"""What gates add to the register's columns."""

from typing import Any

from sqlalchemy import Integer, cast, null, select

from app.definitions.columns import Column, ColumnKind
from app.i18n import _l
from app.incubation.gates.models import GateResult
from app.organizations.models import Organization
from app.standpoint import Standpoint, today


def is_kept(standpoint: Standpoint) -> bool:
    """Tell whether results are kept for this picture: only for today's, as known now."""
    return standpoint.on == today() and standpoint.known_at is None


def _missing(sources: Any) -> Any:
    if not is_kept(sources.standpoint):
        return cast(null(), Integer)
    return (
        select(GateResult.missing)
        .where(GateResult.organization_id == Organization.id, GateResult.to_stage.is_not(None))
        .correlate(Organization)
        .scalar_subquery()
    )


GATE_MISSING = Column(
    key="gate_missing",
    label=_l("距下一阶段还差（项）"),
    kind=ColumnKind.COUNT,
    select=lambda sources: (_missing(sources),),
    width=12,
)

COLUMNS = (GATE_MISSING,)
