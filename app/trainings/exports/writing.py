"""The workbooks themselves: one function each, which returns how many rows it wrote."""

from pathlib import Path
from typing import Any

from app.i18n import _, in_chinese
from app.organizations.queries import get_organization
from app.standpoint import OFFICE_ZONE, Standpoint
from app.trainings.categories import category_labels
from app.trainings.exports import queries
from app.trainings.exports.framing import Book, shown_name, write_book
from app.trainings.labels import FORM_LABELS, PRESENCE_LABELS, STATE_LABELS
from app.trainings.lessons import lesson_minutes
from app.trainings.models import Attendance, SessionDetail, SignUp, SignUpState
from app.trainings.sessions.queries import (
    SessionFilter,
    SessionRow,
    get_session,
    list_sessions,
    list_sign_ins,
    list_sign_ups,
)
from app.values.counts import Count
from app.web.formatting import long_day
from app.workbooks.layout import CellKind, SheetColumn


def write_sessions(standpoint: Standpoint, wanted: SessionFilter, path: Path) -> int:
    """Write 培训台账: what the list shows, all pages of it; it imports again as it is."""
    rows = list_sessions(standpoint, wanted)[::-1]  # ledgers begin with the year
    categories = category_labels()
    with in_chinese():
        book = Book(
            name=_("培训台账"),
            heading=_("社会组织培训台账"),
            columns=_session_columns(),
            rows=[_session(row, categories) for row in rows],
            notes=(
                (
                    _("统计期间"),
                    f"{wanted.first or standpoint.since} — {wanted.last or standpoint.on}",
                ),
                (_("签到人次"), _("由签到记录计数；“实到人数”是台账填报的数，两者不相加。")),
                (_("学时"), _("%(minutes)s分钟为1学时。", minutes=lesson_minutes())),
            ),
            frozen_columns=2,
        )
        return write_book(standpoint, book, path)


def write_sign_in_sheet(
    standpoint: Standpoint, session_id: int, path: Path, *, may_read_personal: bool
) -> int:
    """Write 签到表: who signed in, and who signed up and has not, with room to sign."""
    detail = get_session(standpoint, session_id)
    signed = list_sign_ins(standpoint, session_id)
    keys = {item.person_key for item in signed}
    taken = list_sign_ups(standpoint, session_id, [SignUpState.TAKEN])
    people: list[Attendance | SignUp] = [*signed]
    people += [item for item in taken if item.person_key not in keys]
    with in_chinese():
        book = Book(
            name=_("签到表"),
            heading=_("“%(title)s”签到表", title=detail.title),
            columns=_sign_in_columns(may_read_personal=may_read_personal),
            rows=[_signed(item, detail, may_read_personal=may_read_personal) for item in people],
            notes=_about(detail),
        )
        return write_book(standpoint, book, path)


def write_hours(standpoint: Standpoint, path: Path, *, may_read_personal: bool) -> int:
    """Write 学时统计: everybody trained in the period, with sessions and lessons."""
    people = queries.list_hours(standpoint)
    with in_chinese():
        book = Book(
            name=_("学时统计"),
            heading=_("社会组织培训学时统计"),
            columns=(
                SheetColumn(_("姓名"), width=12),
                SheetColumn(_("所属组织"), width=34),
                *_phone_column(may_read_personal=may_read_personal),
                SheetColumn(_("参加场次"), CellKind.INTEGER, 10, "right", has_total=True),
                SheetColumn(_("时长（分钟）"), CellKind.INTEGER, 12, "right", has_total=True),
                SheetColumn(_("学时"), width=10, align="right"),
            ),
            rows=[
                (
                    shown_name(item.last.name, may_read_personal=may_read_personal),
                    _organization(item.last),
                    *((item.last.phone,) if may_read_personal else ()),
                    item.sessions,
                    item.minutes,
                    lessons_of(item.minutes),
                )
                for item in people
            ],
            notes=(
                (_("统计期间"), f"{standpoint.since} — {standpoint.on}"),
                (_("学时"), _("%(minutes)s分钟为1学时。", minutes=lesson_minutes())),
            ),
        )
        return write_book(standpoint, book, path)


def write_proof(standpoint: Standpoint, attendance_id: int, path: Path) -> int:
    """Write 学时证明 of the person who signed in there: every session attended until the day."""
    person = queries.get_attendance(standpoint, attendance_id)
    details = queries.list_attended_by(standpoint, person.person_key)
    categories = category_labels()
    total = lessons_of(sum(item.minutes or 0 for item in details))
    with in_chinese():
        book = Book(
            name=_("学时证明"),
            heading=_(
                "社会组织培训学时证明（%(name)s，共%(lessons)s学时）",
                name=person.name,
                lessons=total,
            ),
            columns=_attended_columns(),
            rows=[_attended(item, categories) for item in details],
            notes=(
                (_("姓名"), person.name),
                (_("所属组织"), _organization(person) or ""),
                (_("合计学时"), total),
                (_("学时"), _("%(minutes)s分钟为1学时。", minutes=lesson_minutes())),
            ),
        )
        return write_book(standpoint, book, path)


def write_record(
    standpoint: Standpoint, organization_id: int, path: Path, *, may_read_personal: bool
) -> int:
    """Write 培训记录 of an organization: who of it attended what until the day."""
    organization = get_organization(standpoint, organization_id)
    attended = queries.list_attended_by_organization(standpoint, organization_id)
    categories = category_labels()
    with in_chinese():
        book = Book(
            name=_("培训记录"),
            heading=_("“%(name)s”培训记录", name=organization.name),
            columns=(*_attended_columns(), SheetColumn(_("参训人"), width=12)),
            rows=[
                (
                    *_attended(detail, categories),
                    shown_name(item.name, may_read_personal=may_read_personal),
                )
                for detail, item in attended
            ],
            notes=(
                (_("组织名称"), organization.name),
                (_("场次"), str(len({detail.session_id for detail, _item in attended}))),
                (_("学时"), _("%(minutes)s分钟为1学时。", minutes=lesson_minutes())),
            ),
        )
        return write_book(standpoint, book, path)


