"""A course with the trainings of the demo hub, their sign-ins and sign-ups."""

from datetime import timedelta

from sqlalchemy import select

from app.divisions.queries import within
from app.extensions import db
from app.organizations.models import Organization
from app.standpoint import Standpoint, today
from app.trainings.categories import find_or_add_category
from app.trainings.courses.operations import CourseFacts, add_course
from app.trainings.models import Form, Presence, SessionState
from app.trainings.sessions.operations import (
    SessionFacts,
    SignIn,
    SignUpEntry,
    plan_session,
    record_sign_ins,
    sign_up,
)

# Days from today, title, category, form, minutes.
PROGRAM = (
    (-150, "社会组织规范化建设", "综合能力", Form.LECTURE, 90),
    (-95, "项目设计与申报", "业务实训", Form.LECTURE, 120),
    (-60, "档案与财务管理", "业务实训", Form.SUPERVISION, 90),
    (-20, "社工考证辅导", "取证培训", Form.ONLINE, 180),
    (12, "公益伙伴沙龙", "团队建设", Form.SALON, 90),
)
MOST = 12  # organizations at a session
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def load_trainings(standpoint: Standpoint) -> int:
    """Enter a course and its sessions in the division; return how many sessions."""
    course = CourseFacts(title="社会组织能力提升", programme="六个一", certificate_sessions=2)
    course_id = add_course(standpoint, course)
    ids = _organizations(standpoint)
    for place, (ahead, title, category, form, minutes) in enumerate(PROGRAM):
        facts = SessionFacts(
            title=title,
            held_on=today() + timedelta(days=ahead),
            course_id=course_id,
            category_id=find_or_add_category(standpoint, category),
            form=form,
            state=SessionState.HELD if ahead < 0 else SessionState.PLANNED,
            minutes=minutes,
            place="孵化基地培训室",
            capacity=MOST // 2,
        )
        session_id = plan_session(standpoint, facts)
        people = [_person(number, id_) for number, id_ in enumerate(ids[: MOST - place])]
        if ahead < 0:
            signed = [_sign_in(session_id, entry, at) for at, entry in enumerate(people)]
            record_sign_ins(standpoint, session_id, signed)
        else:
            sign_up(standpoint, session_id, people)
    return len(PROGRAM)


def _organizations(standpoint: Standpoint) -> list[int]:
    statement = select(Organization.id).where(within(Organization.division_code, standpoint))
    return list(db.session.scalars(statement.order_by(Organization.id).limit(MOST)))


def _person(number: int, organization_id: int) -> SignUpEntry:
    name = STEMS[number % 10] + BRANCHES[number % 12] + BRANCHES[(number + 1) % 12]
    return SignUpEntry(name=name, phone=f"1380000{number:04}", organization_id=organization_id)


def _sign_in(session_id: int, entry: SignUpEntry, place: int) -> SignIn:
    return SignIn(
        session_id=session_id,
        name=entry.name,
        phone=entry.phone,
        organization_id=entry.organization_id,
        presence=Presence.PRESENT if place else Presence.EXCUSED,
    )
