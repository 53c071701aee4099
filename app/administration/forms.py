from collections.abc import Sequence

from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app.access.permissions import Role
from app.accounts.models import Account
from app.accounts.operations import AccountEdit, NewAccount
from app.accounts.usernames import LONGEST, OPERATOR, is_username, normalize_username
from app.divisions.codes import STEPS, meaningful
from app.divisions.models import Division
from app.i18n import _l
from app.organizations.models import Stage
from app.organizations.operations.dictionary import StageEdit
from app.web.forms import BaseForm, SelectChoice
from app.web.labels import ROLE_LABELS

INDENT = "　"
LONGEST_LIMIT = 36_500  # days: a hundred years


class AccountForm(BaseForm):
    """An account's name, role and division; `divisions` are those it may be given."""

    name = StringField(
        _l("姓名"),
        validators=[
            InputRequired(_l("请填写姓名")),
            Length(max=50, message=_l("请将姓名控制在50个字以内")),
        ],
    )
    role = SelectField(_l("角色"), coerce=Role)
    division = SelectField(_l("辖区"))

    def __init__(self, divisions: Sequence[Division], account: Account | None = None) -> None:
        values = {}
        if account is not None:
            values = {
                "name": account.name,
                "role": account.role,
                "division": account.division_code,
            }
        super().__init__(data=values)
        self.role.choices = [SelectChoice(role.value, ROLE_LABELS[role]) for role in Role]
        self.division.choices = [
            SelectChoice(
                item.code, INDENT * division_depth(item.code, divisions[0].code) + item.name
            )
            for item in divisions
        ]

    def edit(self) -> AccountEdit:
        """Return what was asked for. Only call it on a form that has validated."""
        return AccountEdit(self.name.data or "", self.role.data, self.division.data)


class AccountCreateForm(AccountForm):
    username = StringField(
        _l("账号"),
        validators=[InputRequired(_l("请填写账号"))],
        description=_l("登录时使用，如姓名拼音 zhangsan，不区分大小写"),
    )

    def validate_username(self, field: StringField) -> None:
        username = normalize_username(field.data or "")
        if not is_username(username):
            raise ValidationError(
                _l("请用文字、字母、数字或 . _ - @，不超过%(longest)s位", longest=LONGEST)
            )
        if username == OPERATOR:
            raise ValidationError(_l("这个账号名由系统保留，请换一个"))

    def account(self, password_hash: str) -> NewAccount:
        """Return what was asked for. Only call it on a form that has validated."""
        return NewAccount(
            username=self.username.data or "",
            name=self.name.data or "",
            role=self.role.data,
            division_code=self.division.data,
            password_hash=password_hash,
        )


class DivisionUploadForm(BaseForm):
    file = FileField(_l("区划文件"), validators=[FileRequired(_l("请选择要上传的文件"))])


def division_depth(code: str, top: str) -> int:
    """Return how many steps a division lies below another."""
    return STEPS.index(len(meaningful(code))) - STEPS.index(len(meaningful(top)))


class StageForm(BaseForm):
    """A stage of the dictionary, a new one without `stage`."""

    label = StringField(
        _l("名称"),
        validators=[
            InputRequired(_l("请填写名称")),
            Length(max=20, message=_l("请将名称控制在20个字以内")),
        ],
    )
    limit_days = IntegerField(
        _l("停留期限（天）"),
        validators=[
            Optional(),
            NumberRange(1, LONGEST_LIMIT, _l("请填写1到%(most)s之间的天数", most=LONGEST_LIMIT)),
        ],
        description=_l("超过这么多天仍在该阶段，会出现在工作台“停留超期”中；不填则不提醒"),
    )

    def __init__(self, stage: Stage | None = None) -> None:
        values = {}
        if stage is not None:
            values = {"label": stage.label, "limit_days": stage.limit_days}
        super().__init__(data=values)

    def edit(self) -> StageEdit:
        """Return what was asked for. Only call it on a form that has validated."""
        return StageEdit(self.label.data or "", self.limit_days.data)
