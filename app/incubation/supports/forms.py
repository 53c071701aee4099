"""Forms of the support log."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from wtforms.fields import HiddenField, IntegerField, SelectField, SelectMultipleField, SubmitField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.files.forms import EvidenceField
from app.i18n import _, _l
from app.incubation.supports import errors
from app.incubation.supports.kinds import FORM_LABELS, KIND_LABELS, SupportForm, SupportKind
from app.incubation.supports.models import Support
from app.incubation.supports.operations import MOST_MINUTES, SupportEntry
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.organizations.models import Organization
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

LONGEST_NAME = 50
LONGEST_TEXT = 1000
OWN_REFUSALS: Refusals = {
    BeforeExistenceError: (
        "on",
        _l("这一天所选组织尚未成立。请填写最早一条登记状态当日或之后的日期"),
    ),
    FutureDayError: ("on", _l("服务日期不能晚于今天")),
    errors.FollowUpDayError: ("follow_up_on", _l("跟进日期不能早于服务日期")),
    errors.MinutesError: ("minutes", _l("请填写1到1440之间的分钟数")),
    errors.NoRecipientError: ("organizations", _l("请至少选择一家组织")),
}


class SupportEntryForm(RefusableForm):
    """Records a support, or puts one right when given it with its recipients."""

    organizations = SelectMultipleField(
        _l("服务对象"),
        coerce=int,
        validators=[InputRequired(_l("请至少选择一家组织"))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    text = TextField(_l("再加一家"), longest=100)
    look = SubmitField(_l("查找"))
    on = DateField(
        _l("服务日期"), validators=[InputRequired(_l("请填写服务日期")), not_after_today]
    )
    kind = SelectField(_l("服务类型"), validators=[InputRequired(_l("请选择服务类型"))])
    form = SelectField(_l("服务形式"))
    minutes = IntegerField(
        _l("时长（分钟）"),
        validators=[
            Optional(),
            NumberRange(1, MOST_MINUTES, message=_l("请填写1到1440之间的分钟数")),
        ],
    )
    by_name = TextField(
        _l("服务人"), longest=LONGEST_NAME, validators=[InputRequired(_l("请填写服务人"))]
    )
    problem = LongTextField(_l("问题"), longest=LONGEST_TEXT)
    advice = LongTextField(_l("建议"), longest=LONGEST_TEXT)
    follow_up_on = DateField(_l("约定跟进日期"), validators=[Optional()])
    files = EvidenceField(_l("签到表、照片等附件"))
    made_from = HiddenField()

    own_refusals: ClassVar[Refusals] = OWN_REFUSALS

    def __init__(self, **data: Any) -> None:
        super().__init__(data=data)
        self.kind.choices = [SelectChoice(item.value, KIND_LABELS[item]) for item in SupportKind]
        self.form.choices = [
            SelectChoice("", _("未注明")),
            *(SelectChoice(item.value, FORM_LABELS[item]) for item in SupportForm),
        ]

    def offer(self, organizations: Sequence[Organization]) -> None:
        self.organizations.choices = [SelectChoice(item.id, item.name) for item in organizations]

    def chosen(self) -> list[int]:
        """Return the numbers ticked so far, whether there are such organizations or not."""
        return list(self.organizations.data or [])

    def entry(self) -> SupportEntry:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.on.data is not None
        return SupportEntry(
            on=self.on.data,
            kind=SupportKind(self.kind.data),
            minutes=self.minutes.data,
            by_name=self.by_name.data or "",
            form=SupportForm(self.form.data) if self.form.data else None,
            problem=self.problem.data,
            advice=self.advice.data,
            follow_up_on=self.follow_up_on.data,
            organization_ids=tuple(self.chosen()),
        )


class FollowUpForm(RefusableForm):
    done_on = DateField(
        _l("跟进日期"), validators=[InputRequired(_l("请填写跟进日期")), not_after_today]
    )
    note = LongTextField(_l("跟进结果"), longest=LONGEST_TEXT)

    own_refusals: ClassVar[Refusals] = {
        FutureDayError: ("done_on", _l("跟进日期不能晚于今天")),
        errors.FollowUpDayError: ("done_on", _l("跟进日期不能早于服务日期")),
        errors.NothingToFollowUpError: ("", _l("这次服务没有待跟进的事项，可能已由别人登记")),
    }

    def __init__(self) -> None:
        super().__init__(data={"done_on": today()})


class SupportWithdrawalForm(RefusableForm):
    reason = LongTextField(_l("撤回原因"), longest=500)

    own_refusals: ClassVar[Refusals] = {
        errors.SharedSupportError: (
            "",
            _l("这次服务还包括其他辖区的组织，不能整条撤回。请更正服务对象，或由上级账号撤回。"),
        ),
    }


def usual(last: Support | None, name: str) -> dict[str, Any]:
    """Return what a new entry begins with: today, and kind and person as in the last one."""
    if last is None:
        return {"on": today(), "by_name": name}
    return {"on": today(), "kind": last.kind.value, "by_name": last.by_name}


def as_recorded(support: Support, organization_ids: Collection[int]) -> dict[str, Any]:
    return {
        "organizations": list(organization_ids),
        "on": support.on,
        "kind": support.kind.value,
        "form": support.form.value if support.form else "",
        "minutes": support.minutes,
        "by_name": support.by_name,
        "problem": support.problem,
        "advice": support.advice,
        "follow_up_on": support.follow_up_on,
        "made_from": str(support.id),
    }
