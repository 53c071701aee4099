"""Forms of residencies, one per page."""

from app.incubation.residencies.forms.applying import ApplicationForm, WishForm
from app.incubation.residencies.forms.handing_over import HandOverForm
from app.incubation.residencies.forms.rooms import RoomForm
from app.incubation.residencies.forms.stepping import StepForm, WithdrawalForm

__all__ = ["ApplicationForm", "HandOverForm", "RoomForm", "StepForm", "WishForm", "WithdrawalForm"]
