"""Money adds up: against a naive replay of random rows, at random standpoints."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.metrics.queries import numbers
from app.projects.money import queries, totals
from app.projects.money.metrics import METRICS
from app.projects.money.totals import Grouping
from app.standpoint import make_standpoint
from tests.conftest import undone
from tests.factories import AccountFactory, example_divisions
from tests.factories.project_money import BudgetLineFactory, ExpenseFactory, PaymentFactory
from tests.factories.projects import ProjectFactory

FIRST = date(2026, 1, 1)
START = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = ("330199001001", "330199001002", "330199002001")
STREETS = ("330199001000", "330199002000")
DAYS = st.integers(0, 30)
# When it was entered, for how many days it counted, on which day it was, and how much.
row = st.tuples(DAYS, st.none() | st.integers(1, 20), DAYS, st.integers(1, 10**8))
rows = st.lists(row, max_size=4)
project = st.tuples(st.sampled_from(PLACES), st.none() | st.integers(0, 10**9), rows, rows, rows)


def enter(factory, project_id, items, *, is_dated):
    for entered, lasted, day, amount in items:
        recorded_at = START + timedelta(entered)
        values = {"on": FIRST + timedelta(day)} if is_dated else {}
        factory.create(
            project_id=project_id,
            amount=amount,
            recorded_at=recorded_at,
            superseded_at=None if lasted is None else recorded_at + timedelta(lasted),
            **values,
        )


def live(items, known, on):
    """Return the amounts of the rows that counted by then, up to the day if there is one."""
    return [
        amount
        for entered, lasted, day, amount in items
        if (lasted is None if known is None else _was_known(entered, lasted, known))
        and (on is None or day <= on)
    ]


def _was_known(entered, lasted, known):
    return entered <= known and (lasted is None or entered + lasted > known)


@given(projects=st.lists(project, max_size=5), on=DAYS, known=st.none() | DAYS)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_sums_equal_a_naive_replay_and_a_district_is_its_streets(app, projects, on, known):
    with undone(app):
        example_divisions()
        viewer = AccountFactory.create().id
        made = {}
        for place, granted, lines, payments, expenses in projects:
            number = ProjectFactory.create(
                division_code=place,
                recorded_at=START,
                detail={"granted": granted},
                steps=[(FIRST, "applied", None)],
            ).id
            enter(BudgetLineFactory, number, lines, is_dated=False)
            enter(PaymentFactory, number, payments, is_dated=True)
            enter(ExpenseFactory, number, expenses, is_dated=True)
            made[number] = (granted, lines, payments, expenses)
        values = {"on": (FIRST + timedelta(on)).isoformat()}
        if known is not None:
            values["known-at"] = (START + timedelta(known)).isoformat()

        def at(division):
            return make_standpoint(values, viewer=viewer, division=division)

        here = at("330199000000")
        found = queries.money_of(here, list(made))
        assert found.keys() == made.keys()
        for number, entered in made.items():
            check_project(found[number], entered, known, on)
        check_totals(here, list(found.values()), [at(street) for street in STREETS])


def check_project(money, entered, known, on):
    granted, lines, payments, expenses = entered
    assert money.granted == granted
    assert (money.approved or 0) == sum(live(lines, known, None))
    assert money.paid == sum(live(payments, known, on))
    assert money.spent == sum(live(expenses, known, on))
    assert money.balance == money.paid - money.spent


def check_totals(here, moneys, streets):
    whole = totals.total(here)
    assert whole.count == len(moneys)
    parts = [totals.total(street).money for street in streets]
    for name in ("paid", "spent", "balance"):
        assert getattr(whole.money, name) == sum(getattr(item, name) for item in moneys)
        assert getattr(whole.money, name) == sum(getattr(part, name) for part in parts)
    assert (whole.money.ceiling or 0) == sum(item.ceiling or 0 for item in moneys)
    for by in Grouping:
        groups = totals.totals_by(here, by)
        assert sum(group.count for group in groups) == whole.count
        assert sum(group.money.paid for group in groups) == whole.money.paid
    told = numbers(here, METRICS)
    assert round((told["projects.paid"] or 0) * 100) == whole.money.paid
    assert round((told["projects.spent"] or 0) * 100) == whole.money.spent
