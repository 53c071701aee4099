"""The plain attributes of an organization as fields, shared by entering and editing one."""

from collections.abc import Mapping
from typing import Any

import wtforms
from wtforms.fields import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from app.i18n import _, _l
from app.organizations.attributes import EDITABLE
from app.organizations.forms.fields import (
    LongTextField,
    ReadField,
    TextField,
    not_after_today,
)
from app.organizations.kinds import KIND_LABELS, Kind
from app.values.codes import CreditCode, parse_credit_code, parse_number_text
from app.values.counts import Count, parse_count
from app.values.dates import parse_date
from app.values.money import in_yuan, parse_money
from app.values.personal import parse_personal_text
from app.values.phones import parse_phones
from app.values.texts import clean_line
from app.web.forms import BaseForm, SelectChoice

CODE_LENGTH = 18
MOST = 99_999_999  # of people


def _fund_text(fen: int) -> str:
    return f"{in_yuan(fen):f}".removesuffix(".00")


def _not_more(_form: wtforms.Form, field: wtforms.Field) -> None:
    if isinstance(field.data, Count) and field.data.number > MOST:
        raise ValidationError(_("请填写不大于99999999的数"))


def _count(label: str) -> ReadField:
    return ReadField(label, read=parse_count, longest=20, validators=[_not_more])


def _number(label: str) -> ReadField:
    return ReadField(label, read=parse_number_text, longest=60)


class AttributeForm(BaseForm):
    """Fields by the model's names. `attribute_values` is what was asked for."""

    name = ReadField(
        _l("组织名称"),
        read=clean_line,
        longest=100,
        validators=[InputRequired(_l("请填写组织名称"))],
    )
    kind = SelectField(_l("组织类型"), coerce=lambda text: Kind(text) if text else None)
    category = TextField(_l("业务类别"), longest=30)
    credit_code = ReadField(
        _l("统一社会信用代码"),
        read=parse_credit_code,
        write=lambda code: str(code.text),
        longest=40,
        advice={"unknown_value": _l("请填写18位字母和数字，如 51330100MJ87654321")},
    )
    confirmed_code = StringField()  # the very code, once it was confirmed
    filing_number = _number(_l("备案编号"))
    registration_number = _number(_l("登记证号"))
    registrar = TextField(_l("登记管理机关"), longest=100)
    supervisor = TextField(_l("业务主管单位"), longest=100)
    is_branch = BooleanField(_l("是分支（代表）机构，不计入总数"))
    established_on = ReadField(
        _l("成立日期"), read=parse_date, longest=30, validators=[not_after_today]
    )
    leader_name = ReadField(_l("负责人"), read=parse_personal_text, longest=50)
    phone = ReadField(_l("联系电话"), read=parse_phones, longest=120)
    address = TextField(_l("地址"), longest=200)
    fund = ReadField(
        _l("开办资金（元）"),
        read=parse_money,
        write=_fund_text,
        longest=30,
        advice={"unparsable_number": _l("请填写以元为单位的金额，如 30000 或 3万元")},
    )
    staff_count = _count(_l("从业人数"))
    social_worker_count = _count(_l("社工人数"))
    volunteer_count = _count(_l("志愿者人数"))
    member_count = _count(_l("会员（成员）数"))
    party_member_count = _count(_l("党员人数"))
    party_branch = TextField(_l("党组织"), longest=100)
    business_scope = LongTextField(_l("业务范围"), longest=2000)
    remark = LongTextField(_l("备注"), longest=2000)

    known_code: str | None = None  # recorded already, so nobody needs to confirm it again

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data=dict(data or {}), **options)
        self.kind.choices = [
            SelectChoice("", _("未选择")),
            *(SelectChoice(kind.value, KIND_LABELS[kind]) for kind in Kind),
        ]

    def validate_name(self, field: ReadField) -> None:
        if not field.errors and field.data is None:
            raise ValidationError(_("请填写组织名称"))

    def validate_credit_code(self, field: ReadField) -> None:
        """Ask once about a code whose check character is wrong: a few genuine ones are."""
        code: CreditCode | None = field.data
        if code is None or code.is_check_good or code.text == self.known_code:
            return
        if self.confirmed_code.data != code.text:
            raise ValidationError(_doubt_about(code))

    @property
    def doubtful_code(self) -> str | None:
        """The code to be confirmed, None when there is nothing to confirm."""
        code: CreditCode | None = self.credit_code.data
        is_known = code is None or code.is_check_good or code.text == self.known_code
        return None if code is None or is_known else code.text

    def attribute_values(self) -> dict[str, Any]:
        """Return the values by attribute. Only call it on a form that has validated."""
        values = {key: self[key].data for key in EDITABLE}
        for key, value in values.items():
            if isinstance(value, Count):
                values[key] = value.number
        code: CreditCode | None = values["credit_code"]
        values["credit_code"] = None if code is None else code.text
        return values

    def words_of_counts(self) -> dict[str, str]:
        """Return what was written where it says more than the number: 约350."""
        return {
            key: text_of(self[key])
            for key in EDITABLE
            if isinstance(self[key].data, Count) and self[key].data.qualifier is not None
        }


def text_of(field: Any) -> str:
    """Return what stands in a field, as it would be sent."""
    if isinstance(field, BooleanField):
        return "y" if field.data else ""
    if isinstance(field, SelectField):
        return str(field.data or "")
    return str(field._value())  # noqa: SLF001, what the page shows


def _doubt_about(code: CreditCode) -> str:
    if len(code.text) != CODE_LENGTH:
        return _("信用代码应为18位，现在是%(now)s位，请对照证书核对", now=len(code.text))
    if code.suggestion is not None:
        return _("校验码不符，请对照证书核对：是否应为 %(code)s？", code=code.suggestion)
    return _("校验码不符，请对照证书核对")
