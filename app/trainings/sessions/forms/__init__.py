"""Forms of sessions."""

from app.trainings.sessions.forms.people import (
    CancelForm,
    EmptyForm,
    GridForm,
    InviteForm,
    MatchForm,
    SignUpForm,
)
from app.trainings.sessions.forms.session import SessionForm

__all__ = [
    "CancelForm",
    "EmptyForm",
    "GridForm",
    "InviteForm",
    "MatchForm",
    "SessionForm",
    "SignUpForm",
]
