"""Writes. Operations flush and audit; the view or command commits."""

from app.people.operations.links import LinkDraft, end_link, link_person, withdraw_link
from app.people.operations.mentors import (
    GradeMove,
    MentorProfile,
    edit_mentor,
    make_mentor,
    record_mentor_grade,
    withdraw_mentor,
)
from app.people.operations.people import (
    PersonDraft,
    PersonEdit,
    add_person,
    edit_person,
    reveal_phone,
    withdraw_person,
)
from app.people.operations.qualifications import record_qualification, withdraw_qualification

__all__ = [
    "GradeMove",
    "LinkDraft",
    "MentorProfile",
    "PersonDraft",
    "PersonEdit",
    "add_person",
    "edit_mentor",
    "edit_person",
    "end_link",
    "link_person",
    "make_mentor",
    "record_mentor_grade",
    "record_qualification",
    "reveal_phone",
    "withdraw_link",
    "withdraw_mentor",
    "withdraw_person",
    "withdraw_qualification",
]
