"""What trainings show as to be done."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Integer, Text, and_, case, cast, func, null, select

from app.definitions.signals import Signal, Urgency
from app.divisions.queries import within
from app.history.points import known
from app.i18n import _l
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.standpoint import Standpoint
from app.trainings.attended import was_trained
from app.trainings.models import (
    Attendance,
    Presence,
    SessionDetail,
    SessionState,
    SignUp,
    SignUpState,
    TrainingSession,
)
from app.trainings.sessions.queries import in_view

IN_A_ROW = 3
REMEMBERED = timedelta(days=30)  # a no-show is of no use later
STARS = "**"


def _still_planned(standpoint: Standpoint) -> Any:
    return (
        select(
            cast(null(), Integer).label("organization_id"),
            SessionDetail.session_id.label("subject_id"),
            SessionDetail.ends_on.label("due_on"),
            TrainingSession.recorded_by.label("owner_id"),
            SessionDetail.title.label("title"),
        )
        .join(SessionDetail.session)
        .where(
            in_view(standpoint),
            SessionDetail.state == SessionState.PLANNED,
            SessionDetail.ends_on < standpoint.on,
        )
    )


def _untrained(standpoint: Standpoint) -> Any:
    this_year = replace(standpoint, since=date(standpoint.on.year, 1, 1))
    sources = Sources(this_year)
    trains = (
        select(1)
        .select_from(SessionDetail)
        .join(SessionDetail.session)
        .where(
            in_view(this_year),
            SessionDetail.state == SessionState.HELD,
            SessionDetail.held_on.between(this_year.since, this_year.on),
        )
        .exists()
    )
    return sources.select(
        Organization.id.label("organization_id"),
        Organization.id.label("subject_id"),
        cast(null(), Date).label("due_on"),
        cast(null(), Integer).label("owner_id"),
        cast(null(), Text).label("title"),
    ).where(trains, sources.in_force(), ~was_trained(sources))


def _absent_in_a_row(standpoint: Standpoint) -> Any:
    """Select who was absent at the last three held sessions they were expected at."""
    latest = func.row_number().over(
        partition_by=Attendance.person_key,
        order_by=(SessionDetail.held_on.desc(), Attendance.session_id.desc()),
    )
    times = (
        select(
            Attendance.person_key,
            Attendance.name,
            Attendance.organization_id,
            Attendance.presence,
            Attendance.session_id,
            SessionDetail.held_on,
            latest.label("place"),
        )
        .join(SessionDetail, SessionDetail.session_id == Attendance.session_id)
        .join(SessionDetail.session)
        .where(
            _is_held(standpoint),
            known(Attendance, standpoint),
            Attendance.presence != Presence.EXCUSED,
        )
        .subquery()
    )
    last = times.c.place == 1
    inside = select(Organization.id).where(within(Organization.division_code, standpoint))
    return (
        select(
            func.max(
                case((and_(last, times.c.organization_id.in_(inside)), times.c.organization_id))
            ).label("organization_id"),
            func.max(case((last, times.c.session_id))).label("subject_id"),
            func.max(times.c.held_on).label("due_on"),
            cast(null(), Integer).label("owner_id"),
            _masked(func.max(case((last, times.c.name)))).label("title"),
        )
        .where(times.c.place <= IN_A_ROW)
        .group_by(times.c.person_key)
        .having(func.count().filter(times.c.presence == Presence.ABSENT) == IN_A_ROW)
    )


def _no_shows(standpoint: Standpoint) -> Any:
    """Select who took a place at a session of late, and neither came nor was excused."""
    came = (
        select(1)
        .where(
            Attendance.session_id == SignUp.session_id,
            Attendance.person_key == SignUp.person_key,
            Attendance.presence != Presence.ABSENT,
            known(Attendance, standpoint),
        )
        .correlate(SignUp)
        .exists()
    )
    has_sheet = (
        select(1)
        .where(Attendance.session_id == SignUp.session_id, known(Attendance, standpoint))
        .correlate(SignUp)
        .exists()
    )
    return (
        select(
            Organization.id.label("organization_id"),
            SignUp.session_id.label("subject_id"),
            SessionDetail.held_on.label("due_on"),
            cast(null(), Integer).label("owner_id"),
            _masked(SignUp.name).label("title"),
        )
        .join(SessionDetail, SessionDetail.session_id == SignUp.session_id)
        .join(SessionDetail.session)
        .outerjoin(
            Organization,
            and_(
                Organization.id == SignUp.organization_id,
                within(Organization.division_code, standpoint),
            ),
        )
        .where(
            _is_held(standpoint),
            SessionDetail.held_on >= standpoint.on - REMEMBERED,
            SignUp.state == SignUpState.TAKEN,
            known(SignUp, standpoint),
            has_sheet,
            ~came,
        )
    )


def _is_held(standpoint: Standpoint) -> Any:
    return and_(
        in_view(standpoint),
        SessionDetail.state == SessionState.HELD,
        SessionDetail.held_on <= standpoint.on,
    )


def _masked(name: Any) -> Any:
    """Select the name as those see it who may not read personal columns."""
    return func.substr(name, 1, 1).concat(STARS)


STILL_PLANNED = Signal(
    key="trainings.still_planned",
    label=_l("培训已过期未登记结果"),
    definition=_l("日期已过、状态仍为计划中的培训；登记为已举办或已取消后消失。"),
    urgency=Urgency.OVERDUE,
    items=_still_planned,
    endpoint="trainings.detail",
    argument="session_id",
)
NO_SHOW = Signal(
    key="trainings.no_show",
    label=_l("报名未到"),
    definition=_l(
        "近30天已举办的培训中报了名、没有出席也没有请假的人；补登出席或请假后消失，满30天不再提示。"
    ),
    urgency=Urgency.TIDY,
    items=_no_shows,
    endpoint="trainings.sign_ins",
    argument="session_id",
)
ABSENT_IN_A_ROW = Signal(
    key="trainings.absent_in_a_row",
    label=_l("连续三次缺席"),
    definition=_l("最近三次应到的培训都缺席的人，请假的不算；再次出席后消失。"),
    urgency=Urgency.TIDY,
    items=_absent_in_a_row,
    endpoint="trainings.sign_ins",
    argument="session_id",
)
UNTRAINED = Signal(
    key="trainings.untrained",
    label=_l("今年未参加培训"),
    definition=_l("今年以来没有人出席过培训的在册组织；有人出席后消失。今年尚未办过培训的不提示。"),
    urgency=Urgency.TIDY,
    items=_untrained,
    endpoint="trainings.organization",
    argument="organization_id",
)

SIGNALS: tuple[Signal, ...] = (STILL_PLANNED, NO_SHOW, ABSENT_IN_A_ROW, UNTRAINED)
