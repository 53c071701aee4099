"""Forms of projects' money."""

from collections.abc import Sequence
from typing import Any, ClassVar

import wtforms
from wtforms.fields import BooleanField, FieldList, FormField, HiddenField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from app.i18n import _, _l
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.projects.forms.money import money_field
from app.projects.models import BudgetLine, Instalment
from app.projects.money import errors
from app.projects.money.operations import (
    BudgetRequest,
    ExpenseEntry,
    InstalmentEdit,
    LineEdit,
    PaymentEntry,
)
from app.standpoint import today
from app.values.money import show_money
from app.web.forms import DateField, SelectChoice
from app.web.messages import Messages

MOST_ROWS = 60
BLANK_LINES, BLANK_INSTALMENTS = 4, 2
DIRECT, INDIRECT = "direct", "indirect"
REFUSALS: Refusals = {
    FutureDayError: ("on", _l("日期不能晚于今天")),
    BeforeExistenceError: ("on", _l("这一天实施单位尚未成立，请核对日期")),
    errors.AmountError: ("amount", _l("金额应大于0")),
    errors.UnknownPartError: ("part", _l("预算刚刚调整过，请重新选择")),
    errors.NothingApprovedError: (
        "amount",
        _l("还没有批复金额，也没有预算，不能拨款。请先在项目信息中填写批复金额"),
    ),
}


class LineForm(wtforms.Form):
    """A line of the budget; one without label and amount is none."""

    number = HiddenField()
    label = TextField(_l("科目"), longest=100)
    is_direct = SelectField(_l("费用类别"))
    amount = money_field(_l("预算金额（元）"))
    calculation = TextField(_l("测算说明"), longest=500)
    is_removed = BooleanField(_l("删除这个科目"))

    class Meta:
        def get_translations(self, _form: Any) -> Messages:
            return Messages()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_direct.choices = [
            SelectChoice(DIRECT, _("直接费用")),
            SelectChoice(INDIRECT, _("间接费用")),
        ]

    @property
    def is_wanted(self) -> bool:
        is_filled = bool(self.number.data or self.label.data or _is_typed(self.amount))
        return is_filled and not self.is_removed.data

    def validate_label(self, field: wtforms.Field) -> None:
        if self.is_wanted and not field.data:
            raise ValidationError(_("请填写科目名称，不要的请勾选删除"))

    def validate_amount(self, field: wtforms.Field) -> None:
        if self.is_wanted and not field.data:
            raise ValidationError(_("请填写大于0的金额"))

    def edit(self) -> LineEdit:
        return LineEdit(
            number=_number(self.number.data),
            label=self.label.data or "",
            is_direct=self.is_direct.data != INDIRECT,
            calculation=self.calculation.data,
            amount=self.amount.data or 0,
        )


class InstalmentForm(wtforms.Form):
    """An instalment; one without an amount is none."""

    number = HiddenField()
    amount = money_field(_l("应拨付金额（元）"))
    due_on = DateField(_l("应拨付日期"), validators=[Optional()])
    condition = TextField(_l("拨付条件"), longest=200)
    is_removed = BooleanField(_l("删除这一期"))

    class Meta:
        def get_translations(self, _form: Any) -> Messages:
            return Messages()

    @property
    def is_wanted(self) -> bool:
        is_filled = bool(
            self.number.data or self.due_on.data or self.condition.data or _is_typed(self.amount)
        )
        return is_filled and not self.is_removed.data

    def validate_amount(self, field: wtforms.Field) -> None:
        if self.is_wanted and not field.data:
            raise ValidationError(_("请填写大于0的金额，不要的请勾选删除"))

    def edit(self) -> InstalmentEdit:
        return InstalmentEdit(
            number=_number(self.number.data),
            condition=self.condition.data,
            due_on=self.due_on.data,
            amount=self.amount.data or 0,
        )


