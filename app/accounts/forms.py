from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, ValidationError

from app.accounts.models import Account
from app.accounts.passwords import Weakness, find_weakness
from app.accounts.usernames import LONGEST, normalize_username
from app.i18n import _, _l
from app.web.forms import BaseForm

PASSWORD_RULE = _l("至少8位，包含大写字母、小写字母、数字、符号中的三种，且不含账号名")

WEAKNESS_TEXTS = {
    Weakness.TOO_SHORT: _l("请设置至少8位的密码"),
    Weakness.TOO_LONG: _l("请将密码控制在128位以内"),
    Weakness.TOO_PLAIN: _l("请在大写字母、小写字母、数字、符号中至少使用三种"),
    Weakness.HOLDS_NAME: _l("请换一个不含账号名的密码"),
    Weakness.COMMON: _l("这个密码太常见，请换一个不易猜到的"),
}


class SignInForm(BaseForm):
    username = StringField(_l("账号"), validators=[InputRequired(_l("请填写账号"))])
    password = PasswordField(_l("密码"), validators=[InputRequired(_l("请填写密码"))])

    def normalized_username(self) -> str:
        """Return what was typed, no longer than a name can be: it is kept and shown to auditors."""
        return normalize_username(self.username.data or "")[: LONGEST + 1]


class PasswordChangeForm(BaseForm):
    current = PasswordField(_l("当前密码"), validators=[InputRequired(_l("请填写当前密码"))])
    new = PasswordField(_l("新密码"), validators=[InputRequired(_l("请填写新密码"))])
    repeated = PasswordField(
        _l("再次输入新密码"),
        validators=[
            InputRequired(_l("请再填写一次新密码")),
            EqualTo("new", _l("两次填写的新密码不一致，请重新填写")),
        ],
    )

    def __init__(self, account: Account) -> None:
        super().__init__()
        self._username = account.username

    def validate_new(self, field: PasswordField) -> None:
        weakness = find_weakness(field.data or "", self._username)
        if weakness is not None:
            raise ValidationError(str(WEAKNESS_TEXTS[weakness]))
        if field.data == self.current.data:
            raise ValidationError(_("请换一个与当前密码不同的新密码"))
