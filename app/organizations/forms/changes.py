"""What the forms of the three histories share: the day a change takes effect, and why."""

from typing import Any

from wtforms.validators import InputRequired

from app.history.models import ChangePoint
from app.i18n import _, _l
from app.organizations.forms.fields import LongTextField, not_after_today
from app.organizations.forms.refusals import RefusableForm
from app.standpoint import today
from app.values.dates import PartialDate
from app.web.forms import DateField

REASON_LENGTH = 500


class ChangeForm(RefusableForm):
    """Adds a change point, or puts `point` right when given one."""

    since = DateField(
        _l("生效日期"), validators=[InputRequired(_l("请填写生效日期")), not_after_today]
    )
    reason = LongTextField(_l("原因或依据"), longest=REASON_LENGTH)

    def __init__(self, point: ChangePoint | None = None, **data: Any) -> None:
        if point is None:
            super().__init__(data={"since": today(), **data})
        else:
            super().__init__(data={"since": point.since, "reason": point.reason, **data})

    def effective_from(self, point: ChangePoint | None) -> PartialDate:
        """Return the day typed; left as it was, it stays known to the month or year only."""
        assert self.since.data is not None
        if point is not None and point.since == self.since.data:
            return point.since_as_known
        return PartialDate(self.since.data)

    def say_nothing_changed(self) -> None:
        self.form_errors.append(_("内容与原记录相同，请修改后再保存，或点“取消”返回。"))
