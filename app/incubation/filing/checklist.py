"""What a group has and lacks for filing: its papers and the conditions, for one or many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.incubation.filing import queries
from app.incubation.filing.conditions import Condition, GroupFacts, conditions_of, unmet
from app.incubation.filing.models import FilingPaper, PaperKind, PaperState
from app.organizations.models import Organization
from app.standpoint import Standpoint

CHARTER = "charter"
CAME = frozenset({PaperState.RECEIVED, PaperState.APPROVED})


@dataclass(frozen=True)
class PaperLine:
    """A paper asked for and its state; `paper` is the row that tells it."""

    kind: PaperKind
    paper: FilingPaper | None

    @property
    def state(self) -> PaperState:
        return PaperState.MISSING if self.paper is None else self.paper.state


@dataclass(frozen=True)
class Checklist:
    organization: Organization
    lines: Sequence[PaperLine]
    conditions: tuple[Condition, ...]

    @property
    def lacking(self) -> list[PaperLine]:
        """The required papers that are not approved."""
        return [
            line
            for line in self.lines
            if line.kind.is_required and line.state is not PaperState.APPROVED
        ]

    @property
    def is_complete(self) -> bool:
        return not self.lacking

    @property
    def unmet(self) -> list[Condition]:
        return unmet(self.conditions)


def checklists(
    standpoint: Standpoint, organizations: Sequence[Organization]
) -> Mapping[int, Checklist]:
    """Return the checklist of each by its number; a constant number of queries."""
    kinds = queries.list_kinds(standpoint)
    papers = queries.latest_papers(standpoint, [item.id for item in organizations])
    places = queries.place_names(standpoint, {item.division_code for item in organizations})
    return {
        item.id: Checklist(
            item,
            [PaperLine(kind, papers.get(item.id, {}).get(kind.key)) for kind in kinds],
            conditions_of(
                _facts(item, places[item.division_code], papers.get(item.id, {}).get(CHARTER))
            ),
        )
        for item in organizations
    }


def _facts(
    organization: Organization, places: tuple[str, ...], charter: FilingPaper | None
) -> GroupFacts:
    return GroupFacts(
        name=organization.name,
        places=places,
        kind=organization.kind,
        leader_name=organization.leader_name,
        member_count=organization.member_count,
        staff_count=organization.staff_count,
        address=organization.address,
        has_charter=charter is not None and charter.state in CAME,
    )
