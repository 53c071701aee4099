"""Linking what sign-ins call an organization to the one of the register that is meant."""

from collections.abc import Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.organizations.followers import facts_changed
from app.organizations.queries import get_organization
from app.people.keys import person_key
from app.standpoint import Standpoint
from app.trainings.models import Attendance, Presence, SessionDetail, SignUp, SignUpState
from app.trainings.sessions.operations.checks import take_place
from app.trainings.sessions.queries import in_view, list_unknown_texts
from app.values.names import match_key

Row = TypeVar("Row", Attendance, SignUp)
PEOPLE = ("session_id", "name", "phone")
KEPT: dict[Any, tuple[str, ...]] = {
    Attendance: ("presence", "way", "signed_at", "import_batch_id"),
    SignUp: ("state",),
}
AT_ONCE = 500


def match_text(standpoint: Standpoint, text: str, organization_id: int) -> int:
    """Link all sign-ins and sign-ups in view that name the text; return how many.

    However it is written: with blanks, other brackets. Who is there twice then, under both
    names, is kept once, present if once present. Raises NoResultFound for an organization outside the standpoint.
    """
    take_place(standpoint)
    organization = get_organization(standpoint, organization_id)
    wanted = match_key(text)
    texts = [item.text for item in list_unknown_texts(standpoint) if match_key(item.text) == wanted]
    count = _link(standpoint, Attendance, texts, organization_id) + _link(
        standpoint, SignUp, texts, organization_id
    )
    if count:
        facts_changed([organization_id])
        audit.record(
            "training:match",
            audit.Subject(
                "organization", organization_id, organization.name, organization.division_code
            ),
            by=standpoint.viewer,
            text=text,
            rows=count,
        )
    return count


def _link(
    standpoint: Standpoint, model: type[Row], texts: Sequence[str], organization_id: int
) -> int:
    rows = sorted(_named(standpoint, model, texts), key=_rank)
    taken = _taken(model, rows)
    at = audit.instant()
    ids = [row.id for row in rows]
    made: list[dict[str, Any]] = []
    for row in rows:
        key = person_key(row.name, row.phone, organization_id)
        other = taken.get((row.session_id, key))
        if other is not None and other.id != row.id:
            if _rank(other) <= _rank(row):
                continue
            ids.append(other.id)
        taken[row.session_id, key] = row
        made.append(_copied(model, row) | {"organization_id": organization_id, "person_key": key})
    for start in range(0, len(ids), AT_ONCE):
        db.session.execute(
            sa.update(model)
            .where(model.id.in_(ids[start : start + AT_ONCE]))
            .values(superseded_at=at, superseded_by=standpoint.viewer)
        )
    if made:
        recorded = {"recorded_at": at, "recorded_by": standpoint.viewer}
        db.session.execute(sa.insert(model), [row | recorded for row in made])
    return len(rows)


def _named(standpoint: Standpoint, model: type[Row], texts: Sequence[str]) -> Sequence[Row]:
    statement = (
        select(model)
        .join(SessionDetail, SessionDetail.session_id == model.session_id)
        .join(SessionDetail.session)
        .where(
            model.organization_id.is_(None),
            model.organization_text.in_(texts),
            model.superseded_at.is_(None),
            in_view(standpoint),
        )
        .order_by(model.id)
    )
    return db.session.scalars(statement).all()


def _taken(model: type[Row], rows: Sequence[Row]) -> dict[tuple[int, str], Row]:
    sessions = {row.session_id for row in rows}
    statement = select(model).where(model.session_id.in_(sessions), model.superseded_at.is_(None))
    return {(row.session_id, row.person_key): row for row in db.session.scalars(statement)}


def _rank(row: Attendance | SignUp) -> int:
    """Return 0 for who was present or has a seat: that is kept where two rows become one."""
    if isinstance(row, Attendance):
        return list(Presence).index(row.presence)
    return list(SignUpState).index(row.state)


def _copied(model: type[Row], row: Row) -> dict[str, Any]:
    return {key: getattr(row, key) for key in (*PEOPLE, *KEPT[model])}
