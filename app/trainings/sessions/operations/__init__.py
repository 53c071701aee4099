"""Writes. Operations flush and audit; the view or command commits."""

from app.trainings.categories import find_or_add_category
from app.trainings.sessions.facts import (
    SessionFacts,
    SignIn,
    SignInCounts,
    SignUpCounts,
    SignUpEntry,
)
from app.trainings.sessions.operations.matching import match_text
from app.trainings.sessions.operations.sessions import (
    cancel_session,
    delete_session,
    edit_session,
    facts_of,
    hold_session,
    plan_session,
    plan_sessions,
    restore_session,
)
from app.trainings.sessions.operations.sign_ins import (
    key_of,
    record_sign_ins,
    withdraw_sign_in,
)
from app.trainings.sessions.operations.sign_ups import cancel_sign_up, sign_up

__all__ = [
    "SessionFacts",
    "SignIn",
    "SignInCounts",
    "SignUpCounts",
    "SignUpEntry",
    "cancel_session",
    "cancel_sign_up",
    "delete_session",
    "edit_session",
    "facts_of",
    "find_or_add_category",
    "hold_session",
    "key_of",
    "match_text",
    "plan_session",
    "plan_sessions",
    "record_sign_ins",
    "restore_session",
    "sign_up",
    "withdraw_sign_in",
]
