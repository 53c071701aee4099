"""Reads of sessions. Every function takes the standpoint first and shows nothing outside it."""

from app.trainings.sessions.queries.attendances import (
    attendance_counts,
    list_sign_ins,
    list_sign_ups,
    past_sessions_of,
    sign_up_counts,
)
from app.trainings.sessions.queries.mentors import mentor_names, names_of_mentors
from app.trainings.sessions.queries.sessions import (
    SessionFilter,
    SessionRow,
    Totals,
    count_sessions,
    first_day,
    get_deleted,
    get_session,
    in_view,
    list_deleted,
    list_sessions,
    mentor_ids_of,
    total,
)
from app.trainings.sessions.queries.unknown import UnknownText, list_unknown_texts, suggest

__all__ = [
    "SessionFilter",
    "SessionRow",
    "Totals",
    "UnknownText",
    "attendance_counts",
    "count_sessions",
    "first_day",
    "get_deleted",
    "get_session",
    "in_view",
    "list_deleted",
    "list_sessions",
    "list_sign_ins",
    "list_sign_ups",
    "list_unknown_texts",
    "mentor_ids_of",
    "mentor_names",
    "names_of_mentors",
    "past_sessions_of",
    "sign_up_counts",
    "suggest",
    "total",
]
