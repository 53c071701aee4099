from typing import Any, ClassVar, Final

from wtforms import SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.i18n import _l
from app.organizations.errors import FutureDayError
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.standpoint import today
from app.trainings.certificates import errors
from app.trainings.certificates.operations import Issue
from app.values.number_patterns import LONGEST as LONGEST_NUMBER
from app.web.forms import BaseForm, DateField

LONGEST_NAME: Final = 50
LONGEST_REASON: Final = 500


class PeopleField(SelectMultipleField):
    """People ticked in a table, by the numbers of their sign-ins."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label,
            coerce=int,
            choices=[],
            validate_choice=False,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
            **options,
        )


class IssueForm(RefusableForm):
    people = PeopleField(_l("发证人员"))
    issued_on = DateField(
        _l("发证日期"), validators=[InputRequired(_l("请填写发证日期")), not_after_today]
    )

    own_refusals: ClassVar[Refusals] = {
        FutureDayError: ("issued_on", _l("发证日期不能晚于今天")),
        errors.NobodyChosenError: ("people", _l("请至少勾选一人")),
        errors.NoPatternError: (
            "",
            _l("课程还没有可用的证书编号格式，请先在课程中填写，如 培〔{yyyy}〕{seq:4}号"),
        ),
        errors.NotFulfilledError: (
            "people",
            _l("所选人员中有人到发证日期还不符合发证条件，或名单刚有变动，请核对后重新勾选"),
        ),
        errors.AlreadyIssuedError: ("people", _l("所选人员中有人已有本课程的有效证书，请重新勾选")),
    }

    def __init__(self) -> None:
        super().__init__(data={"issued_on": today()})

    def issue(self, course_id: int) -> Issue:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.issued_on.data is not None
        return Issue(course_id, tuple(self.people.data or ()), self.issued_on.data)


class PassedTestsForm(RefusableForm):
    shown = PeopleField(_l("名单"))
    passed = PeopleField(_l("考核通过"))


class RevocationForm(RefusableForm):
    reason = LongTextField(
        _l("撤销原因"),
        longest=LONGEST_REASON,
        validators=[InputRequired(_l("请填写撤销原因"))],
    )

    own_refusals: ClassVar[Refusals] = {
        errors.ReasonMissingError: ("reason", _l("请填写撤销原因")),
    }


class VerificationForm(BaseForm):
    number = TextField(
        _l("证书编号"), longest=LONGEST_NUMBER, validators=[InputRequired(_l("请填写证书编号"))]
    )
    name = TextField(_l("姓名"), longest=LONGEST_NAME, validators=[InputRequired(_l("请填写姓名"))])
