from typing import ClassVar

from app.i18n import _l
from app.organizations import errors
from app.organizations.forms.changes import REASON_LENGTH
from app.organizations.forms.fields import LongTextField
from app.organizations.forms.refusals import RefusableForm, Refusals


class WithdrawalForm(RefusableForm):
    """Takes a change point back; why is asked, not demanded."""

    reason = LongTextField(_l("撤回原因"), longest=REASON_LENGTH)

    own_refusals: ClassVar[Refusals] = {
        errors.NotReachableError: (
            "",
            _l("撤回后前后两条记录接不上。请先撤回或更正它后面的那条记录。"),
        ),
        errors.SameValueError: (
            "",
            _l("撤回后前后两条记录相同。请先撤回它后面的那条记录。"),
        ),
    }
