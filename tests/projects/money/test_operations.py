from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.extensions import db
from app.organizations.errors import BeforeExistenceError, FutureDayError, KnownAtRefusedError
from app.projects.errors import StaleProjectError
from app.projects.models import BudgetLine, Project
from app.projects.money import errors, operations, queries
from app.projects.money.operations import (
    BudgetRequest,
    ExpenseEntry,
    InstalmentEdit,
    LineEdit,
    PaymentEntry,
)
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.projects import ProjectFactory

STREET = "330199001000"
SPRING = date(2026, 3, 1)
ROOM = LineEdit(None, "场地", True, "20场×300元", 6_000_00)
FEE = LineEdit(None, "管理费", False, None, 4_000_00)


@pytest.fixture
def standpoint(session):
    example_divisions()
    return make_standpoint({}, viewer=AccountFactory.create().id, division=STREET)


@pytest.fixture
def project(standpoint):
    return ProjectFactory.create(detail={"name": "银龄课堂", "granted": 10_000_00})


def money(standpoint, project):
    return queries.money_of(standpoint, [project.id])[project.id]


def budget(standpoint, project, *lines, instalments=(), version=None):
    request = BudgetRequest(lines, instalments)
    return operations.set_budget(standpoint, project.id, request, version)


def last_event():
    return db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()


class TestBudget:
    def test_comes_to_the_sum_of_its_lines_and_is_told_to_the_log(self, standpoint, project):
        assert budget(standpoint, project, ROOM, FEE)

        assert money(standpoint, project).approved == 10_000_00
        event = last_event()
        assert (event.action, event.changes["budget"]) == ("project:budget:set", [0, 10_000_00])

    def test_supersedes_only_what_is_another_and_keeps_its_number(self, standpoint, project):
        budget(standpoint, project, ROOM, FEE)
        first, second = queries.list_parts(standpoint, BudgetLine, project.id)
        cheaper = LineEdit(first.number, "场地费", True, None, 5_000_00)
        same = LineEdit(second.number, "管理费", False, None, 4_000_00)

        assert budget(standpoint, project, cheaper, same)
        assert not budget(standpoint, project, cheaper, same)

        changed, kept = queries.list_parts(standpoint, BudgetLine, project.id)
        assert (changed.number, changed.label) == (first.id, "场地费")
        assert changed.id != first.id
        assert kept.id == second.id

    def test_refuses_a_stale_form_a_foreign_line_and_no_amount(self, standpoint, project):
        version = db.session.get(Project, project.id).version
        budget(standpoint, project, ROOM, version=version)
        with pytest.raises(StaleProjectError):
            budget(standpoint, project, FEE, version=version)
        with pytest.raises(errors.UnknownPartError):
            budget(standpoint, project, LineEdit(999_999, "场地", True, None, 1))
        with pytest.raises(errors.AmountError):
            budget(standpoint, project, LineEdit(None, "场地", True, None, 0))


