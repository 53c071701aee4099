"""Standpoints that tests look from, and who looks."""

from datetime import date

from app.standpoint import Standpoint, today
from tests.factories import AccountFactory


def look(division="000000000000", *, viewer=None, on=None, known_at=None):
    """Return a standpoint of today over everything, by a member of staff of its own."""
    account_id = viewer if viewer is not None else AccountFactory.create().id
    day = on or today()
    return Standpoint(account_id, division, day, date(day.year, 1, 1), known_at)
