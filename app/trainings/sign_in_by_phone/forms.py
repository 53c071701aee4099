"""What people type on their own phone."""

from typing import Final

from wtforms.validators import InputRequired, ValidationError

from app.i18n import _, _l
from app.organizations.forms.fields import ReadField, TextField
from app.values.personal import SEPARATOR
from app.values.phones import parse_phones
from app.web.forms import BaseForm

LONGEST_NAME: Final = 50
LONGEST_ORGANIZATION: Final = 100
LONGEST_PHONE: Final = 30


def _one_number(_form: BaseForm, field: ReadField) -> None:
    if field.data is None:
        raise ValidationError(_("请填写本人手机号码"))
    if SEPARATOR in field.data:
        raise ValidationError(_("请只填写一个号码"))


class PhoneSignInForm(BaseForm):
    name = TextField(_l("姓名"), longest=LONGEST_NAME, validators=[InputRequired(_l("请填写姓名"))])
    organization = TextField(
        _l("所在组织"),
        longest=LONGEST_ORGANIZATION,
        validators=[InputRequired(_l("请填写所在组织的全称；没有组织的填写“个人”"))],
        description=_l("请填写全称；没有组织的填写“个人”"),
    )
    phone = ReadField(
        _l("手机号码"),
        read=parse_phones,
        longest=LONGEST_PHONE,
        validators=[InputRequired(_l("请填写本人手机号码")), _one_number],
        description=_l("只用于核对签到，不会公开"),
    )
