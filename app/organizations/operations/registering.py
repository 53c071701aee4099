"""Entering organizations in the register: one from a form, thousands from a ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper

from app.audit import operations as audit
from app.divisions.codes import contains
from app.divisions.queries import find_division
from app.extensions import db
from app.history import points
from app.history.models import ChangePoint
from app.organizations import attributes, search_index
from app.organizations.chain import was_so
from app.organizations.errors import (
    BeforeExistenceError,
    CreditCodeTakenError,
    FutureDayError,
    KnownAtRefusedError,
    NotReachableError,
    NotRegisteredError,
    UnknownDivisionError,
)
from app.organizations.followers import facts_changed
from app.organizations.models import (
    GradeChange,
    Organization,
    StageChange,
    StandingChange,
)
from app.organizations.operations import grade as grades
from app.organizations.operations import stage as stages
from app.organizations.operations import standing as standings
from app.organizations.operations.grade import GradeAward
from app.organizations.operations.stage import StageMove
from app.organizations.operations.standing import StandingMove
from app.organizations.standings import Standing
from app.standpoint import LAST_DAY, Standpoint, today


@dataclass(frozen=True)
class Registration:
    """A checked request to enter an organization with what is known of its past.

    `attributes` holds plain attributes by the model's names, `name` among them; `standings` is
    in order of their days and not empty.
    """

    division_code: str
    attributes: Mapping[str, Any]
    standings: tuple[StandingMove, ...]
    stages: tuple[StageMove, ...] = ()
    grades: tuple[GradeAward, ...] = ()
    as_written: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


def register_organizations(
    standpoint: Standpoint, registrations: Sequence[Registration]
) -> list[int]:
    """Enter the organizations; return their numbers in the same order.

    Raises UnknownDivisionError, CreditCodeTakenError, FutureDayError, NotReachableError,
    BeforeExistenceError, NotRegisteredError; then nothing was written.
    """
    if standpoint.known_at is not None:
        raise KnownAtRefusedError
    if not registrations:
        return []
    audit.instant()
    _check_all(standpoint, registrations)
    attributes.ensure_categories(item.attributes.get("category") for item in registrations)
    ids = _insert_organizations(registrations)
    by = standpoint.viewer
    pairs = list(zip(ids, registrations, strict=True))
    _insert_points(
        StandingChange,
        [standings.make_point(id_, move) for id_, item in pairs for move in item.standings],
        by,
    )
    _insert_points(
        StageChange,
        [stages.make_point(id_, move) for id_, item in pairs for move in item.stages],
        by,
    )
    _insert_points(
        GradeChange,
        [grades.make_point(id_, award) for id_, item in pairs for award in item.grades],
        by,
    )
    search_index.refresh(ids)
    facts_changed(ids)
    audit.record_many(
        "organization:register",
        [(_subject(id_, item), _summary(item)) for id_, item in pairs],
        by=by,
    )
    return ids


def _insert_organizations(registrations: Sequence[Registration]) -> list[int]:
    at = audit.instant()
    rows = [
        {
            **attributes.EMPTY,
            **item.attributes,
            **attributes.derived_keys(item.attributes),
            "division_code": item.division_code,
            "as_written": dict(item.as_written),
            "extra": dict(item.extra),
            "changed_at": at,
            "version": 1,
        }
        for item in registrations
    ]
    statement = sa.insert(Organization).returning(Organization.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, rows))


def _insert_points(model: type[ChangePoint], made: list[Any], by: int) -> None:
    """Insert many points at once; `until` is worked out by `weave` afterwards."""
    if not made:
        return
    at = audit.instant()
    mapper: Mapper[Any] = sa.inspect(model, raiseerr=True)
    columns = [column.key for column in mapper.column_attrs if column.key != "id"]
    rows = []
    for point in made:
        point.recorded_at, point.recorded_by = at, by
        row = {key: getattr(point, key) for key in columns}
        row["until"] = LAST_DAY
        rows.append(row)
    db.session.execute(sa.insert(model), rows)
    crowded = {row["organization_id"] for row in rows}
    if len(crowded) < len(rows):
        points.weave(model, crowded)


def _check_all(standpoint: Standpoint, registrations: Sequence[Registration]) -> None:
    for code in {item.division_code for item in registrations}:
        if not contains(standpoint.division, code) or find_division(code) is None:
            raise UnknownDivisionError
    codes = [item.attributes.get("credit_code") for item in registrations]
    if attributes.taken_credit_codes(code for code in codes if code):
        raise CreditCodeTakenError
    for item in registrations:
        _check(item)


def _check(item: Registration) -> None:
    assert item.standings
    assert item.attributes.get("name")
    days = [move.since.date for move in item.standings]
    if days[-1] > today() or any(move.since.date > today() for move in item.stages):
        raise FutureDayError
    for earlier, later in zip(item.standings, item.standings[1:], strict=False):
        if earlier.since.date >= later.since.date or not earlier.to.may_become(later.to):
            raise NotReachableError
    if any(move.since.date < days[0] for move in item.stages):
        raise BeforeExistenceError
    facts = [(move.since.date, move.to) for move in item.standings]
    if not all(was_so(facts, Standing.REGISTERED, award.since.date) for award in item.grades):
        raise NotRegisteredError


def _subject(id_: int, item: Registration) -> audit.Subject:
    return audit.Subject("organization", id_, item.attributes["name"], item.division_code)


def _summary(item: Registration) -> dict[str, Any]:
    """Return what the event says of the entry; the facts themselves stand in the histories."""
    last = item.standings[-1]
    summary: dict[str, Any] = {"standing": [None, last.to], "since": str(last.since)}
    if item.stages:
        summary["stage"] = [None, item.stages[-1].to]
    if item.grades:
        summary["grade"] = [None, item.grades[-1].grade]
    if last.import_batch_id is not None:
        summary["import_batch"] = last.import_batch_id
    return summary