def lessons_of(minutes: int) -> str:
    """Return lessons with at most one decimal: 2, 3.3."""
    return f"{round(minutes / lesson_minutes(), 1):g}"


def days_of(detail: SessionDetail) -> Any:
    """Return the day, or the words for several, as the import reads them again."""
    if detail.ends_on == detail.held_on:
        return detail.held_on
    last = _("%(day)s日", day=detail.ends_on.day)
    if detail.ends_on.month != detail.held_on.month:
        last = _("%(month)s月%(day)s日", month=detail.ends_on.month, day=detail.ends_on.day)
    if detail.ends_on.year != detail.held_on.year:
        last = long_day(detail.ends_on)
    return _("%(first)s至%(last)s", first=long_day(detail.held_on), last=last)


def _session_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("期次编号"), width=14),
        SheetColumn(_("主题"), width=30),
        SheetColumn(_("类别"), width=12, align="center"),
        SheetColumn(_("形式"), width=10, align="center"),
        SheetColumn(_("日期"), CellKind.DATE, 22, "center"),
        SheetColumn(_("时长（分钟）"), CellKind.INTEGER, 12, "right"),
        SheetColumn(_("地点"), width=22),
        SheetColumn(_("主办单位"), width=20),
        SheetColumn(_("承办单位"), width=20),
        SheetColumn(_("讲师"), width=10),
        SheetColumn(_("讲师单位（职称）"), width=24),
        SheetColumn(_("培训对象"), width=16),
        SheetColumn(_("计划人数"), CellKind.INTEGER, 10, "right"),
        SheetColumn(_("实到人数"), CellKind.INTEGER, 10, "right"),
        SheetColumn(_("签到人次"), CellKind.INTEGER, 10, "right", has_total=True),
        SheetColumn(_("满意度"), width=9, align="right"),
        SheetColumn(_("经费（元）"), CellKind.MONEY, 12, "right", has_total=True),
        SheetColumn(_("状态"), width=9, align="center"),
        SheetColumn(_("备注"), width=20),
    )


def _session(row: SessionRow, categories: dict[int, str]) -> tuple[Any, ...]:
    detail = row.detail
    return (
        row.session.number,
        detail.title,
        categories.get(detail.category_id or 0),
        str(FORM_LABELS[detail.form]) if detail.form else None,
        days_of(detail),
        detail.minutes,
        detail.place,
        detail.host,
        detail.organizer,
        detail.lecturer,
        detail.lecturer_title,
        detail.audience,
        detail.capacity,
        _claim(detail),
        row.present or None,
        None if detail.satisfaction is None else f"{detail.satisfaction / 100:g}%",
        detail.cost,
        str(STATE_LABELS[detail.state]),
        detail.remark,
    )


def _claim(detail: SessionDetail) -> int | str | None:
    if detail.claimed is None or detail.claimed_qualifier is None:
        return detail.claimed
    return str(Count(detail.claimed, detail.claimed_qualifier))


def _sign_in_columns(*, may_read_personal: bool) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("姓名"), width=12),
        SheetColumn(_("所属组织"), width=34),
        *_phone_column(may_read_personal=may_read_personal),
        SheetColumn(_("期次"), width=14),
        SheetColumn(_("签到时间"), width=18, align="center"),
        SheetColumn(_("出勤情况"), width=10, align="center"),
        SheetColumn(_("签名"), width=16),
    )


def _signed(
    item: Attendance | SignUp, detail: SessionDetail, *, may_read_personal: bool
) -> tuple[Any, ...]:
    signed = item if isinstance(item, Attendance) else None
    at = signed.signed_at if signed else None
    return (
        shown_name(item.name, may_read_personal=may_read_personal),
        _organization(item),
        *((item.phone,) if may_read_personal else ()),
        detail.session.number,
        None if at is None else f"{at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}",
        str(PRESENCE_LABELS[signed.presence]) if signed else None,
        None,
    )


def _phone_column(*, may_read_personal: bool) -> tuple[SheetColumn, ...]:
    return (SheetColumn(_("手机号"), CellKind.CODE, 15),) if may_read_personal else ()


def _attended_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("主题"), width=34),
        SheetColumn(_("日期"), CellKind.DATE, 22, "center"),
        SheetColumn(_("类别"), width=12, align="center"),
        SheetColumn(_("期次编号"), width=14),
        SheetColumn(_("讲师"), width=12),
        SheetColumn(_("时长（分钟）"), CellKind.INTEGER, 12, "right", has_total=True),
        SheetColumn(_("学时"), width=8, align="right"),
    )


def _attended(detail: SessionDetail, categories: dict[int, str]) -> tuple[Any, ...]:
    return (
        detail.title,
        days_of(detail),
        categories.get(detail.category_id or 0),
        detail.session.number,
        detail.lecturer,
        detail.minutes,
        None if detail.minutes is None else lessons_of(detail.minutes),
    )


def _about(detail: SessionDetail) -> tuple[tuple[str, str], ...]:
    told = (
        (_("期次编号"), detail.session.number),
        (_("主题"), detail.title),
        (_("日期"), str(days_of(detail))),
        (_("地点"), detail.place),
        (_("讲师"), detail.lecturer),
    )
    return tuple((label, text) for label, text in told if text)


def _organization(item: Attendance | SignUp) -> str | None:
    return item.organization.name if item.organization else item.organization_text
