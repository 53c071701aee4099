"""The order in which experts put the projects of a round."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.projects.assessments.queries import Assessing, latest_of
from app.projects.assessments.scoring import Candidate, ranked
from app.projects.listing import ProjectFilter, ProjectRow, list_projects
from app.projects.words import AssessmentKind
from app.standpoint import Standpoint

MOST = 1000


@dataclass(frozen=True)
class RankedProject:
    """A project with its place; None: nobody gave it points."""

    place: int | None
    project: ProjectRow
    assessing: Assessing | None

    @property
    def recused(self) -> list[str]:
        experts = self.assessing.experts if self.assessing else ()
        return [expert.name for expert in experts if expert.is_recused]

    @property
    def scored_by(self) -> int:
        experts = self.assessing.experts if self.assessing else ()
        return sum(not expert.is_recused for expert in experts)


def ranking_of(
    standpoint: Standpoint, round_id: int, kind: AssessmentKind
) -> Sequence[RankedProject]:
    """Return the projects of the round by the average total of the last review of the kind.

    At most a thousand; equal averages share a place and stand by name.
    """
    rows = _projects(standpoint, round_id)
    reviews = latest_of(standpoint, list(rows), kind)
    candidates = [
        Candidate(id_, row.detail.sort_key, reviews[id_].average if id_ in reviews else None)
        for id_, row in rows.items()
    ]
    return [
        RankedProject(place, rows[item.id], reviews.get(item.id))
        for place, item in ranked(candidates)
    ]


def _projects(standpoint: Standpoint, round_id: int) -> dict[int, ProjectRow]:
    """Return the projects of the round by number, declined ones too: they were ranked as well."""
    rows = [
        *list_projects(standpoint, ProjectFilter(round_id=round_id, sort="name"), limit=MOST),
        *list_projects(
            standpoint, ProjectFilter(round_id=round_id, sort="name", state="ended"), limit=MOST
        ),
    ]
    return {row.project.id: row for row in rows}
