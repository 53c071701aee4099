"""What people call the values of trainings."""

from app.i18n import _l
from app.trainings.models import Form, Presence, SessionState, SignUpState, Way

FORM_LABELS = {
    Form.LECTURE: _l("集中培训"),
    Form.SALON: _l("沙龙"),
    Form.SUPERVISION: _l("实训督导"),
    Form.VISIT: _l("考察学习"),
    Form.ONLINE: _l("线上"),
    Form.CONTEST: _l("打擂"),
    Form.OTHER: _l("其他"),
}
STATE_LABELS = {
    SessionState.PLANNED: _l("计划中"),
    SessionState.HELD: _l("已举办"),
    SessionState.CANCELED: _l("已取消"),
}
PRESENCE_LABELS = {
    Presence.PRESENT: _l("出席"),
    Presence.EXCUSED: _l("请假"),
    Presence.ABSENT: _l("缺席"),
}
WAY_LABELS = {
    Way.GRID: _l("现场登记"),
    Way.QR: _l("扫码"),
    Way.LEDGER: _l("台账导入"),
}
SIGN_UP_LABELS = {
    SignUpState.TAKEN: _l("已报名"),
    SignUpState.WAITING: _l("候补"),
    SignUpState.CANCELED: _l("已取消"),
}
