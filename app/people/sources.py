"""People linked to organizations in force, and their qualifications, as rows metrics count."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from app.definitions.columns import Column, ColumnKind
from app.definitions.populations import Population
from app.divisions.queries import within
from app.history.points import known
from app.i18n import _, _l
from app.organizations.column_kinds import enumerated, whole_day
from app.organizations.models import Organization
from app.people.labels import LEVEL_LABELS, LEVEL_RANKS
from app.people.models import Person, PersonLink, Qualification, QualificationLevel
from app.people.predicates import counts_as_linked, in_effect, level_rank
from app.standpoint import Standpoint
from app.values.personal import mask_name


class PeopleSources:
    """People linked on the day to an organization in force, each once."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint

    def level(self) -> Any:
        """Select the rank of the highest level held on the day."""
        return level_rank(self.standpoint)

    def select(self, *expressions: Any) -> Any:
        statement = select(*expressions).select_from(Person)
        return statement.where(known(Person, self.standpoint), counts_as_linked(self.standpoint))


class QualificationSources:
    """The levels these people obtained, one row each, of any day up to the standpoint's."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.qualification = Qualification

    def in_period(self) -> ColumnElement[bool]:
        return Qualification.obtained_on >= self.standpoint.since

    def select(self, *expressions: Any) -> Any:
        statement = select(*expressions).select_from(Qualification)
        return statement.join(Person, Person.id == Qualification.person_id).where(
            known(Person, self.standpoint),
            counts_as_linked(self.standpoint),
            known(Qualification, self.standpoint),
            Qualification.obtained_on <= self.standpoint.on,
        )


def _held(sources: PeopleSources) -> Any:
    return case({rank: level.value for level, rank in LEVEL_RANKS.items()}, value=sources.level())


def _organizations(sources: Any) -> tuple[Any, ...]:
    """Select the first organization in view by name, and how many there are."""
    return tuple(
        select(expression)
        .select_from(PersonLink)
        .join(Organization, Organization.id == PersonLink.organization_id)
        .where(
            PersonLink.person_id == Person.id,
            in_effect(PersonLink, sources.standpoint),
            within(Organization.division_code, sources.standpoint),
        )
        .correlate(Person)
        .scalar_subquery()
        for expression in (
            func.min(Organization.name),
            func.count(Organization.id.distinct()),
        )
    )


def _named(name: str, count: int) -> str:
    return name if count == 1 else _("%(name)s等%(count)s家", name=name, count=count)


NAME = Column(
    key="person_name",
    label=_l("姓名"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (Person.name,),
    is_personal=True,
    mask=mask_name,
)
ORGANIZATIONS = Column(
    key="person_organizations",
    label=_l("所在组织"),
    kind=ColumnKind.TEXT,
    select=_organizations,
    value=_named,
    width=34,
)
HIGHEST = enumerated(
    "person_level",
    _l("最高资格等级"),
    QualificationLevel,
    LEVEL_LABELS,
    _held,
    width=16,
)
LEVEL = enumerated(
    "qualification_level",
    _l("资格等级"),
    QualificationLevel,
    LEVEL_LABELS,
    lambda _sources: Qualification.level,
    width=16,
)
OBTAINED_ON = whole_day(
    "qualification_obtained_on", _l("取得日期"), lambda _sources: Qualification.obtained_on
)

PEOPLE = Population(
    key="people",
    label=_l("人员"),
    sources=PeopleSources,
    identity=lambda _sources: Person.id,
    order=lambda _sources: (Person.match_key, Person.id),
    columns=lambda: (NAME, ORGANIZATIONS, HIGHEST),
    endpoint="people.detail",
    argument="person_id",
)
QUALIFICATIONS = Population(
    key="qualifications",
    label=_l("社工资格"),
    sources=QualificationSources,
    identity=lambda _sources: Qualification.id,
    order=lambda _sources: (Qualification.obtained_on.desc(), Qualification.id),
    columns=lambda: (NAME, ORGANIZATIONS, LEVEL, OBTAINED_ON),
    endpoint="people.detail",
    argument="person_id",
    subject=lambda _sources: Person.id,
)
POPULATIONS = (PEOPLE, QUALIFICATIONS)
