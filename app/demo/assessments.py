"""Reviews of the demo hub's projects: points of the pool's experts, a visit, an audit."""

from datetime import date, timedelta

from app.people.mentor_queries import MentorFilter, list_mentors
from app.projects.assessments.errors import RecusedError
from app.projects.assessments.live import first_day_of
from app.projects.assessments.operations import (
    AssessmentEntry,
    ScoreEntry,
    record_assessment,
    recuse,
    score,
)
from app.projects.assessments.queries import score_sheet_of
from app.projects.listing import ProjectFilter, list_projects
from app.projects.models import Project
from app.projects.words import AssessmentKind, Result
from app.standpoint import Standpoint, today

POINTS = (92, 85, 78, 66, 58)  # of a hundred
PASS_LINE = 60
MOST_EXPERTS = 3


def load_assessments(standpoint: Standpoint) -> int:
    """Review each project of the division; return how many. Those furthest on are audited too."""
    rows = list_projects(standpoint, ProjectFilter(sort="name"), limit=len(POINTS))
    for row, points in zip(rows, POINTS, strict=False):
        first_day = first_day_of(row.project.id)
        assert first_day is not None
        _review(standpoint, row.project, first_day, points)
        if row.word is not None and row.word.is_running:
            _visit(standpoint, row.project)
        if row.word is not None and row.word.is_accepted:
            _audit(standpoint, row.project)
    return len(rows)


def _review(standpoint: Standpoint, project: Project, on: date, points: int) -> None:
    entry = AssessmentEntry(AssessmentKind.APPLICATION, on, pass_line=PASS_LINE)
    number = record_assessment(standpoint, project.id, entry)
    lines = score_sheet_of(standpoint, project).lines
    given = {line.text: line.points * points // 100 for line in lines}
    for mentor, _grade in list_mentors(standpoint, MentorFilter(), limit=MOST_EXPERTS):
        try:
            score(standpoint, number, ScoreEntry(mentor.person_id, given))
        except RecusedError:
            recuse(standpoint, number, mentor.person_id)


def _visit(standpoint: Standpoint, project: Project) -> None:
    on, opinion = today() - timedelta(20), "活动签到表不全，请补齐。"
    due = today() + timedelta(5)
    entry = AssessmentEntry(AssessmentKind.SUPERVISION, on, opinion=opinion, rectify_by=due)
    record_assessment(standpoint, project.id, entry)


def _audit(standpoint: Standpoint, project: Project) -> None:
    on, opinion = today(), "专款专用，凭证齐全。"
    entry = AssessmentEntry(AssessmentKind.AUDIT, on, result=Result.PASSED, opinion=opinion)
    record_assessment(standpoint, project.id, entry)
