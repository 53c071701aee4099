"""What a certificate takes and whether somebody has it; until when it is valid. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS_OF_YEAR = 12


class Lack(StrEnum):
    MINUTES = "minutes"
    SESSIONS = "sessions"
    TEST = "test"


class CertificateState(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Conditions:
    """None: not asked for."""

    minutes: int | None = None
    sessions: int | None = None
    needs_test: bool = False


@dataclass(frozen=True)
class Tally:
    """What a person attended of a course; sessions of unknown length add no minutes."""

    minutes: int
    sessions: int
    has_passed: bool = False


def lacking(conditions: Conditions, tally: Tally) -> tuple[Lack, ...]:
    """Return what is not fulfilled yet."""
    lacks = {
        Lack.MINUTES: tally.minutes < (conditions.minutes or 0),
        Lack.SESSIONS: tally.sessions < (conditions.sessions or 0),
        Lack.TEST: conditions.needs_test and not tally.has_passed,
    }
    return tuple(lack for lack, is_lacking in lacks.items() if is_lacking)


def last_valid_day(issued_on: date, months: int | None) -> date | None:
    """Return the day before the same day so many months later; None without an end."""
    if months is None:
        return None
    total = issued_on.month - 1 + months
    year, month = issued_on.year + total // MONTHS_OF_YEAR, total % MONTHS_OF_YEAR + 1
    last = monthrange(year, month)[1]
    if issued_on.day > last:  # 31 January and a month: valid through the whole of February
        return date(year, month, last)
    return date(year, month, issued_on.day) - timedelta(days=1)


def state_of(expires_on: date | None, on: date, *, is_revoked: bool) -> CertificateState:
    if is_revoked:
        return CertificateState.REVOKED
    if expires_on is not None and expires_on < on:
        return CertificateState.EXPIRED
    return CertificateState.VALID
