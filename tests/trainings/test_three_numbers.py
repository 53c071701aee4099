"""The numbers of trainings against a naive recount, on random data and from any standpoint."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.divisions.codes import contains
from app.metrics.queries import numbers
from app.standpoint import Standpoint
from app.trainings.metrics import ATTENDED, CLAIMED, HOURS, PEOPLE, SESSIONS
from app.trainings.models import Presence, SessionState
from app.trainings.sessions.queries import SessionFilter, total
from tests.conftest import undone
from tests.factories import AccountFactory, example_divisions
from tests.factories.trainings import AttendanceFactory, IdentityFactory, SessionFactory

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FIRST = date(2026, 1, 1)
days = st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n))
hours = st.integers(0, 9)
lives = st.tuples(hours, st.none() | hours)  # recorded and superseded, hours after noon
details = st.tuples(days, st.sampled_from(SessionState), st.none() | st.integers(1, 200), lives)
attendances = st.tuples(st.integers(0, 3), st.sampled_from(Presence), lives)
sessions = st.lists(
    st.tuples(
        st.sampled_from(["晴川街道", "云栖街道"]),
        st.none() | st.integers(1, 99),
        st.lists(details, min_size=1, max_size=2),
        st.lists(attendances, max_size=5),
    ),
    max_size=4,
)
METRICS = (SESSIONS, ATTENDED, PEOPLE, HOURS, CLAIMED)


def at(hour):
    return None if hour is None else NOON + timedelta(hours=hour)


def life(pair, account):
    begin, end = pair
    end = None if end is None or end <= begin else end
    return {
        "recorded_at": at(begin),
        "superseded_at": at(end),
        "superseded_by": None if end is None else account,
    }


def make(codes, account, wanted):
    """Enter the sessions; at most one row of each detail and person is live."""
    made = []
    for place, claimed, kinds, people in wanted:
        code = codes[place]
        session_id = IdentityFactory.create(division_code=code).id
        rows, seen = [], set()
        for index, (day, state, minutes, pair) in enumerate(kinds):
            begin, end = (pair[0], pair[1]) if index == len(kinds) - 1 else (0, 1)
            known = life((begin + 1, end) if index else (begin, end), account)
            rows.append(
                SessionFactory.create(
                    session_id=session_id,
                    held_on=day,
                    state=state,
                    minutes=minutes,
                    claimed=claimed,
                    **known,
                )
            )
        signed = []
        for person, presence, pair in people:
            if person in seen:
                continue
            seen.add(person)
            signed.append(
                AttendanceFactory.create(
                    session_id=session_id,
                    name=f"甲{person}",
                    phone=f"1380000000{person}",
                    presence=presence,
                    **life(pair, account),
                )
            )
        made.append((code, rows, signed))
    return made


def counts(row, known_at):
    if known_at is None:
        return row.superseded_at is None
    return row.recorded_at <= known_at and (
        row.superseded_at is None or row.superseded_at > known_at
    )


def recount(made, look):
    """Count as one would on paper."""
    found = {"sessions": 0, "attendances": 0, "people": set(), "minutes": 0, "claimed": 0}
    for code, rows, signed in made:
        for row in rows:
            is_held = row.state is SessionState.HELD and look.since <= row.held_on <= look.on
            if not (contains(look.division, code) and counts(row, look.known_at) and is_held):
                continue
            found["sessions"] += 1
            found["claimed"] += row.claimed or 0
            for one in signed:
                if counts(one, look.known_at) and one.presence is Presence.PRESENT:
                    found["attendances"] += 1
                    found["people"].add(one.person_key)
                    found["minutes"] += row.minutes or 0
    return found


@settings(max_examples=40, deadline=None)
@given(
    wanted=sessions,
    place=st.sampled_from(["示例区", "晴川街道", "云栖街道"]),
    on=days,
    length=st.integers(0, 120),
    known_at=st.none() | hours,
)
def test_equal_a_naive_recount(app, wanted, place, on, length, known_at):
    with undone(app):
        codes = example_divisions()
        account = AccountFactory.create(division_code=codes[place]).id
        made = make(codes, account, wanted)
        since = on - timedelta(days=length)
        look = Standpoint(account, codes[place], on, since, at(known_at))

        by_hand = recount(made, look)
        told = numbers(look, METRICS)
        listed = total(look, SessionFilter())

        assert told[SESSIONS.key] == listed.sessions == by_hand["sessions"]
        assert told[ATTENDED.key] == listed.attendances == by_hand["attendances"]
        assert told[PEOPLE.key] == listed.people == len(by_hand["people"])
        assert abs(told[HOURS.key] - by_hand["minutes"] / 45) <= 0.05 + 1e-9
        assert abs(listed.lessons - by_hand["minutes"] / 45) < 1e-6
        assert told[CLAIMED.key] == listed.claimed == by_hand["claimed"]
