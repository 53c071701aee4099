"""Reads. A recognition is in view where its division is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from app.divisions.models import Division
from app.divisions.queries import list_communities, within
from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization, OrganizationSearch
from app.projects.levels import LEVELS
from app.projects.models import Project, ProjectDetail, ProjectOrganization, Recognition
from app.projects.recognitions.predicates import in_force, is_of_organization, was_awarded
from app.projects.words import Level, OrganizationRole
from app.standpoint import Standpoint
from app.values.names import fold

MOST_FOUND = 20


class State(StrEnum):
    """Whether a recognition holds at the day looked at."""

    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class RecognitionFilter:
    """What narrows the list."""

    text: str = ""  # in the title, or the name of the project, organization or person
    levels: tuple[Level, ...] = ()
    is_brand: bool | None = None
    state: State | None = None
    first: date | None = None
    last: date | None = None
    project_id: int | None = None
    sees_people: bool = False  # whether the text is looked for in names of people too


@dataclass(frozen=True)
class RecognitionRow:
    """A recognition with the names of what bears it."""

    recognition: Recognition
    project_name: str | None


@dataclass(frozen=True)
class Station:
    """A community and the brands in force there, by level; `best` is the highest."""

    division: Division
    count: int
    best: Level | None


def get_recognition(
    standpoint: Standpoint, recognition_id: int, *, is_locked: bool = False
) -> RecognitionRow:
    """Return the row that counts at the standpoint. Raises NoResultFound."""
    statement = _rows(standpoint).where(
        Recognition.id == recognition_id, known(Recognition, standpoint)
    )
    if is_locked:
        statement = statement.with_for_update(of=Recognition).execution_options(
            populate_existing=True
        )
    return RecognitionRow(*db.session.execute(statement).tuples().one())


def is_superseded(standpoint: Standpoint, recognition_id: int) -> bool:
    """Return whether it was in view, and was put right or withdrawn since."""
    statement = select(Recognition.id).where(
        Recognition.id == recognition_id,
        Recognition.superseded_at.is_not(None),
        within(Recognition.division_code, standpoint),
    )
    return db.session.scalar(statement) is not None


def list_recognitions(
    standpoint: Standpoint,
    wanted: RecognitionFilter,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> Sequence[RecognitionRow]:
    """Return what was awarded by the day, the latest first."""
    statement = _rows(standpoint).where(*_matching(standpoint, wanted))
    statement = statement.order_by(Recognition.awarded_on.desc(), Recognition.id.desc())
    found = db.session.execute(statement.offset(offset).limit(limit)).tuples()
    return [RecognitionRow(*row) for row in found]


def count_recognitions(standpoint: Standpoint, wanted: RecognitionFilter) -> int:
    statement = (
        select(func.count())
        .select_from(Recognition)
        .outerjoin(Recognition.organization)
        .outerjoin(ProjectDetail, _detail(standpoint))
        .where(within(Recognition.division_code, standpoint), *_matching(standpoint, wanted))
    )
    return db.session.scalar(statement) or 0


def list_of_organization(standpoint: Standpoint, organization_id: int) -> Sequence[RecognitionRow]:
    """Return what the organization was awarded, or a project that it carries out."""
    statement = (
        _rows(standpoint)
        .where(
            was_awarded(standpoint), is_of_organization(Recognition, organization_id, standpoint)
        )
        .order_by(Recognition.awarded_on.desc(), Recognition.id.desc())
    )
    return [RecognitionRow(*row) for row in db.session.execute(statement).tuples()]


def list_of_project(standpoint: Standpoint, project_id: int) -> Sequence[Recognition]:
    """Return what the project was awarded, the latest first."""
    statement = (
        select(Recognition)
        .where(
            was_awarded(standpoint),
            within(Recognition.division_code, standpoint),
            Recognition.project_id == project_id,
        )
        .order_by(Recognition.awarded_on.desc(), Recognition.id.desc())
    )
    return db.session.scalars(statement).all()


def find_projects(standpoint: Standpoint, text: str) -> Sequence[ProjectDetail]:
    """Return up to 20 projects whose names hold every word, by name."""
    if not text.split():
        return []
    statement = (
        select(ProjectDetail)
        .join(Project, Project.id == ProjectDetail.project_id)
        .where(
            known(Project, standpoint),
            known(ProjectDetail, standpoint),
            within(Project.division_code, standpoint),
            *(ProjectDetail.name.contains(word, autoescape=True) for word in text.split()),
        )
        .order_by(ProjectDetail.sort_key, ProjectDetail.project_id)
    )
    return db.session.scalars(statement.limit(MOST_FOUND)).all()


def bearers_of(
    standpoint: Standpoint, project_id: int | None, organization_id: int | None
) -> tuple[Sequence[ProjectDetail], Sequence[Organization]]:
    """Return the project and the organization of these numbers, as far as they are in view."""
    projects = (
        select(ProjectDetail)
        .join(Project, Project.id == ProjectDetail.project_id)
        .where(
            Project.id == project_id,
            known(Project, standpoint),
            known(ProjectDetail, standpoint),
            within(Project.division_code, standpoint),
        )
    )
    organizations = select(Organization).where(
        Organization.id == organization_id, within(Organization.division_code, standpoint)
    )
    return db.session.scalars(projects).all(), db.session.scalars(organizations).all()


def list_stations(standpoint: Standpoint) -> list[Station]:
    """Return each community in view with its brands in force: 一站一品.

    A brand belongs to the community of its organization, else of the organizations that carry out
    the project, else of the division it was recorded in.
    """
    brands: dict[str, list[Level]] = {}
    for level, code in db.session.execute(_brand_places(standpoint)).tuples():
        brands.setdefault(code, []).append(level)
    return [
        Station(
            item,
            len(brands.get(item.code, ())),
            min(brands.get(item.code, ()), key=LEVELS.index, default=None),
        )
        for item in list_communities(standpoint.division)
    ]


def _brand_places(standpoint: Standpoint) -> Select[tuple[Level, str]]:
    own = (
        select(Organization.division_code)
        .where(Organization.id == Recognition.organization_id)
        .correlate(Recognition)
        .scalar_subquery()
    )
    carrier = (
        select(func.min(Organization.division_code))
        .join(ProjectOrganization, ProjectOrganization.organization_id == Organization.id)
        .where(
            ProjectOrganization.project_id == Recognition.project_id,
            ProjectOrganization.role == OrganizationRole.APPLICANT,
            known(ProjectOrganization, standpoint),
        )
        .correlate(Recognition)
        .scalar_subquery()
    )
    return select(Recognition.level, func.coalesce(own, carrier, Recognition.division_code)).where(
        Recognition.is_brand.is_(True),
        in_force(standpoint),
        within(Recognition.division_code, standpoint),
    )


def carriers_of(standpoint: Standpoint, project_ids: Collection[int]) -> dict[int, int]:
    """Return the first organization in view that carries out each project."""
    statement = (
        select(ProjectOrganization.project_id, func.min(ProjectOrganization.organization_id))
        .join(Organization, Organization.id == ProjectOrganization.organization_id)
        .where(
            ProjectOrganization.project_id.in_(project_ids),
            ProjectOrganization.role == OrganizationRole.APPLICANT,
            known(ProjectOrganization, standpoint),
            within(Organization.division_code, standpoint),
        )
        .group_by(ProjectOrganization.project_id)
    )
    return dict(db.session.execute(statement).tuples().all())  # type: ignore[arg-type]


def _rows(standpoint: Standpoint) -> Select[tuple[Recognition, str]]:
    return (
        select(Recognition, ProjectDetail.name)
        .outerjoin(Recognition.organization)
        .outerjoin(ProjectDetail, _detail(standpoint))
        .options(contains_eager(Recognition.organization))
        .where(within(Recognition.division_code, standpoint))
    )


def _detail(standpoint: Standpoint) -> ColumnElement[bool]:
    return and_(
        ProjectDetail.project_id == Recognition.project_id, known(ProjectDetail, standpoint)
    )


def _matching(standpoint: Standpoint, wanted: RecognitionFilter) -> list[ColumnElement[bool]]:
    conditions = [was_awarded(standpoint), *_in_state(standpoint, wanted.state)]
    conditions += [_named(word, wanted) for word in wanted.text.split()]
    if wanted.levels:
        conditions.append(Recognition.level.in_(wanted.levels))
    if wanted.is_brand is not None:
        conditions.append(Recognition.is_brand.is_(wanted.is_brand))
    if wanted.first is not None:
        conditions.append(Recognition.awarded_on >= wanted.first)
    if wanted.last is not None:
        conditions.append(Recognition.awarded_on <= wanted.last)
    if wanted.project_id is not None:
        conditions.append(Recognition.project_id == wanted.project_id)
    return conditions


def _in_state(standpoint: Standpoint, state: State | None) -> list[ColumnElement[bool]]:
    if state is State.IN_FORCE:
        return [in_force(standpoint)]
    if state is State.REVOKED:
        return [Recognition.revoked_on <= standpoint.on]
    if state is State.EXPIRED:
        kept = or_(Recognition.revoked_on.is_(None), Recognition.revoked_on > standpoint.on)
        return [Recognition.valid_until < standpoint.on, kept]
    return []


def _named(word: str, wanted: RecognitionFilter) -> ColumnElement[bool]:
    organizations = select(OrganizationSearch.organization_id).where(
        OrganizationSearch.text.contains(fold(word), autoescape=True)
    )
    found = [
        Recognition.title.contains(word, autoescape=True),
        ProjectDetail.name.contains(word, autoescape=True),
        Recognition.organization_id.in_(organizations),
    ]
    if wanted.sees_people:
        found.append(Recognition.person_name.contains(word, autoescape=True))
    return or_(*found)
