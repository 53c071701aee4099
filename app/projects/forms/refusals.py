"""What people are told of a change to a project that was refused, and at which field."""

from app.history.points import DayTakenError
from app.i18n import _, _l
from app.organizations import errors as general
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.projects import errors

PROJECT_REFUSALS: Refusals = {
    general.FutureDayError: ("on", _l("日期不能晚于今天")),
    general.BeforeExistenceError: ("on", _l("这一天实施单位尚未成立，请核对日期")),
    general.ReasonMissingError: ("opinion", _l("请填写意见或原因")),
    general.UnknownDivisionError: ("division_code", _l("请选择本辖区内的社区或街道")),
    errors.EndBeforeStartError: ("ends_on", _l("结束日期不能早于开始日期")),
    errors.NumberTakenError: ("number", _l("这个编号已用于本辖区的其他项目")),
    errors.UnknownWordError: ("pipeline", _l("已登记的环节不在所选流程或批次中，请重新选择")),
    errors.UnknownCarrierError: ("organizations", _l("请选择本辖区的组织，同一组织只填一次")),
    errors.OutOfOrderError: (
        "on",
        _l("日期不能早于上一环节的日期，也不能晚于下一环节的日期"),
    ),
    errors.WrongStepError: ("to", _l("当前环节不能这样办理，请核对环节和决定")),
    errors.OverCapError: ("requested", _l("申请金额超过这一批次单个项目的上限")),
    errors.RoundClosedError: ("on", _l("这一天不在批次的申报期内")),
    DayTakenError: ("on", _l("这一天已登记过一个环节，同一天只登记最后的环节")),
}


class ProjectRefusableForm(RefusableForm):
    own_refusals = PROJECT_REFUSALS

    def refuse(self, error: Exception) -> None:
        if isinstance(error, errors.UnmetConditionsError):
            self._put(
                "opinion", _("%(missing)s。仍要验收请填写原因", missing="；".join(error.missing))
            )
        elif isinstance(error, errors.RoundInUseError):
            text = _("已有%(count)s个项目属于这一批次，不能删除", count=error.count)
            self.form_errors.append(text)
        else:
            super().refuse(error)

    def _put(self, name: str, text: str) -> None:
        if name in self:
            self[name].errors = [text]
        else:
            self.form_errors.append(text)
