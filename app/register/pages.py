"""Everything the page of one organization shows of it, at a standpoint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.accounts.queries import account_names
from app.audit.queries import list_events_of
from app.incubation.stages.notes import notes_of_changes
from app.organizations.columns import COLUMNS
from app.organizations.dictionaries import stage_words
from app.organizations.models import GradeChange, Organization, StageChange, StandingChange
from app.organizations.queries import list_points
from app.register.cells import Cell, cells_of
from app.register.queries import rows_of
from app.register.stories import stories_of
from app.register.timeline import Entry, Histories, announced_grades, make_timeline
from app.standpoint import Standpoint, today
from app.values.dates import PartialDate


class Existence(StrEnum):
    """Whether the organization is there at the standpoint, and if not, why not."""

    HERE = "here"
    NOT_YET = "not-yet"  # founded on a later day
    UNKNOWN = "unknown"  # nothing was recorded by the instant looked from
    RECYCLED = "recycled"  # every standing was withdrawn


@dataclass(frozen=True)
class OrganizationPage:
    """`cells` is empty where the organization does not exist."""

    existence: Existence
    cells: Mapping[str, Cell]
    announced: Sequence[GradeChange]
    timeline: Sequence[Entry]
    first_day: PartialDate | None
    standing_since: PartialDate | None


def load_page(
    standpoint: Standpoint, organization: Organization, *, may_read_personal: bool
) -> OrganizationPage:
    row = rows_of(standpoint, [organization.id], COLUMNS).get(organization.id)
    histories = Histories(
        list_points(standpoint, StandingChange, organization.id),
        list_points(standpoint, StageChange, organization.id),
        list_points(standpoint, GradeChange, organization.id),
    )
    stories = stories_of(standpoint, organization.id)
    tellers = {item.recorded_by for _source, item in stories if item.recorded_by is not None}
    live = [point for point in histories.standings if _counts(point, standpoint)]
    past = [point for point in live if point.since <= standpoint.on]
    return OrganizationPage(
        existence=_existence(standpoint, row is not None, histories, live),
        cells=cells_of(row, COLUMNS, may_read_personal=may_read_personal) if row else {},
        announced=announced_grades(histories.grades, standpoint.on, today()),
        timeline=make_timeline(
            histories,
            stage_labels={word.key: word.label for word in stage_words()},
            names=account_names(histories.accounts() | tellers),
            withdrawal_reasons=_withdrawal_reasons(organization.id),
            stage_notes=notes_of_changes(standpoint, [point.id for point in histories.stages]),
            stories=stories,
            known_at=standpoint.known_at,
        ),
        first_day=live[0].since_as_known if live else None,
        standing_since=past[-1].since_as_known if past else None,
    )


def _counts(point: StandingChange, standpoint: Standpoint) -> bool:
    if point.superseded_at is None:
        return True
    return standpoint.known_at is not None and point.superseded_at > standpoint.known_at


def _existence(
    standpoint: Standpoint, is_here: bool, histories: Histories, live: Sequence[StandingChange]
) -> Existence:
    if is_here:
        return Existence.HERE
    if live:
        return Existence.NOT_YET
    if standpoint.known_at is not None and not histories.standings:
        return Existence.UNKNOWN
    return Existence.RECYCLED


def _withdrawal_reasons(organization_id: int) -> dict[datetime, str]:
    return {
        event.at: event.changes["reason"]
        for event in list_events_of("organization", organization_id)
        if event.action.endswith(":withdraw") and event.changes.get("reason")
    }
