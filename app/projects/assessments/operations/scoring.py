"""The points of experts. Who belongs to an organization of the project gives none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.people.mentor_queries import find_mentor
from app.people.models import Person
from app.projects.assessments import queries
from app.projects.assessments.errors import (
    NotScoredKindError,
    PointsError,
    RecusedError,
    UnknownExpertError,
)
from app.projects.assessments.labels import SCORED
from app.projects.assessments.operations.subject import tell, to_change
from app.projects.assessments.recusal import organizations_shared
from app.projects.assessments.scoring import ScoreSheet
from app.projects.models import Assessment, AssessmentScore
from app.projects.operations.subject import recorded, supersede
from app.standpoint import Standpoint


@dataclass(frozen=True)
class ScoreEntry:
    """A checked request: the points an expert of the pool gives, by text of the criterion."""

    person_id: int
    points: Mapping[str, int]
    bonus: int = 0
    note: str | None = None


def score(standpoint: Standpoint, assessment_id: int, entry: ScoreEntry) -> None:
    """Record the points of an expert; what the expert gave before is superseded.

    Raises NotScoredKindError, UnknownExpertError, RecusedError, PointsError.
    """
    row, project = to_change(standpoint, assessment_id)
    expert = _expert(standpoint, row, entry.person_id)
    shared = organizations_shared(expert, project.id, row.on)
    if shared:
        raise RecusedError(shared)
    _check_points(queries.score_sheet_of(standpoint, project), entry)
    lines: list[dict[str, Any]] = [
        {"criterion": criterion, "points": points} for criterion, points in entry.points.items()
    ]
    if entry.bonus:
        lines.append({"points": entry.bonus, "is_bonus": True})
    lines[0]["note"] = entry.note
    _replace(standpoint, row, expert, lines)
    total = sum(entry.points.values()) + entry.bonus
    tell("assessment:score", standpoint, project, row, expert=expert.name, total=total)


def recuse(
    standpoint: Standpoint, assessment_id: int, person_id: int, note: str | None = None
) -> None:
    """Record that the expert stands aside; points given before no longer count.

    Without a note it says to which organizations of the project the expert belongs. Raises
    NotScoredKindError, UnknownExpertError.
    """
    row, project = to_change(standpoint, assessment_id)
    expert = _expert(standpoint, row, person_id)
    note = note or "、".join(organizations_shared(expert, project.id, row.on)) or None
    _replace(standpoint, row, expert, [{"is_recused": True, "note": note}])
    tell("assessment:recuse", standpoint, project, row, expert=expert.name, note=note)


def _expert(standpoint: Standpoint, row: Assessment, person_id: int) -> Person:
    if row.kind not in SCORED:
        raise NotScoredKindError
    mentor = find_mentor(standpoint, person_id)
    if mentor is None:
        raise UnknownExpertError
    return mentor.person


def _check_points(sheet: ScoreSheet, entry: ScoreEntry) -> None:
    wrong = [
        line.text for line in sheet.lines if not 0 <= entry.points.get(line.text, -1) <= line.points
    ]
    unknown = set(entry.points) - {line.text for line in sheet.lines}
    if wrong or unknown or not 0 <= entry.bonus <= sheet.bonus:
        raise PointsError(wrong)


def _replace(
    standpoint: Standpoint, row: Assessment, expert: Person, lines: list[dict[str, Any]]
) -> None:
    old = select(AssessmentScore).where(
        AssessmentScore.assessment_id == row.id,
        AssessmentScore.person_id == expert.id,
        AssessmentScore.superseded_at.is_(None),
    )
    for item in db.session.scalars(old).all():
        supersede(item, standpoint)
    common = {"assessment_id": row.id, "expert_name": expert.name, "person_id": expert.id}
    for line in lines:
        db.session.add(AssessmentScore(**common, **line, **recorded(standpoint)))
    row.version += 1
    db.session.flush()
