"""Reads of the board. Every function takes the standpoint first and shows nothing outside it.

A column is a walk along an index that ends after its cards; numbers are counted to 1,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, literal, select

from app.extensions import db
from app.incubation.board.sources import (
    BoardSources,
    kept_as_passed,
    kept_without_stage,
    rests_on_kept,
)
from app.organizations.kinds import Kind
from app.organizations.models import Organization
from app.standpoint import Standpoint

COUNTED_UP_TO = 1000
UNDETERMINED = "none"  # the column of those without a stage
SORTS = ("name", "community", "stage", "days", "missing")


@dataclass(frozen=True)
class BoardFilter:
    """What narrows the board; the empty one shows all in force."""

    kind: Kind | None = None
    community: str | None = None
    is_passed: bool = False
    is_stuck: bool = False
    stage: str | None = None  # of the table: one column alone, or UNDETERMINED


@dataclass(frozen=True)
class Place:
    """An organization on the board, without what other areas know of it."""

    id: int
    name: str
    community: str | None
    stage: str | None
    since: date | None


def find_place(standpoint: Standpoint, organization_id: int) -> Place | None:
    """Return where one organization stands; None when it is not in force, or a branch."""
    sources = BoardSources(standpoint)
    point = sources.stage
    parts = (Organization.id, Organization.name, sources.community.name, point.stage, point.since)
    statement = sources.select(*parts).where(sources.in_force(), Organization.id == organization_id)
    row = db.session.execute(statement).first()
    return None if row is None else Place(*row)


def list_column(
    standpoint: Standpoint, wanted: BoardFilter, stage: str, *, limit: int
) -> list[Place]:
    """Return the first organizations of a column, longest in it first; without a stage, by name."""
    sources = BoardSources(standpoint)
    if stage == UNDETERMINED:
        order: tuple[Any, ...] = (Organization.sort_key, Organization.id)
    else:
        order = (sources.stage.since, sources.stage.organization_id)
    return _places(sources, wanted, stage, order, limit=limit, offset=0)


def count_columns(
    standpoint: Standpoint, wanted: BoardFilter, stages: Sequence[str]
) -> dict[str, int]:
    """Return how many organizations stand in each column; COUNTED_UP_TO + 1 says there are more."""
    counts = []
    for stage in stages:
        some = _found(BoardSources(standpoint), wanted, stage, literal(1)).limit(COUNTED_UP_TO + 1)
        counts.append(select(func.count()).select_from(some.subquery()).scalar_subquery())
    row = db.session.execute(select(*counts)).one()
    return dict(zip(stages, row, strict=True))


def list_table(
    standpoint: Standpoint, wanted: BoardFilter, sort: str, *, limit: int, offset: int
) -> list[Place]:
    """Return a page of the table; `sort` is one of SORTS, with a hyphen before it the other way."""
    sources = BoardSources(standpoint)
    order = _order(sources, sort, is_of_one_stage=wanted.stage not in {None, UNDETERMINED})
    return _places(sources, wanted, wanted.stage, order, limit=limit, offset=offset)


def count_table(standpoint: Standpoint, wanted: BoardFilter, *, up_to: int) -> int:
    some = _found(BoardSources(standpoint), wanted, wanted.stage, literal(1)).limit(up_to)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _places(
    sources: BoardSources,
    wanted: BoardFilter,
    stage: str | None,
    order: Sequence[Any],
    *,
    limit: int,
    offset: int,
) -> list[Place]:
    point = sources.stage
    parts = (Organization.id, Organization.name, sources.community.name, point.stage, point.since)
    statement = _found(sources, wanted, stage, *parts)
    rows = db.session.execute(statement.order_by(*order).limit(limit).offset(offset))
    return [Place(*row) for row in rows]


def _found(sources: BoardSources, wanted: BoardFilter, stage: str | None, *parts: Any) -> Any:
    conditions = [sources.in_force(), *_conditions(sources, wanted)]
    if stage == UNDETERMINED:
        conditions += _without_stage(sources)
    elif stage is not None:
        conditions.append(sources.stage.stage == stage)
    return sources.select(*parts).where(*conditions)


def _conditions(sources: BoardSources, wanted: BoardFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.kind is not None:
        conditions.append(Organization.kind == wanted.kind)
    if wanted.community is not None:
        conditions.append(Organization.division_code == wanted.community)
    if wanted.is_passed:
        conditions.append(Organization.id.in_(kept_as_passed()))
    if wanted.is_stuck:
        conditions.append(sources.is_stuck())
    return conditions


def _without_stage(sources: BoardSources) -> list[Any]:
    conditions: list[Any] = [sources.stage.id.is_(None)]
    if rests_on_kept(sources.standpoint):
        conditions.append(Organization.id.in_(kept_without_stage()))
    return conditions


def _order(sources: BoardSources, sort: str, *, is_of_one_stage: bool) -> tuple[Any, ...]:
    name = sort.removeprefix("-")
    key = _sort_key(sources, name)
    # The longer ago it began, the more days.
    is_down = sort.startswith("-") != (name == "days")
    directed = key.desc() if is_down else key.asc()
    if name == "name":  # has no rows without a value, and an index
        return (directed, Organization.id.desc() if is_down else Organization.id)
    if name == "days" and is_of_one_stage:  # the same
        number = sources.stage.organization_id
        return (directed, number.desc() if is_down else number)
    return (key.is_(None), directed, Organization.sort_key, Organization.id)


def _sort_key(sources: BoardSources, name: str) -> Any:
    if name == "name":
        return Organization.sort_key
    if name == "community":
        return Organization.division_code
    if name == "stage":
        return sources.stage_word.rank
    return sources.stage.since if name == "days" else sources.gate.missing
