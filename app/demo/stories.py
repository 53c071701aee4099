"""What the hub did for its organizations in the demo, as its pages would have recorded it."""

from datetime import timedelta

from sqlalchemy import select

from app.demo.assessments import load_assessments
from app.demo.filing import load_filing
from app.demo.people import load_people
from app.demo.project_money import load_project_money
from app.demo.projects import load_projects
from app.demo.recognitions import load_recognitions
from app.demo.residencies import load_residencies
from app.demo.reviews import load_reviews
from app.demo.supports import load_supports
from app.demo.trainings import load_trainings
from app.divisions.queries import within
from app.extensions import db
from app.history.points import at
from app.organizations.models import Organization, StageChange, StandingChange
from app.organizations.standings import IN_FORCE
from app.standpoint import Standpoint, today

OLD_ENOUGH = timedelta(days=450)  # the longest story begins so long ago
REVIEWED, RESIDENT = 12, 6


def load_stories(standpoint: Standpoint, street: str, by_name: str) -> None:
    """Tell of some organizations of the standpoint's street, through the operations of the pages."""
    ids = _grown_up(standpoint, REVIEWED + RESIDENT)
    load_reviews(standpoint, ids[:REVIEWED])
    load_residencies(standpoint, ids[REVIEWED:])
    load_supports(standpoint, by_name)
    load_filing(standpoint, standpoint.division, street)
    load_people(standpoint, ids)
    load_trainings(standpoint)
    load_projects(standpoint)
    load_project_money(standpoint)
    load_recognitions(standpoint)
    load_assessments(standpoint)


def _grown_up(standpoint: Standpoint, count: int) -> list[int]:
    """Return organizations in force that stood and had a stage before the first day told of."""
    first = today() - OLD_ENOUGH
    statement = (
        select(Organization.id)
        .join(StandingChange, StandingChange.organization_id == Organization.id)
        .join(StageChange, StageChange.organization_id == Organization.id)
        .where(
            within(Organization.division_code, standpoint),
            at(StandingChange, standpoint),
            StandingChange.standing.in_(IN_FORCE),
            at(StageChange, standpoint),
            StageChange.since <= first,
        )
        .order_by(Organization.id)
        .limit(count)
    )
    return list(db.session.scalars(statement))
