from wtforms.fields import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.files.forms import EvidenceField
from app.i18n import _l
from app.incubation.residencies.forms.refusals import ResidencyForm, VersionedForm
from app.incubation.residencies.models import Residency
from app.incubation.residencies.operations import Application, Wish
from app.organizations.forms.changes import REASON_LENGTH
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.standpoint import today
from app.web.forms import BaseForm, DateField

MOST_DESKS = 1000


class WishFields(BaseForm):
    """What a place is wanted for, by the model's names."""

    purpose = LongTextField(
        _l("入驻用途"),
        longest=REASON_LENGTH,
        validators=[InputRequired(_l("请填写入驻用途"))],
    )
    room_wish = TextField(_l("意向场所"), longest=60)
    desks_wish = IntegerField(_l("需要工位数"), validators=[Optional(), NumberRange(1, MOST_DESKS)])
    contact_note = TextField(_l("联系人及电话"), longest=100)

    def wish(self) -> Wish:
        """Return what was asked for. Only call it on a form that has validated."""
        return Wish(
            purpose=self.purpose.data or "",
            room_wish=self.room_wish.data,
            desks_wish=self.desks_wish.data,
            contact_note=self.contact_note.data,
        )


class ApplicationForm(WishFields, ResidencyForm):
    since = DateField(
        _l("申请日期"), validators=[InputRequired(_l("请填写申请日期")), not_after_today]
    )
    reason = LongTextField(_l("备注"), longest=REASON_LENGTH)
    files = EvidenceField(_l("申请材料"))

    def __init__(self) -> None:
        super().__init__(data={"since": today()})

    def application(self) -> Application:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.since.data is not None
        return Application(self.since.data, self.wish(), self.reason.data)


class WishForm(WishFields, VersionedForm):
    """Changes what was applied for."""

    def __init__(self, residency: Residency) -> None:
        names = ("purpose", "room_wish", "desks_wish", "contact_note", "version")
        super().__init__(data={name: getattr(residency, name) for name in names})
