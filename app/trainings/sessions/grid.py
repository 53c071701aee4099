"""The sign-in grid: who may be there, and what was ticked of whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.trainings.models import (
    Attendance,
    Presence,
    SessionDetail,
    SignUp,
    SignUpState,
    TrainingSession,
)
from app.trainings.sessions.facts import SignIn
from app.trainings.sessions.queries import get_session, in_view, list_sign_ins, list_sign_ups
from app.trainings.sessions.typed import TypedPerson
from app.values.names import match_key

MOST_ROWS = 900  # each a part of the form; a form has at most 1000
FIELD = "p-"
MODELS: dict[str, type[Attendance] | type[SignUp]] = {"a": Attendance, "u": SignUp}


@dataclass(frozen=True)
class GridRow:
    """A person of the grid; `source` says which row tells of them, `shown` what the page shows."""

    source: str  # "a12": sign-in 12, "u7": sign-up 7
    person: Attendance | SignUp
    shown: Presence | None

    @property
    def field(self) -> str:
        return f"{FIELD}{self.source}-{self.shown.value if self.shown else ''}"


@dataclass(frozen=True)
class Grid:
    rows: Sequence[GridRow]
    total: int

    @property
    def left_out(self) -> int:
        return self.total - len(self.rows)

    @property
    def unticked(self) -> int:
        return sum(row.shown is None for row in self.rows)


def make_grid(standpoint: Standpoint, session_id: int) -> Grid:
    """Return who signed in, then who signed up, then who came to the course before."""
    rows: dict[str, GridRow] = {}
    for item in list_sign_ins(standpoint, session_id):
        rows[item.person_key] = GridRow(f"a{item.id}", item, item.presence)
    expected = list_sign_ups(standpoint, session_id, (SignUpState.TAKEN, SignUpState.WAITING))
    for entry in expected:
        rows.setdefault(entry.person_key, GridRow(f"u{entry.id}", entry, None))
    for item in _of_course(standpoint, session_id):
        rows.setdefault(item.person_key, GridRow(f"a{item.id}", item, None))
    every = list(rows.values())
    return Grid(every[:MOST_ROWS], len(every))


def read_grid(standpoint: Standpoint, session_id: int, sent: Mapping[str, str]) -> list[SignIn]:
    """Return what was ticked differently from what the page showed; the rest stays as it is.

    So two people may fill in one grid at once, and saving twice changes nothing.
    """
    ticked = {
        source: Presence(value)
        for key, value in sent.items()
        if key.startswith(FIELD)
        for source, _hyphen, shown in (key.removeprefix(FIELD).partition("-"),)
        if value in set(Presence) and value != shown
    }
    people = _people(standpoint, session_id, ticked)
    return [
        _sign_in(session_id, people[source], presence)
        for source, presence in ticked.items()
        if source in people
    ]


def typed_sign_ins(
    standpoint: Standpoint, session_id: int, typed: Sequence[TypedPerson]
) -> list[SignIn]:
    places = find_organizations(standpoint, typed)
    return [
        SignIn(
            session_id=session_id,
            name=person.name,
            phone=person.phone,
            organization_id=places.get(match_key(person.organization or "")),
            organization_text=person.organization,
            presence=person.presence,
        )
        for person in typed
    ]


def find_organizations(standpoint: Standpoint, typed: Iterable[TypedPerson]) -> dict[str, int]:
    """Return the organizations in view that alone bear a name typed, by the name's normal form."""
    keys = {match_key(person.organization) for person in typed if person.organization}
    statement = select(Organization.match_key, Organization.id).where(
        Organization.match_key.in_(keys), within(Organization.division_code, standpoint)
    )
    found: dict[str, list[int]] = {}
    for key, id_ in db.session.execute(statement).tuples():
        found.setdefault(key, []).append(id_)
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}


def _of_course(standpoint: Standpoint, session_id: int) -> Sequence[Attendance]:
    course_id = get_session(standpoint, session_id).session.course_id
    if course_id is None:
        return []
    statement = (
        select(Attendance)
        .join(SessionDetail, SessionDetail.session_id == Attendance.session_id)
        .join(SessionDetail.session)
        .options(joinedload(Attendance.organization).load_only(Organization.name))
        .where(
            in_view(standpoint),
            TrainingSession.course_id == course_id,
            known(Attendance, standpoint),
            Attendance.presence == Presence.PRESENT,
        )
        .order_by(Attendance.id.desc())
        .limit(MOST_ROWS)
    )
    return db.session.scalars(statement).all()


def _people(
    standpoint: Standpoint, session_id: int, sources: Iterable[str]
) -> dict[str, Attendance | SignUp]:
    """Return the rows that sources name: of this session, or of its course."""
    ids: dict[str, list[int]] = {kind: [] for kind in MODELS}
    for source in sources:
        if source[:1] in MODELS and source[1:].isascii() and source[1:].isdigit():
            ids[source[0]].append(int(source[1:10]))
    found: dict[str, Attendance | SignUp] = {}
    session = get_session(standpoint, session_id).session
    for kind, model in MODELS.items():
        for row in _rows(standpoint, model, ids[kind], session_id, session.course_id):
            found[f"{kind}{row.id}"] = row
    return found


def _rows(
    standpoint: Standpoint, model: Any, ids: Sequence[int], session_id: int, course_id: int | None
) -> Sequence[Any]:
    from_course = (
        select(SessionDetail.session_id)
        .join(SessionDetail.session)
        .where(
            in_view(standpoint),
            TrainingSession.course_id == course_id,
        )
    )
    is_here = model.session_id == session_id
    allowed = is_here if course_id is None else is_here | model.session_id.in_(from_course)
    return db.session.scalars(select(model).where(model.id.in_(ids), allowed)).all()


def _sign_in(session_id: int, person: Attendance | SignUp, presence: Presence) -> SignIn:
    return SignIn(
        session_id=session_id,
        name=person.name,
        phone=person.phone,
        organization_id=person.organization_id,
        organization_text=person.organization_text,
        presence=presence,
    )
