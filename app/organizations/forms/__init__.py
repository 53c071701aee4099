"""Forms of changes to organizations, one per page."""

from app.organizations.forms.editing import EditForm
from app.organizations.forms.grade import GradeForm
from app.organizations.forms.registering import RegistrationForm
from app.organizations.forms.standing import StandingForm
from app.organizations.forms.withdrawing import WithdrawalForm

__all__ = [
    "EditForm",
    "GradeForm",
    "RegistrationForm",
    "StandingForm",
    "WithdrawalForm",
]
