"""Forms about who comes: signing up, inviting, the sign-in grid, unknown organizations."""

from typing import ClassVar

import wtforms
from wtforms.fields import HiddenField, IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, Optional, ValidationError

from app.i18n import _, _l
from app.organizations.forms.fields import LongTextField
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.trainings.sessions.forms.refusals import REFUSED
from app.trainings.sessions.operations.checks import LONGEST_NAME
from app.trainings.sessions.typed import MOST_LINES, TypedPerson, read_people

LONGEST_LIST = 50_000


class EmptyForm(RefusableForm):
    """A button that writes."""

    own_refusals: ClassVar[Refusals] = REFUSED


class CancelForm(RefusableForm):
    reason = LongTextField(_l("原因"), longest=500)

    own_refusals: ClassVar[Refusals] = REFUSED


class PeopleForm(RefusableForm):
    """People typed in, one a line."""

    people = LongTextField(_l("名单"), longest=LONGEST_LIST)

    own_refusals: ClassVar[Refusals] = REFUSED

    def validate_people(self, field: wtforms.Field) -> None:
        typed = read_people(field.data or "")
        if len(typed) > MOST_LINES:
            raise ValidationError(_("一次最多填写%(most)s人", most=MOST_LINES))
        if any(len(person.name) > LONGEST_NAME for person in typed):
            raise ValidationError(_("每人都要有姓名，且不超过50字"))

    def typed(self) -> list[TypedPerson]:
        return read_people(self.people.data or "")


class SignUpForm(PeopleForm):
    people = LongTextField(
        _l("报名人员"),
        longest=LONGEST_LIST,
        validators=[InputRequired(_l("请填写报名人员，每人一行"))],
    )


class GridForm(PeopleForm):
    people = LongTextField(_l("补录人员"), longest=LONGEST_LIST, validators=[Optional()])


class InviteForm(RefusableForm):
    organization = SelectMultipleField(coerce=int, validate_choice=False)

    own_refusals: ClassVar[Refusals] = REFUSED


class MatchForm(RefusableForm):
    text = HiddenField(validators=[InputRequired()])
    organization_id = IntegerField(
        validators=[InputRequired(_l("请选择对应的组织"))],
    )

    own_refusals: ClassVar[Refusals] = REFUSED