class TestPayments:
    def test_of_more_than_was_granted_are_refused_with_the_numbers(self, standpoint, project):
        operations.add_payment(standpoint, project.id, PaymentEntry(SPRING, 9_000_00))
        with pytest.raises(errors.OverApprovedError) as refused:
            operations.add_payment(standpoint, project.id, PaymentEntry(SPRING, 1_000_01))

        assert (refused.value.ceiling, refused.value.paid) == (10_000_00, 9_000_00)
        operations.add_payment(standpoint, project.id, PaymentEntry(SPRING, 1_000_00))
        assert money(standpoint, project).paid == 10_000_00
        assert last_event().action == "project:payment:add"

    def test_rest_on_the_budget_where_nothing_was_granted(self, standpoint):
        project = ProjectFactory.create(detail={"requested": 9_000_00})
        with pytest.raises(errors.NothingApprovedError):
            operations.add_payment(standpoint, project.id, PaymentEntry(SPRING, 1))
        budget(standpoint, project, ROOM)
        with pytest.raises(errors.OverApprovedError):
            operations.add_payment(standpoint, project.id, PaymentEntry(SPRING, 6_000_01))

    @pytest.mark.parametrize(
        ("entry", "error"),
        [
            (PaymentEntry(SPRING, 0), errors.AmountError),
            (PaymentEntry(date(2999, 1, 1), 1), FutureDayError),
            (PaymentEntry(date(1950, 1, 1), 1), BeforeExistenceError),
            (PaymentEntry(SPRING, 1, instalment=999_999), errors.UnknownPartError),
        ],
    )
    def test_that_cannot_be_are_refused(self, standpoint, entry, error):
        organization = OrganizationFactory.create(division_code="330199001001")
        project = ProjectFactory.create(detail={"granted": 10}, organizations=[organization])
        with pytest.raises(error):
            operations.add_payment(standpoint, project.id, entry)

    def test_pay_instalments(self, standpoint, project):
        parts = [InstalmentEdit(None, "签约后", SPRING, 5_000_00)] * 2
        budget(standpoint, project, instalments=tuple(parts))
        second = queries.page_of_money(standpoint, project.id).instalments[1].instalment
        operations.add_payment(
            standpoint, project.id, PaymentEntry(SPRING, 5_000_00, second.number)
        )
        rows = queries.page_of_money(standpoint, project.id).instalments

        assert [(row.paid, row.is_paid) for row in rows] == [(0, True), (5_000_00, True)]

    def test_are_withdrawn_once(self, standpoint, project):
        number = operations.add_payment(standpoint, project.id, PaymentEntry(SPRING, 1_00))
        operations.withdraw_payment(standpoint, number, "重复")

        assert money(standpoint, project).paid == 0
        assert last_event().changes["reason"] == "重复"
        with pytest.raises(NoResultFound):
            operations.withdraw_payment(standpoint, number)


class TestExpenses:
    def test_beyond_a_line_or_without_a_voucher_are_listed(self, standpoint, project):
        budget(standpoint, project, ROOM)
        [line] = queries.list_parts(standpoint, BudgetLine, project.id)
        operations.add_expense(
            standpoint, project.id, ExpenseEntry(SPRING, 6_000_01, line.number, "1号")
        )
        operations.add_expense(standpoint, project.id, ExpenseEntry(SPRING, 2_00))
        page = queries.page_of_money(standpoint, project.id)

        assert [row.left for row in page.over_lines] == [-1]
        assert [item.amount for item in page.without_voucher] == [2_00]
        assert page.unplanned == 2_00
        assert page.money.balance == -6_002_01

    def test_stay_with_their_line_when_it_is_edited(self, standpoint, project):
        budget(standpoint, project, ROOM)
        [line] = queries.list_parts(standpoint, BudgetLine, project.id)
        entry = ExpenseEntry(SPRING, 100, line.number)
        number = operations.add_expense(standpoint, project.id, entry)
        edited = LineEdit(line.number, "场地费", True, None, 7_000_00)
        budget(standpoint, project, edited)

        page = queries.page_of_money(standpoint, project.id)
        assert [row.spent for row in page.lines] == [100]
        operations.withdraw_expense(standpoint, number)
        assert money(standpoint, project).spent == 0


def test_nothing_is_written_from_the_knowledge_of_another_day(standpoint, project):
    earlier = make_standpoint(
        {"known-at": "2026-05-01T00:00:00+00:00"}, viewer=standpoint.viewer, division=STREET
    )
    with pytest.raises(KnownAtRefusedError):
        operations.add_payment(earlier, project.id, PaymentEntry(SPRING, 1))


def test_a_project_of_another_street_is_not_found(standpoint):
    foreign = ProjectFactory.create(division_code="330199002000", detail={"granted": 10})
    with pytest.raises(NoResultFound):
        operations.add_payment(standpoint, foreign.id, PaymentEntry(SPRING, 1))
    assert queries.money_of(standpoint, [foreign.id]) == {}
