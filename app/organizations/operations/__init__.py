"""Writes. Operations flush and audit; the view or command commits.

Every one takes the standpoint first and raises NoResultFound for an organization outside it.
"""

from app.organizations.operations.editing import AttributeEdit, edit_organization, keep_notes
from app.organizations.operations.grade import (
    GradeAward,
    correct_grade,
    record_grade,
    withdraw_grade,
)
from app.organizations.operations.registering import Registration, register_organizations
from app.organizations.operations.stage import (
    StageMove,
    correct_stage,
    record_stage,
    withdraw_stage,
)
from app.organizations.operations.standing import (
    StandingMove,
    correct_standing,
    record_standing,
    withdraw_standing,
)

__all__ = [
    "AttributeEdit",
    "GradeAward",
    "Registration",
    "StageMove",
    "StandingMove",
    "correct_grade",
    "correct_stage",
    "correct_standing",
    "edit_organization",
    "keep_notes",
    "record_grade",
    "record_stage",
    "record_standing",
    "register_organizations",
    "withdraw_grade",
    "withdraw_stage",
    "withdraw_standing",
]
