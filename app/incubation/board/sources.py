"""What the board selects from: organizations in force with their stage and their kept gate."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from app.history.points import at
from app.incubation.criteria.queries import find_set_in_force
from app.incubation.gates.models import GateResult
from app.organizations.dictionaries import stage_words
from app.organizations.models import Organization, StageChange
from app.organizations.sources import Sources
from app.standpoint import LAST_DAY, Standpoint, today


class BoardSources(Sources):
    """As the register's, but today's stages are found in the order of their days by an index."""

    @property
    def stage(self) -> Any:
        return self._joined(
            "stage",
            StageChange,
            lambda point: and_(
                point.organization_id == Organization.id, _in_effect(point, self.standpoint)
            ),
        )

    @property
    def gate(self) -> Any:
        """The gate to the next stage as kept: always of today."""
        return self._joined(
            "gate", GateResult, lambda result: result.organization_id == Organization.id
        )

    def is_stuck(self) -> ColumnElement[bool]:
        """Hold for those longer in their stage than its limit."""
        limits = {word.key: word.limit_days for word in stage_words() if word.limit_days}
        return or_(
            false(),
            *(
                and_(
                    self.stage.stage == key,
                    self.stage.since < self.standpoint.on - timedelta(days=days),
                )
                for key, days in limits.items()
            ),
        )


def is_of_today(standpoint: Standpoint) -> bool:
    """Return whether the picture is today's, as known now: then what is kept may be shown."""
    return standpoint.known_at is None and standpoint.on == today()


def rests_on_kept(standpoint: Standpoint) -> bool:
    """Return whether what is kept of gates knows everybody in force at the standpoint."""
    return is_of_today(standpoint) and find_set_in_force(standpoint) is not None


def kept_without_stage() -> Any:
    """Select the organizations without a stage, as kept: by an index, few among many."""
    return select(GateResult.organization_id).where(GateResult.from_stage.is_(None))


def kept_as_passed() -> Any:
    """Select the organizations that lack nothing for their next stage, as kept."""
    return select(GateResult.organization_id).where(
        GateResult.missing == 0, GateResult.to_stage.is_not(None)
    )


def _in_effect(point: Any, standpoint: Standpoint) -> ColumnElement[bool]:
    if not is_of_today(standpoint):
        return at(point, standpoint)
    # A stage never begins in the future: what holds today has no end yet. Said as an equation,
    # the index by stage gives the rows in the order of their days.
    return and_(
        point.superseded_at.is_(None), point.until == LAST_DAY, point.since <= standpoint.on
    )
