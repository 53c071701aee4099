"""Planning the import of sign-in lists: rows to outcomes and the sign-ins to be recorded."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from app.exchange.attendance.finding import NoSessionError, OrganizationFinder, SessionFinder
from app.exchange.attendance.parsing import SignInRow, parse_table
from app.exchange.models import RowOutcome
from app.exchange.plans import RowPlan
from app.exchange.tables import Table
from app.extensions import db
from app.standpoint import OFFICE_ZONE, Standpoint, today
from app.trainings.models import Attendance, Presence, SessionDetail, SessionState, Way
from app.trainings.sessions.facts import SignIn
from app.trainings.sessions.operations import key_of
from app.values.names import match_key

CHUNK = 500  # below SQLite's limit of bound values

Place = tuple[int, str]  # session and person


class AttendancePlanner:
    """Plans the rows of one file against the sign-ins recorded now."""

    def __init__(self, standpoint: Standpoint, tables: Sequence[Table]) -> None:
        self._rows = [row for table in tables for row in parse_table(table)]
        names = [row.values["organization"] for row in self._rows if "organization" in row.values]
        self._organizations = OrganizationFinder(standpoint, names)
        self._sessions = SessionFinder(standpoint)
        self._wanted: dict[int, SignIn] = {}  # by the row's id()
        for row in self._rows:
            sign_in = None if row.is_error else self._read(row)
            if sign_in is not None:
                self._wanted[id(row)] = sign_in
        self._recorded = _recorded(item.session_id for item in self._wanted.values())
        self._seen: dict[Place, SignInRow] = {}

    def plan(self) -> list[RowPlan]:
        return [self._plan(row) for row in self._rows]

    def _plan(self, row: SignInRow) -> RowPlan:
        sign_in, name = self._wanted.get(id(row)), row.values.get("person")
        if sign_in is None:
            return row.planned(RowOutcome.ERROR, name)
        place = (sign_in.session_id, key_of(sign_in))
        first = self._seen.setdefault(place, row)
        if first is not row:
            row.note("duplicate_identical", first=first.place_from(row))
            return row.planned(RowOutcome.SKIPPED, name)
        live = self._recorded.get(place)
        changes = _differences(live, sign_in) if live else {}
        is_kept = live is not None and not changes
        outcome = (
            RowOutcome.UNCHANGED if is_kept else RowOutcome.CHANGED if live else RowOutcome.NEW
        )
        planned = row.planned(outcome, name)
        planned.subject_id = live.session_id if live else None
        planned.changes = changes
        planned.work = None if is_kept else sign_in
        return planned

    def _read(self, row: SignInRow) -> SignIn | None:
        """Return what the row asks to record; None, with a problem, where it cannot be."""
        detail = self._session(row)
        if detail is None:
            return None
        values = row.values
        text = values.get("organization")
        organization_id = self._organization(row, text) if text else None
        return SignIn(
            session_id=detail.session_id,
            name=values["person"],
            phone=values.get("phone"),
            organization_id=organization_id,
            organization_text=None if organization_id else text,
            presence=values.get("presence", Presence.PRESENT),
            way=Way.LEDGER,
            signed_at=_instant(values.get("signed_at"), detail.held_on),
        )

    def _session(self, row: SignInRow) -> SessionDetail | None:
        try:
            detail = self._sessions.find(row)
        except NoSessionError as error:
            row.note(error.code, error.key)
            return None
        if detail.state is SessionState.CANCELED:
            row.note("canceled_session", "session_no")
        elif detail.held_on > today():
            row.note("day_to_come", "session_no")
        return None if row.is_error else detail

    def _organization(self, row: SignInRow, text: str) -> int | None:
        found = self._organizations.find(text)
        if found is None:
            is_ambiguous = text in self._organizations.ambiguous
            code = "ambiguous_organization" if is_ambiguous else "unknown_value"
            row.note(code, "organization")
        return found


def _recorded(session_ids: Iterable[int]) -> dict[Place, Attendance]:
    wanted = sorted(set(session_ids))
    found: dict[Place, Attendance] = {}
    for start in range(0, len(wanted), CHUNK):
        statement = select(Attendance).where(
            Attendance.session_id.in_(wanted[start : start + CHUNK]),
            Attendance.superseded_at.is_(None),
        )
        found |= {
            (item.session_id, item.person_key): item for item in db.session.scalars(statement)
        }
    return found


def _differences(live: Attendance, wanted: SignIn) -> dict[str, tuple[Any, Any]]:
    """Return what recording the sign-in would change; what the list leaves open changes nothing."""
    changes: dict[str, tuple[Any, Any]] = {}
    if live.presence is not wanted.presence:
        changes["presence"] = (live.presence.value, wanted.presence.value)
    is_unplaced = live.organization_id is None
    text = wanted.organization_text or ""
    if is_unplaced and wanted.organization_id is not None:
        changes["organization"] = (live.organization_text, wanted.organization_id)
    elif is_unplaced and text and not match_key(live.organization_text or ""):
        changes["organization"] = (None, text)
    return changes


def _instant(signed: datetime | date | time | None, held_on: date) -> datetime | None:
    """Return the instant of a sign-in; a time without its day is of the session's first."""
    if isinstance(signed, datetime):
        return signed
    if isinstance(signed, time):
        return datetime.combine(held_on, signed, OFFICE_ZONE)
    return None
