"""What people are told of a change that the operations refused, and at which field."""

from collections.abc import Mapping
from typing import ClassVar

from app.history.points import DayTakenError
from app.i18n import _l
from app.organizations import errors
from app.web.forms import BaseForm

# The field's name, or "" for the form as a whole; a form may say it in its own words.
Refusals = Mapping[type[Exception], tuple[str, str]]

REFUSALS: Refusals = {
    errors.KnownAtRefusedError: (
        "",
        _l("当前按过去某一时点的记录查看，不能修改。请先改按现有记录查看。"),
    ),
    errors.FutureDayError: ("since", _l("生效日期不能晚于今天，请填写今天或之前的日期")),
    errors.BeforeExistenceError: (
        "since",
        _l("这一天组织尚未成立。请填写最早一条登记状态当日或之后的日期"),
    ),
    errors.ReasonMissingError: ("reason", _l("退回较早的阶段，请填写原因")),
    errors.RetiredStageError: ("to", _l("这个阶段已停用，请选择其他阶段")),
    errors.EndBeforeBeginningError: ("expires_on", _l("有效期止不能早于有效期起，请核对两个日期")),
    errors.CreditCodeTakenError: (
        "credit_code",
        _l("这个代码已登记在其他组织名下，请对照证书核对；确认无误请联系系统管理员"),
    ),
    errors.UnknownDivisionError: ("division_code", _l("请选择本辖区内的社区或街道")),
    DayTakenError: ("since", _l("这一天已有一条记录。如那条有误，请在下方“变更记录”中更正它")),
}


class RefusableForm(BaseForm):
    """A form whose request an operation may refuse."""

    own_refusals: ClassVar[Refusals] = {}

    def refuse(self, error: Exception) -> None:
        """Put the refusal at its field. Raises the error again when nobody foresaw it."""
        name, text = self.own_refusals.get(type(error)) or REFUSALS.get(type(error), ("", ""))
        if not text:
            raise error
        if name in self:
            self[name].errors = [str(text)]
        else:
            self.form_errors.append(str(text))
