"""Which session a row of a sign-in list is of, and which organization it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.exchange.attendance.parsing import SignInRow
from app.exchange.register.matching import AmbiguousMatchError, OutsideDivisionError, Register
from app.exchange.trainings.recorded import Sessions
from app.standpoint import Standpoint
from app.trainings.models import SessionDetail
from app.values.day_ranges import parse_days
from app.values.names import match_key
from app.values.unreadable import UnreadableValueError

_DAY = re.compile(r"(?:20\d\d[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?")
_YEAR = re.compile(r"20\d\d")


class NoSessionError(Exception):
    """None, or several, fit; the code and the field say what the row calls it by."""

    def __init__(self, code: str, key: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.key = key


class SessionFinder:
    """Finds sessions by number, else by title and day, else by what stands over the row."""

    def __init__(self, standpoint: Standpoint) -> None:
        self._sessions = Sessions(standpoint)
        self._of_texts: dict[Any, SessionDetail | None] = {}
        self._of_rows: dict[Any, SessionDetail | NoSessionError] = {}

    def find(self, row: SignInRow) -> SessionDetail:
        """Return the session of a row; rows that name one alike are looked up once.

        Raises NoSessionError.
        """
        values = row.values
        named = (values.get(key) for key in ("session_no", "title", "held_on"))
        key = (*named, _day_of(row), row.around)
        if key not in self._of_rows:
            try:
                self._of_rows[key] = self._look(row)
            except NoSessionError as error:
                self._of_rows[key] = error
        found = self._of_rows[key]
        if isinstance(found, NoSessionError):
            raise found
        return found

    def _look(self, row: SignInRow) -> SessionDetail:
        values, day = row.values, _day_of(row)
        if "session_no" in values:
            number = values["session_no"]
            by_number = self._sessions.by_number(number, day) or self._sessions.by_number(number)
            found = by_number or self._sessions.by_title(number, day)
            return _only(found, day, NoSessionError("unknown_value", "session_no"))
        if "title" in values:
            title, on = values["title"], values.get("held_on")
            found = self._sessions.by_title(title, on) or self._sessions.by_number(title)
            return _only(found, day, NoSessionError("unknown_value", "title"))
        if "held_on" in values:
            found = self._sessions.on_day(values["held_on"])
            return _only(found, None, NoSessionError("unknown_value", "held_on"))
        above = next((one for text in row.around if (one := self._in_text(text, day))), None)
        if above is None:
            raise NoSessionError("missing_session")
        return above

    def _in_text(self, text: str, day: date | None) -> SessionDetail | None:
        """Return the one session whose number, or longest title, the text holds."""
        if (text, day) not in self._of_texts:
            self._of_texts[text, day] = self._search(match_key(text), day)
        return self._of_texts[text, day]

    def _search(self, text: str, day: date | None) -> SessionDetail | None:
        sessions = self._sessions.all
        numbered = [item for item in sessions if _holds(text, item.session.number)]
        longest = max((len(item.session.number) for item in numbered), default=0)
        found = [item for item in numbered if len(item.session.number) == longest]
        if not found:
            titled = [item for item in sessions if match_key(item.title) in text]
            longest = max((len(item.title) for item in titled), default=0)
            found = [item for item in titled if len(item.title) == longest]
        wanted = _day_in(text) or day
        if len(found) > 1 and wanted is not None:
            found = [item for item in found if item.held_on <= wanted <= item.ends_on]
        return found[0] if len(found) == 1 else None


@dataclass
class _Reference:
    """How a row names its organization, as the register's matching takes it."""

    values: dict[str, Any]
    division_code: str | None = field(default=None)


class OrganizationFinder:
    """Finds organizations by name, former names included; each name is looked up once."""

    def __init__(self, standpoint: Standpoint, names: Sequence[str]) -> None:
        references = {name: _Reference({"name": name}) for name in dict.fromkeys(names)}
        register = Register(standpoint, list(references.values()))
        self._found: dict[str, int | None] = {}
        self.ambiguous: set[str] = set()
        for name, reference in references.items():
            try:
                match = register.match(reference)
            except OutsideDivisionError:
                match = None
            except AmbiguousMatchError:
                match = None
                self.ambiguous.add(name)
            # One without standings is in the recycle bin.
            is_there = match is not None and bool(match.known.standings)
            self._found[name] = match.known.organization.id if match and is_there else None

    def find(self, name: str) -> int | None:
        return self._found[name]


def _only(found: Sequence[SessionDetail], day: date | None, error: NoSessionError) -> SessionDetail:
    if not found:
        raise error
    if len(found) > 1 and day is not None:
        found = [item for item in found if item.held_on <= day <= item.ends_on] or found
    if len(found) > 1:
        raise NoSessionError("ambiguous_session", error.key)
    return found[0]


def _day_of(row: SignInRow) -> date | None:
    day = row.values.get("held_on")
    if day is not None:
        return date(day.year, day.month, day.day)
    signed = row.values.get("signed_at")
    if isinstance(signed, datetime):
        return signed.date()
    return signed if isinstance(signed, date) else None


def _holds(text: str, number: str) -> bool:
    key = match_key(number)
    place = text.find(key)
    after = text[place + len(key) : place + len(key) + 1]
    return place >= 0 and not (key[-1:].isdigit() and after.isdigit())


def _day_in(text: str) -> date | None:
    found = _DAY.search(text)
    year = _YEAR.search(text)
    try:
        days = parse_days(found[0], int(year[0]) if year else None) if found else None
    except UnreadableValueError:
        return None
    return days.first if days else None
