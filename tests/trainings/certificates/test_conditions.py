from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.trainings.certificates.conditions import (
    CertificateState,
    Conditions,
    Lack,
    Tally,
    lacking,
    last_valid_day,
    state_of,
)

NUMBERS = st.integers(0, 500)


@pytest.mark.parametrize(
    ("conditions", "tally", "lacks"),
    [
        (Conditions(), Tally(0, 0), ()),
        (Conditions(minutes=90), Tally(89, 5), (Lack.MINUTES,)),
        (Conditions(minutes=90), Tally(90, 1), ()),
        (Conditions(sessions=3), Tally(900, 2), (Lack.SESSIONS,)),
        (Conditions(needs_test=True), Tally(90, 1), (Lack.TEST,)),
        (Conditions(90, 2, needs_test=True), Tally(0, 0), tuple(Lack)),
        (Conditions(90, 2, needs_test=True), Tally(90, 2, has_passed=True), ()),
    ],
)
def test_says_what_is_lacking(conditions, tally, lacks):
    assert lacking(conditions, tally) == lacks


@settings(max_examples=50)
@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.integers(0, 50))
def test_more_never_lacks_more(minutes, sessions, had_minutes, had_sessions, more):
    conditions = Conditions(minutes, sessions)

    before = lacking(conditions, Tally(had_minutes, had_sessions))
    after = lacking(conditions, Tally(had_minutes + more, had_sessions + more))

    assert set(after) <= set(before)


@pytest.mark.parametrize(
    ("issued_on", "months", "last"),
    [
        (date(2026, 4, 1), 12, date(2027, 3, 31)),
        (date(2026, 4, 15), 36, date(2029, 4, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 4, 1), None, None),
    ],
)
def test_is_valid_through_the_day_before(issued_on, months, last):
    assert last_valid_day(issued_on, months) == last


def test_stands_as_its_days_say():
    last = date(2026, 4, 1)

    assert state_of(last, last, is_revoked=False) is CertificateState.VALID
    assert state_of(last, last + timedelta(days=1), is_revoked=False) is CertificateState.EXPIRED
    assert state_of(None, last, is_revoked=False) is CertificateState.VALID
    assert state_of(None, last, is_revoked=True) is CertificateState.REVOKED
