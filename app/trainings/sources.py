"""What metrics of trainings count: sessions, and sign-ins at them."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from app.definitions.columns import Choice, Column, ColumnKind
from app.definitions.populations import Population
from app.divisions.queries import within
from app.history.points import known
from app.i18n import _l
from app.organizations.column_kinds import enumerated, whole_day
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.trainings.categories import list_categories
from app.trainings.labels import FORM_LABELS, PRESENCE_LABELS, STATE_LABELS
from app.trainings.models import (
    Attendance,
    Form,
    Presence,
    SessionDetail,
    SessionState,
    TrainingCategory,
    TrainingSession,
)
from app.trainings.sessions.queries.sessions import in_view
from app.values.personal import mask_name


class SessionSources:
    """Sessions of the division, one row each, of any day up to the standpoint's."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.detail = SessionDetail
        self.category = TrainingCategory

    def held_in_period(self) -> ColumnElement[bool]:
        return and_(
            SessionDetail.state == SessionState.HELD,
            SessionDetail.held_on >= self.standpoint.since,
        )

    def select(self, *expressions: Any) -> Any:
        return (
            select(*expressions)
            .select_from(SessionDetail)
            .join(TrainingSession, TrainingSession.id == SessionDetail.session_id)
            .outerjoin(TrainingCategory, TrainingCategory.id == SessionDetail.category_id)
            .where(in_view(self.standpoint), SessionDetail.held_on <= self.standpoint.on)
        )


class AttendanceSources(SessionSources):
    """The same sessions, one row for each person signed in, excused or absent."""

    def __init__(self, standpoint: Standpoint) -> None:
        super().__init__(standpoint)
        self.attendance = Attendance
        self.organization = Organization

    def present_in_period(self) -> ColumnElement[bool]:
        return and_(self.held_in_period(), Attendance.presence == Presence.PRESENT)

    def select(self, *expressions: Any) -> Any:
        return (
            super()
            .select(*expressions)
            .join(
                Attendance,
                and_(
                    Attendance.session_id == SessionDetail.session_id,
                    known(Attendance, self.standpoint),
                ),
            )
            .outerjoin(
                Organization,
                and_(
                    Organization.id == Attendance.organization_id,
                    within(Organization.division_code, self.standpoint),
                ),
            )
        )


def _category_choices() -> list[Choice]:
    return [Choice(str(item.id), item.label) for item in list_categories()]


def present_at(sources: SessionSources) -> Any:
    """Select how many people were present at a session."""
    return (
        select(func.count())
        .select_from(Attendance)
        .where(
            Attendance.session_id == SessionDetail.session_id,
            Attendance.presence == Presence.PRESENT,
            known(Attendance, sources.standpoint),
        )
        .correlate(SessionDetail)
        .scalar_subquery()
    )


TITLE = Column(
    key="training_title",
    label=_l("培训主题"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (SessionDetail.title,),
    width=34,
)
NUMBER = Column(
    key="training_number",
    label=_l("期次编号"),
    kind=ColumnKind.CODE,
    select=lambda _sources: (TrainingSession.number,),
    width=14,
)
HELD_ON = whole_day("training_on", _l("培训日期"), lambda _sources: SessionDetail.held_on)
CATEGORY = Column(
    key="training_category",
    label=_l("类别"),
    kind=ColumnKind.CHOICE,
    select=lambda _sources: (TrainingCategory.label,),
    sort=lambda _sources: TrainingCategory.position,
    match=lambda _sources, values: SessionDetail.category_id.in_(
        [int(value) for value in values if value.isascii() and value.isdigit()]
    ),
    choices=_category_choices,
    width=12,
)
FORM = enumerated(
    "training_form",
    _l("形式"),
    Form,
    FORM_LABELS,
    lambda _sources: SessionDetail.form,
    width=10,
)
STATE = enumerated(
    "training_state",
    _l("状态"),
    SessionState,
    STATE_LABELS,
    lambda _sources: SessionDetail.state,
    width=10,
)
MINUTES = Column(
    key="training_minutes",
    label=_l("时长（分钟）"),
    kind=ColumnKind.COUNT,
    select=lambda _sources: (SessionDetail.minutes,),
    width=12,
)
PRESENT = Column(
    key="training_present",
    label=_l("签到人次"),
    kind=ColumnKind.COUNT,
    select=lambda sources: (present_at(sources),),
    width=10,
    is_summed=True,
)
CLAIMED = Column(
    key="training_claimed",
    label=_l("上报人次"),
    kind=ColumnKind.COUNT,
    select=lambda _sources: (SessionDetail.claimed,),
    width=10,
    is_summed=True,
)
PERSON = Column(
    key="attendance_name",
    label=_l("姓名"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (Attendance.name,),
    width=12,
    is_personal=True,
    mask=mask_name,
)
PLACE = Column(
    key="attendance_organization",
    label=_l("所属组织"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (func.coalesce(Organization.name, Attendance.organization_text),),
    width=34,
)
PRESENCE = enumerated(
    "attendance_presence",
    _l("出勤"),
    Presence,
    PRESENCE_LABELS,
    lambda _sources: Attendance.presence,
    width=10,
)

SESSIONS = Population(
    key="training_sessions",
    label=_l("培训场次"),
    sources=SessionSources,
    identity=lambda _sources: SessionDetail.session_id,
    order=lambda _sources: (SessionDetail.held_on.desc(), SessionDetail.session_id.desc()),
    columns=lambda: (TITLE, NUMBER, HELD_ON, CATEGORY, FORM, STATE, MINUTES, PRESENT, CLAIMED),
    endpoint="trainings.detail",
    argument="session_id",
)
ATTENDANCES = Population(
    key="attendances",
    label=_l("培训签到"),
    sources=AttendanceSources,
    identity=lambda _sources: Attendance.id,
    order=lambda _sources: (SessionDetail.held_on.desc(), Attendance.session_id, Attendance.id),
    columns=lambda: (PERSON, PLACE, TITLE, HELD_ON, CATEGORY, FORM, PRESENCE),
    endpoint="trainings.detail",
    argument="session_id",
    subject=lambda _sources: SessionDetail.session_id,
)
POPULATIONS = (SESSIONS, ATTENDANCES)
