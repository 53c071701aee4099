"""What a statement over the register selects from, at one standpoint.

Each source is joined only once something asks for it, so a column, a filter and a metric say
what they need simply by using it.
"""

from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.divisions.models import Division, DivisionLevel
from app.divisions.queries import within
from app.extensions import db
from app.history.points import at, known
from app.organizations.models import (
    GradeChange,
    Organization,
    Stage,
    StageChange,
    StandingChange,
)
from app.organizations.standings import IN_FORCE, Standing
from app.standpoint import LAST_DAY, Standpoint


class Sources:
    """The organization and what it is at a standpoint: standing, stage, grade, division."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.organization = Organization
        self._joins: dict[str, tuple[Any, ColumnElement[bool]]] = {}

    @property
    def standing(self) -> Any:
        return self._history("standing", StandingChange)

    @property
    def stage(self) -> Any:
        return self._history("stage", StageChange)

    @property
    def grade(self) -> Any:
        return self._history("grade", GradeChange)

    @property
    def stage_word(self) -> Any:
        return self._joined("stage_word", Stage, lambda word: word.key == self.stage.stage)

    @property
    def community(self) -> Any:
        """The division an organization hangs off, where that is a community."""
        return self._joined(
            "community",
            Division,
            lambda item: and_(
                item.code == Organization.division_code,
                item.level == DivisionLevel.COMMUNITY,
            ),
        )

    @property
    def street(self) -> Any:
        return self._joined(
            "street",
            Division,
            lambda item: and_(
                item.code == func.substr(Organization.division_code, 1, 9).concat("000"),
                item.level == DivisionLevel.STREET,
            ),
        )

    def in_force(self) -> ColumnElement[bool]:
        """Hold for what headline numbers, stages and grades count: in force and no branch."""
        return and_(self.stands_in_force(), Organization.is_branch.is_(False))

    def stands_in_force(self) -> ColumnElement[bool]:
        standing = _nearly_all(self.standing.standing)
        in_force: ColumnElement[bool] = standing.in_(IN_FORCE)
        return in_force

    def grade_in_force(self) -> ColumnElement[bool]:
        return and_(
            self.grade.grade.is_not(None),
            or_(self.grade.expires_on.is_(None), self.grade.expires_on >= self.standpoint.on),
        )

    def days_since(self, day: Any) -> Any:
        """Select the days from `day` to the day of the picture, the same on both engines."""
        return days_between(day, literal(self.standpoint.on))

    def next_grade_day(self) -> Any:
        """Select the next day on which a grade begins to hold or has run out."""
        point, on = aliased(GradeChange), self.standpoint.on
        ends = and_(point.expires_on >= on, point.expires_on < LAST_DAY)
        return (
            select(func.min(case((point.since > on, point.since), else_=_after(point.expires_on))))
            .where(
                point.organization_id == Organization.id,
                known(point, self.standpoint),
                or_(point.since > on, ends),
            )
            .correlate(Organization)
            .scalar_subquery()
        )

    def since_standing(self, standing: Standing, part: str) -> Any:
        """Select `part` of the latest point at which the organization came to stand so."""
        point = aliased(StandingChange)
        return (
            select(getattr(point, part))
            .where(
                point.organization_id == Organization.id,
                point.standing == standing,
                known(point, self.standpoint),
                point.since <= self.standpoint.on,
            )
            .order_by(point.since.desc())
            .limit(1)
            .correlate(Organization)
            .scalar_subquery()
        )

    def select(self, *expressions: Any) -> Any:
        """Return a statement over organizations in the division that existed on the day."""
        standing = self.standing  # to exist on a day is to have a standing then
        statement = select(*expressions).select_from(self._base())
        for name, (source, condition) in self._joins.items():
            statement = statement.join(source, condition, isouter=name != "standing")
        return statement.where(
            within(Organization.division_code, self.standpoint), standing.id.is_not(None)
        )

    def _base(self) -> Any:
        """Return what everything else is joined to; other populations put their rows first."""
        return Organization

    def _history(self, name: str, model: Any) -> Any:
        return self._joined(
            name,
            model,
            lambda point: and_(
                point.organization_id == Organization.id, at(point, self.standpoint)
            ),
        )

    def _joined(self, name: str, model: Any, condition: Any) -> Any:
        if name not in self._joins:
            source = aliased(model, name=name)
            # What a condition itself needs is joined before it.
            on = condition(source)
            self._joins[name] = (source, on)
        return self._joins[name][0]


def days_between(first: Any, last: Any) -> Any:
    """Select the days from one day to another, the same on both engines."""
    if db.engine.dialect.name == "sqlite":
        return func.julianday(last) - func.julianday(first)
    return last - first


def _after(day: Any) -> Any:
    """Select the day after, the same on both engines."""
    if db.engine.dialect.name == "sqlite":
        return func.date(day, "+1 day", type_=Date())
    return day + 1


def _nearly_all(column: Any) -> Any:
    """Keep SQLite from entering by the index of a column that holds for almost every row.

    It would then sort the whole register for one page, where walking the order finds the page
    at once. No index serves an expression; PostgreSQL has its statistics and needs no hint.
    """
    if db.engine.dialect.name != "sqlite":
        return column
    return func.coalesce(column, Standing.UNFILED, type_=column.type)
