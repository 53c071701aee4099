"""Operations as a view runs them: in a turn of their own, committed."""

from datetime import date

from sqlalchemy import select

from app.audit.models import AuditEvent
from app.extensions import db
from app.history.points import list_live
from app.organizations.models import StageChange, StandingChange
from app.turns import writing
from app.values.dates import PartialDate


def run(operation, *arguments):
    with writing():
        result = operation(*arguments)
        db.session.commit()
    return result


def on(text):
    """Return the day, month or year of an ISO text as people know it."""
    return PartialDate(date.fromisoformat(text))


def last_event():
    statement = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)
    return db.session.scalars(statement).one()


def standings_of(organization_id):
    points = list_live(StandingChange, organization_id)
    return [(point.standing.value, point.since.isoformat()) for point in points]


def stages_of(organization_id):
    points = list_live(StageChange, organization_id)
    return [(point.stage, point.since.isoformat()) for point in points]
