"""Forms of people and mentors, one per page."""

from app.people.forms.links import EndForm, LinkForm, MemberForm
from app.people.forms.mentors import GradeForm, MentorEditForm, MentorForm
from app.people.forms.people import (
    NewPersonForm,
    PersonEditForm,
    QualificationForm,
    RevealForm,
    WithdrawalForm,
)

__all__ = [
    "EndForm",
    "GradeForm",
    "LinkForm",
    "MemberForm",
    "MentorEditForm",
    "MentorForm",
    "NewPersonForm",
    "PersonEditForm",
    "QualificationForm",
    "RevealForm",
    "WithdrawalForm",
]