class BudgetForm(RefusableForm):
    """The whole budget on one page; `version` says from which state it was made."""

    lines = FieldList(FormField(LineForm), max_entries=MOST_ROWS)
    instalments = FieldList(FormField(InstalmentForm), max_entries=MOST_ROWS)
    version = HiddenField()

    own_refusals: ClassVar[Refusals] = REFUSALS

    def __init__(
        self, lines: Sequence[BudgetLine], instalments: Sequence[Instalment], version: int
    ) -> None:
        super().__init__(
            data={
                "version": str(version),
                "lines": _padded([_line(item) for item in lines], BLANK_LINES),
                "instalments": _padded(
                    [_instalment(item) for item in instalments], BLANK_INSTALMENTS
                ),
            }
        )

    def validate(self, **options: Any) -> bool:
        """Say above the form what is wrong with which row, where a list has no words for it."""
        is_valid: bool = super().validate(**options)
        self._tell(self.lines, _l("第%(at)s个科目，%(label)s：%(error)s"))
        self._tell(self.instalments, _l("第%(at)s期，%(label)s：%(error)s"))
        return is_valid

    def _tell(self, rows: "FieldList[Any]", text: Any) -> None:
        for at, entry in enumerate(rows.entries, 1):
            self.form_errors += [
                str(text) % {"at": at, "label": field.label.text, "error": error}
                for field in entry.form
                for error in field.errors
            ]
        rows.errors = []

    def request(self) -> BudgetRequest:
        """Return what was asked for. Only call it on a form that has validated."""
        return BudgetRequest(
            tuple(entry.form.edit() for entry in self.lines if entry.form.is_wanted),
            tuple(entry.form.edit() for entry in self.instalments if entry.form.is_wanted),
        )

    def made_from(self) -> int:
        return _number(self.version.data) or 0


class FlowForm(RefusableForm):
    """Money that went: paid out to the project, or spent by it."""

    on = DateField(_l("日期"), validators=[InputRequired(_l("请填写日期")), not_after_today])
    amount = money_field(
        _l("金额（元）"), validators=[InputRequired(_l("请填写金额，如 30000、3万"))]
    )
    part = SelectField()
    voucher = TextField(_l("凭证号"), longest=100)
    note = TextField(_l("说明"), longest=200)

    own_refusals: ClassVar[Refusals] = REFUSALS

    def __init__(self, label: str, choices: Sequence[SelectChoice], part: int | None) -> None:
        super().__init__(data={"on": today(), "part": str(part or "")})
        self.part.label.text = label
        self.part.choices = [SelectChoice("", _("不指定")), *choices]

    def validate_amount(self, field: wtforms.Field) -> None:
        if not field.errors and not field.data:
            raise ValidationError(_("金额应大于0"))

    def refuse(self, error: Exception) -> None:
        if isinstance(error, errors.OverApprovedError):
            self.amount.errors = [
                _(
                    "超过批复金额：批复%(ceiling)s，已拨付%(paid)s，最多还能拨付%(left)s。"
                    "确需多拨请先修改批复金额",
                    ceiling=show_money(error.ceiling),
                    paid=show_money(error.paid),
                    left=show_money(max(0, error.ceiling - error.paid)),
                )
            ]
        else:
            super().refuse(error)

    def payment(self) -> PaymentEntry:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.on.data is not None
        part, voucher = _number(self.part.data), self.voucher.data
        return PaymentEntry(self.on.data, self.amount.data, part, voucher, self.note.data)

    def expense(self) -> ExpenseEntry:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.on.data is not None
        part, voucher = _number(self.part.data), self.voucher.data
        return ExpenseEntry(self.on.data, self.amount.data, part, voucher, self.note.data)


class FlowWithdrawalForm(RefusableForm):
    reason = LongTextField(_l("撤回原因"), longest=500)


def _padded(rows: list[dict[str, Any]], blank: int) -> list[dict[str, Any]]:
    return [*rows, *({} for _row in range(min(blank, MOST_ROWS - len(rows))))]


def _line(line: BudgetLine) -> dict[str, Any]:
    return {
        "number": str(line.number),
        "label": line.label,
        "is_direct": DIRECT if line.is_direct else INDIRECT,
        "calculation": line.calculation,
        "amount": line.amount,
    }


def _instalment(item: Instalment) -> dict[str, Any]:
    return {
        "number": str(item.number),
        "condition": item.condition,
        "due_on": item.due_on,
        "amount": item.amount,
    }


def _is_typed(field: wtforms.Field) -> bool:
    return bool(field.raw_data and field.raw_data[0]) or field.data is not None


def _number(text: str | None) -> int | None:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else None
