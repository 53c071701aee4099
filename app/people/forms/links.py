from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from wtforms.fields import RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired, Optional

from app.i18n import _l
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.forms.fields import TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.organizations.models import Organization
from app.people import errors
from app.people.forms.people import AddingForm
from app.people.labels import ROLE_LABELS
from app.people.models import Role
from app.people.operations import LinkDraft
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

LINK_REFUSALS: Refusals = {
    BeforeExistenceError: (
        "since",
        _l("这一天组织尚未成立。请填写最早一条登记状态当日或之后的日期"),
    ),
    FutureDayError: ("since", _l("请填写今天或之前的日期")),
    errors.LinkSpanError: ("until", _l("离开日期要晚于任职日期，不晚于今天")),
    errors.LinkTakenError: ("role", _l("这段时间已在该组织登记为这一身份")),
}


class MemberForm(AddingForm):
    """Adds a person to an organization."""

    role = SelectField(_l("身份"), coerce=Role)
    since = DateField(
        _l("任职日期"), validators=[InputRequired(_l("请填写任职日期")), not_after_today]
    )

    own_refusals: ClassVar[Refusals] = LINK_REFUSALS

    def __init__(self) -> None:
        super().__init__(data={"since": today(), "role": Role.SOCIAL_WORKER})
        self.role.choices = [SelectChoice(item, ROLE_LABELS[item]) for item in Role]

    def link_to(self, organization_id: int) -> LinkDraft:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.since.data is not None
        return LinkDraft(organization_id, self.role.data, self.since.data)


class LinkForm(RefusableForm):
    """Links a person to an organization that is looked for on the page."""

    text = TextField(_l("组织名称"), longest=100)
    look = SubmitField(_l("查找"))
    organization = RadioField(_l("选择组织"), validate_choice=False)
    role = SelectField(_l("身份"), coerce=Role)
    since = DateField(
        _l("任职日期"), validators=[InputRequired(_l("请填写任职日期")), not_after_today]
    )
    until = DateField(_l("离开日期"), validators=[Optional(), not_after_today])

    own_refusals: ClassVar[Refusals] = LINK_REFUSALS

    def __init__(self) -> None:
        super().__init__(data={"since": today(), "role": Role.SOCIAL_WORKER})
        self.role.choices = [SelectChoice(item, ROLE_LABELS[item]) for item in Role]
        self.offer([])

    def offer(self, organizations: Sequence[Organization]) -> None:
        self._offered = {str(item.id) for item in organizations}
        self.organization.choices = [
            SelectChoice(str(item.id), item.name) for item in organizations
        ]

    def is_complete(self) -> bool:
        """Tell whether the form is valid and one of the organizations offered is chosen."""
        is_valid = bool(self.validate())
        if self.organization.data in self._offered:
            return is_valid
        self.text.errors = [_l("请查找并选择一家组织")]
        return False

    def link(self) -> LinkDraft:
        """Return what was asked for. Only call it on a form that is complete."""
        assert self.since.data is not None
        return LinkDraft(
            int(self.organization.data), self.role.data, self.since.data, self.until.data
        )


class EndForm(RefusableForm):
    until = DateField(
        _l("离开日期"), validators=[InputRequired(_l("请填写离开日期")), not_after_today]
    )

    own_refusals: ClassVar[Refusals] = LINK_REFUSALS

    def __init__(self) -> None:
        super().__init__(data={"until": today()})

    def day(self) -> date:
        assert self.until.data is not None
        return self.until.data
