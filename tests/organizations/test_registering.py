from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditEvent
from app.db import utc_now
from app.organizations.errors import (
    BeforeExistenceError,
    CreditCodeTakenError,
    FutureDayError,
    KnownAtRefusedError,
    NotReachableError,
    NotRegisteredError,
    UnknownDivisionError,
)
from app.organizations.grades import Grade
from app.organizations.models import Organization, OrganizationSearch, StageChange
from app.organizations.operations import (
    GradeAward,
    Registration,
    StageMove,
    StandingMove,
    register_organizations,
)
from app.organizations.standings import Standing
from app.standpoint import today
from tests.factories import OrganizationFactory, example_divisions
from tests.organizations.looks import look
from tests.organizations.writes import on, run, standings_of

CODE = "51330100MJ87654321"
FILED = StandingMove(Standing.FILED, on("2022-01-01"))
REGISTERED = StandingMove(Standing.REGISTERED, on("2024-01-01"))


@pytest.fixture
def divisions(session):
    return example_divisions()


@pytest.fixture
def here(divisions):
    return look(divisions["晴川街道"])


@pytest.fixture
def request_for(divisions):
    def make(**options):
        attributes = {"name": "晴湾合唱团", **options.pop("attributes", {})}
        division = options.pop("division_code", divisions["晴湾社区"])
        return Registration(division, attributes, options.pop("standings", (FILED,)), **options)

    return make


class TestRegisterOrganizations:
    def test_enters_facts_and_histories_and_leaves_a_trace(self, here, request_for, session):
        (id_,) = run(
            register_organizations,
            here,
            [
                request_for(
                    standings=(FILED, REGISTERED), stages=(StageMove("growing", FILED.since),)
                )
            ],
        )

        organization = session.get(Organization, id_)
        assert (organization.name, organization.version) == ("晴湾合唱团", 1)
        assert standings_of(id_) == [("filed", "2022-01-01"), ("registered", "2024-01-01")]
        assert session.scalars(select(StageChange.stage)).one() == "growing"
        assert session.get(OrganizationSearch, id_).text.startswith("晴湾合唱团")
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == ("organization:register", id_)
        assert event.changes["standing"] == [None, "registered"]

    def test_keeps_the_order_of_many(self, here, request_for, session):
        names = [f"晴湾第{number}队" for number in range(20)]

        ids = run(
            register_organizations,
            here,
            [request_for(attributes={"name": name}) for name in names],
        )

        assert [session.get(Organization, id_).name for id_ in ids] == names

    def test_of_nothing_does_nothing(self, here):
        assert run(register_organizations, here, []) == []

    @pytest.mark.parametrize(
        ("options", "error"),
        [
            ({"standings": (StandingMove(Standing.FILED, on("2999-01-01")),)}, FutureDayError),
            ({"standings": (REGISTERED, FILED)}, NotReachableError),
            (
                {"standings": (FILED, StandingMove(Standing.FILED, on("2023-01-01")))},
                NotReachableError,
            ),
            ({"stages": (StageMove("growing", on("2021-12-31")),)}, BeforeExistenceError),
            ({"grades": (GradeAward(Grade.A3, on("2023-01-01")),)}, NotRegisteredError),
            ({"division_code": "330199002001"}, UnknownDivisionError),
            ({"division_code": "330199001999"}, UnknownDivisionError),
        ],
    )
    def test_refuses_what_cannot_be_and_writes_nothing(
        self, here, request_for, session, options, error
    ):
        with pytest.raises(error):
            run(
                register_organizations,
                here,
                [request_for(attributes={"name": "别家"}), request_for(**options)],
            )

        assert session.scalar(select(func.count(Organization.id))) == 0

    def test_refuses_a_stage_in_the_future(self, here, request_for):
        tomorrow = on((today() + timedelta(days=1)).isoformat())

        with pytest.raises(FutureDayError):
            run(
                register_organizations,
                here,
                [request_for(stages=(StageMove("growing", tomorrow),))],
            )

    def test_refuses_a_credit_code_held_out_of_view(self, here, request_for, divisions):
        OrganizationFactory.create(division_code=divisions["云溪社区"], credit_code=CODE)

        with pytest.raises(CreditCodeTakenError):
            run(register_organizations, here, [request_for(attributes={"credit_code": CODE})])

    def test_refuses_a_look_at_earlier_knowledge(self, here, request_for):
        with pytest.raises(KnownAtRefusedError):
            run(register_organizations, replace(here, known_at=utc_now()), [request_for()])
