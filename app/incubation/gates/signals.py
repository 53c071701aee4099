"""What gates put on the worklist."""

from typing import Any

from sqlalchemy import Date, Integer, Select, String, cast, false, null, select, type_coerce

from app.definitions.signals import Signal, Urgency
from app.i18n import _l
from app.incubation.gates.columns import is_kept
from app.incubation.gates.models import GateResult
from app.organizations.models import Organization, Stage
from app.organizations.sources import Sources
from app.standpoint import Standpoint


def met_not_moved(standpoint: Standpoint) -> Select[Any]:
    """Select organizations that lack nothing for their next stage, as kept today."""
    sources = Sources(standpoint)
    in_force = sources.in_force()
    statement = (
        sources.select(
            Organization.id.label("organization_id"),
            Organization.id.label("subject_id"),
            cast(null(), Date).label("due_on"),
            cast(null(), Integer).label("owner_id"),
            type_coerce(Stage.label, String).label("title"),
        )
        .join(GateResult, GateResult.organization_id == Organization.id)
        .join(Stage, Stage.key == GateResult.to_stage)
        .where(in_force, Organization.id.in_(_passed()))
    )
    return statement if is_kept(standpoint) else statement.where(false())  # type: ignore[no-any-return]


def _passed() -> Any:
    """Select who lacks nothing: few, so that an index leads to them past all of a division."""
    return select(GateResult.organization_id).where(
        GateResult.missing == 0, GateResult.to_stage.is_not(None), GateResult.total > 0
    )


SIGNALS = (
    Signal(
        key="gates.met",
        label=_l("达标未升级"),
        definition=_l(
            "在册组织已达到下一孵化阶段的评估标准而阶段未变；变更阶段，或不再达标后消失。"
        ),
        urgency=Urgency.DUE,
        items=met_not_moved,
        endpoint="board.organization",
        argument="organization_id",
    ),
)
