from datetime import date, timedelta

import pytest

from app.extensions import db
from app.metrics.queries import numbers
from app.projects.money import metrics, signals
from app.projects.results import metrics as result_metrics
from app.projects.results.signals import WITHOUT_RESULTS
from app.projects.words import Decision
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, example_divisions
from tests.factories.project_money import (
    ActivityFactory,
    BudgetLineFactory,
    ExpenseFactory,
    IndicatorFactory,
    InstalmentFactory,
    PaymentFactory,
)
from tests.factories.projects import ProjectFactory

ON = date(2026, 6, 1)
STREET = "330199001000"


@pytest.fixture
def standpoint(session):
    example_divisions()
    return make_standpoint(
        {"on": ON.isoformat(), "since": "2026-05-01"},
        viewer=AccountFactory.create().id,
        division=STREET,
    )


def subjects(signal, standpoint):
    return [item.subject_id for item in db.session.execute(signal.items(standpoint))]


class TestInstalments:
    def test_are_overdue_until_paid(self, standpoint):
        project = ProjectFactory.create()
        first = InstalmentFactory.create(
            project_id=project.id, amount=100, due_on=ON - timedelta(1)
        )
        second = InstalmentFactory.create(
            project_id=project.id, position=2, amount=50, due_on=ON + timedelta(14)
        )
        assert subjects(signals.INSTALMENT_OVERDUE, standpoint) == [project.id]
        assert subjects(signals.INSTALMENT_DUE, standpoint) == [project.id]

        PaymentFactory.create(project_id=project.id, amount=50, instalment_id=second.id, on=ON)
        assert subjects(signals.INSTALMENT_OVERDUE, standpoint) == [project.id]
        assert subjects(signals.INSTALMENT_DUE, standpoint) == []

        PaymentFactory.create(project_id=project.id, amount=100, instalment_id=first.id, on=ON)
        assert subjects(signals.INSTALMENT_OVERDUE, standpoint) == []

    def test_are_paid_by_payments_that_name_none(self, standpoint):
        project = ProjectFactory.create()
        InstalmentFactory.create(project_id=project.id, amount=100, due_on=ON - timedelta(1))
        PaymentFactory.create(project_id=project.id, amount=100, on=ON)

        assert subjects(signals.INSTALMENT_OVERDUE, standpoint) == []

    def test_of_declined_and_foreign_projects_are_nobodys(self, standpoint):
        declined = ProjectFactory.create(steps=[(date(2026, 3, 1), "applied", Decision.DECLINE)])
        foreign = ProjectFactory.create(division_code="330199002000")
        for project in (declined, foreign):
            InstalmentFactory.create(project_id=project.id, due_on=ON - timedelta(1))

        assert subjects(signals.INSTALMENT_OVERDUE, standpoint) == []


def test_expenses_are_told_of_without_voucher_and_beyond_their_line(standpoint):
    project, fine = ProjectFactory.create(), ProjectFactory.create()
    line = BudgetLineFactory.create(project_id=project.id, amount=100)
    ExpenseFactory.create(project_id=project.id, line_id=line.id, amount=101)
    ExpenseFactory.create(project_id=fine.id, voucher="3号")

    assert subjects(signals.WITHOUT_VOUCHER, standpoint) == [project.id]
    assert subjects(signals.OVERSPENT, standpoint) == [project.id]


class TestQuietProjects:
    def running(self, days):
        steps = [(date(2026, 1, 1), "applied", None)]
        return ProjectFactory.create(
            steps=[*steps, (ON - timedelta(days), "running", Decision.PASS)]
        )

    def test_are_those_running_for_long_with_nothing_to_show(self, standpoint):
        quiet, active, _young = self.running(90), self.running(90), self.running(89)
        ActivityFactory.create(project_id=active.id, on=ON - timedelta(10))
        ActivityFactory.create(project_id=quiet.id, on=ON - timedelta(90))

        assert subjects(WITHOUT_RESULTS, standpoint) == [quiet.id]

    def test_are_quiet_no_more_once_an_indicator_is_told(self, standpoint):
        project = self.running(120)
        IndicatorFactory.create(project_id=project.id)

        assert subjects(WITHOUT_RESULTS, standpoint) == []


def test_period_figures_count_from_the_first_day_to_the_last(standpoint):
    project = ProjectFactory.create()
    for on in (date(2026, 4, 30), date(2026, 5, 1), ON, ON + timedelta(1)):
        PaymentFactory.create(project_id=project.id, on=on, amount=100_50)
        ExpenseFactory.create(project_id=project.id, on=on, amount=50)
        ActivityFactory.create(project_id=project.id, on=on, attendances=10, volunteer_minutes=90)

    assert numbers(standpoint, metrics.METRICS) == {
        "projects.paid": pytest.approx(301.5),
        "projects.paid_in_period": pytest.approx(201),
        "projects.spent": pytest.approx(1.5),
        "projects.spent_in_period": pytest.approx(1),
    }
    assert numbers(standpoint, result_metrics.METRICS) == {
        "projects.activities": 2,
        "projects.attendances": 20,
        "projects.volunteer_hours": pytest.approx(3),
    }
