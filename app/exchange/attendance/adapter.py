"""The sign-in list's adapter, as the engine takes it."""

from app.exchange.attendance.applying import apply_rows
from app.exchange.attendance.ledger import ATTENDANCE
from app.exchange.attendance.planning import AttendancePlanner
from app.exchange.attendance.showing import label_of, writer_of
from app.exchange.attendance.template import attendance_template
from app.exchange.engine import Adapter, Link
from app.exchange.wording import Wording
from app.i18n import _l

ATTENDANCE_ADAPTER = Adapter(
    key="attendance",
    label=_l("培训签到表"),
    ledger=ATTENDANCE,
    plan=lambda standpoint, tables, _day: (AttendancePlanner(standpoint, tables).plan(), []),
    apply=apply_rows,
    label_of=label_of,
    writer_of=writer_of,
    template=attendance_template,
    wording=Wording(subject=_l("参训人")),
    link=Link("trainings.detail", "session_id"),
    index=("trainings.index", _l("查看培训")),
)
