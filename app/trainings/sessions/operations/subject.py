from app.audit.operations import Subject
from app.trainings.models import TrainingSession


def subject_of(session: TrainingSession, title: str) -> Subject:
    """Return the session as the log of operations names it."""
    return Subject(
        "training_session", session.id, f"{session.number} {title}", session.division_code
    )
