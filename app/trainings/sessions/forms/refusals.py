"""What people are told of what the operations of this area refused."""

from app.i18n import _l
from app.organizations.errors import FutureDayError
from app.organizations.forms.refusals import Refusals
from app.trainings.sessions import errors

REFUSED: Refusals = {
    errors.EndBeforeStartError: ("ends_on", _l("结束日期不能早于培训日期，请核对两个日期")),
    errors.MinutesError: ("minutes", _l("请填写1到6000之间的分钟数")),
    errors.NumberTakenError: (
        "number",
        _l("这个期次编号已有其他培训使用，请换一个；不填则自动编号"),
    ),
    errors.UnknownChoiceError: ("", _l("所选课程、类别或导师已不存在，请重新选择")),
    errors.CanceledSessionError: ("", _l("培训已取消，不能报名或签到")),
    errors.ClosedSignUpError: ("", _l("培训已结束，不能再报名；到场的人请直接登记签到")),
    errors.HasPresentError: (
        "",
        _l("已有人签到出席，培训不能改为未举办。签到有误的，请先在签到表中更正"),
    ),
    errors.NamelessError: ("people", _l("每人都要有姓名，且不超过50字")),
    errors.NotDeletedError: ("", _l("这场培训不在回收站中，可能已由别人恢复")),
    FutureDayError: ("held_on", _l("培训日期未到，不能登记为已举办，也不能签到")),
}
