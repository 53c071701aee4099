"""What people are told of what the operations of this package refused."""

from typing import ClassVar

from wtforms.fields import HiddenField

from app.history.points import DayTakenError
from app.i18n import _, _l
from app.incubation.residencies import errors
from app.organizations.errors import BeforeExistenceError, FutureDayError, ReasonMissingError
from app.organizations.forms.refusals import RefusableForm, Refusals


class ResidencyForm(RefusableForm):
    """A form with a day in `since` and a text in `reason`."""

    own_refusals: ClassVar[Refusals] = {
        FutureDayError: ("since", _l("日期不能晚于今天，请填写今天或之前的日期")),
        BeforeExistenceError: (
            "since",
            _l("这一天组织尚未成立，请填写成立当日或之后的日期"),
        ),
        DayTakenError: (
            "since",
            _l("这一天已有一步记录。同一天办了几步的，只登记其中最后一步"),
        ),
        ReasonMissingError: ("reason", _l("请填写原因")),
        errors.StillOpenError: (
            "since",
            _l("该组织在这段时间另有入驻记录。请先登记那次入驻的出壳、未通过或撤回申请"),
        ),
        errors.OutOfOrderError: (
            "since",
            _l("早于前一步或晚于后一步的日期，请对照办理经过核对"),
        ),
        errors.WrongStepError: (
            "",
            _l("办理进度已有变化，这一步不能再登记或撤回。请返回入驻记录核对后再办"),
        ),
        errors.PlaceMissingError: ("room_id", _l("请填写场所、工位数和期限止")),
        errors.TermEndsTooEarlyError: ("ends_on", _l("期限止应晚于本步骤的日期")),
        errors.ExitMissingError: ("exit_kind", _l("请选择出壳方式")),
        errors.RoomRetiredError: ("room_id", _l("这个场所已停用，请选择其他场所")),
    }

    def refuse(self, error: Exception) -> None:
        if isinstance(error, errors.NotEnoughDesksError):
            text = _(
                "“%(room)s”共%(capacity)s个工位，这段时间已占用%(taken)s个，不够再安排%(wanted)s个",
                room=error.name,
                capacity=error.capacity,
                taken=error.taken,
                wanted=error.wanted,
            )
            if "desks" in self:
                self["desks"].errors = [text]
            else:
                self.form_errors.append(text)
            return
        super().refuse(error)


class VersionedForm(RefusableForm):
    """A form of something two people may change at once."""

    version = HiddenField()
    is_stale = False

    def version_sent(self) -> int:
        """Return the version the form was made from, 0 (which nothing has) for what is none."""
        text = self.version.data
        return int(text[:9]) if text and text.isascii() and text.isdigit() else 0

    def refuse(self, error: Exception) -> None:
        if isinstance(error, errors.StaleFormError):
            self.is_stale = True
            self.form_errors.append(
                _("打开本页后，他人已修改过这条记录。请核对下方内容，确认无误再次保存即以您的为准")
            )
            return
        super().refuse(error)
