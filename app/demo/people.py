"""Invented people of the demo hub: leaders and social workers, and a mentor among them."""

from collections.abc import Sequence
from datetime import timedelta

from app.organizations.queries import get_organization
from app.people.models import MentorGrade, QualificationLevel, Role
from app.people.operations import (
    GradeMove,
    LinkDraft,
    MentorProfile,
    PersonDraft,
    add_person,
    link_person,
    make_mentor,
    record_mentor_grade,
    record_qualification,
)
from app.standpoint import Standpoint, today

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROLES = tuple(Role)
LEVELS = tuple(QualificationLevel)
QUALIFIED_EVERY, LINKED_DAYS = 3, 40


def load_people(standpoint: Standpoint, organization_ids: Sequence[int]) -> int:
    """Link a person to each organization, every third qualified; return how many people.

    The organizations existed 40 days ago. The first person becomes a mentor.
    """
    for place, organization_id in enumerate(organization_ids):
        division = get_organization(standpoint, organization_id).division_code
        draft = PersonDraft(_name(place), division, f"1380000{place % 10_000:04}", is_another=True)
        person_id = add_person(standpoint, draft)
        since = today() - timedelta(days=LINKED_DAYS)
        role = ROLES[place % len(ROLES)]
        link_person(standpoint, person_id, LinkDraft(organization_id, role, since))
        if place % QUALIFIED_EVERY == 0:
            level = LEVELS[place // QUALIFIED_EVERY % len(LEVELS)]
            obtained_on = today() - timedelta(days=100 * (1 + place))
            record_qualification(standpoint, person_id, level, obtained_on)
        if place == 0:
            _make_mentor(standpoint, person_id)
    return len(organization_ids)


def _name(place: int) -> str:
    first, second = place % len(BRANCHES), (place + 1) % len(BRANCHES)
    return STEMS[place % len(STEMS)] + BRANCHES[first] + BRANCHES[second]


def _make_mentor(standpoint: Standpoint, person_id: int) -> None:
    since, until = today() - timedelta(days=335), today() + timedelta(days=30)
    profile = MentorProfile("项目设计、财务管理", "工作日下午", since, until)
    mentor_id = make_mentor(standpoint, person_id, profile)
    record_mentor_grade(standpoint, mentor_id, GradeMove(MentorGrade.STAR, since))
