from datetime import date

import pytest

from app.access.permissions import Permission, Role, may
from app.organizations.columns import COLUMNS
from app.organizations.grades import Grade, GradeLevel
from app.organizations.kinds import Kind
from app.organizations.models import GradeChange
from app.organizations.standings import Standing
from app.register.queries import rows_of
from app.values.dates import PartialDate, Precision
from tests.factories import (
    GradeChangeFactory,
    OrganizationFactory,
    StageChangeFactory,
    StandingChangeFactory,
    example_divisions,
)
from tests.organizations.looks import look

BY_KEY = {column.key: column for column in COLUMNS}


@pytest.fixture
def organization(session):
    """An organization of which everything is known; its grade ended in June 2025."""
    code = example_divisions()["晴湾社区"]
    made = OrganizationFactory.create(
        division_code=code,
        name="晴湾合唱团",
        kind=Kind.ASSOCIATION,
        established_on=date(2019, 5, 1),
        established_precision=Precision.MONTH,
        leader_name="甲子丑",
        phone="13800000001",
        fund=3_000_050,
        member_count=350,
        histories__since=date(2020, 1, 1),
    )
    StandingChangeFactory.create(
        organization_id=made.id, standing=Standing.REGISTERED, since=date(2021, 2, 3)
    )
    StageChangeFactory.create(organization_id=made.id, stage="growing", since=date(2024, 1, 1))
    GradeChangeFactory.create(
        organization_id=made.id,
        grade=Grade.A4,
        level=GradeLevel.CITY,
        since=date(2021, 3, 1),
        expires_on=date(2025, 6, 30),
        expires_precision=Precision.MONTH,
    )
    return made


def values_on(organization, day):
    row = rows_of(look(on=day), [organization.id], COLUMNS)[organization.id]
    return row.values


class TestShow:
    def test_writes_values_as_people_read_them(self, organization):
        values = values_on(organization, date(2025, 7, 1))
        shown = {key: BY_KEY[key].show(value) for key, value in values.items()}

        expected = {
            "name": "晴湾合唱团",
            "kind": "社会团体",
            "standing": "已登记",
            "street": "晴川街道",
            "community": "晴湾社区",
            "filed_on": "2020-01-01",
            "registered_on": "2021-02-03",
            "established_on": "2019-05",
            "fund": "30,000.50",
            "stage": "成长期",
            "stage_since": "2024-01-01",
            "days_in_stage": "547",
            "grade": "4A（已过期）",
            "grade_until": "2025-06",
            "grade_level": "市级",
            "is_branch": "否",
            "credit_code": "",
        }
        assert {key: shown[key] for key in expected} == expected

    def test_follows_the_day(self, organization):
        shown = {
            key: BY_KEY[key].show(value)
            for key, value in values_on(organization, date(2020, 12, 31)).items()
        }

        assert (shown["standing"], shown["stage"], shown["grade"]) == ("已备案", "", "")
        assert shown["registered_on"] == ""

    def test_has_the_grade_in_force_on_its_last_day(self, organization):
        values = values_on(organization, date(2025, 6, 30))

        assert str(values["grade"]) == "4A"


class TestPlain:
    def test_gives_values_as_documents_have_them(self, organization):
        values = values_on(organization, date(2025, 7, 1))
        plain = {key: BY_KEY[key].plain(value) for key, value in values.items()}

        assert plain["established_on"] == {"date": "2019-05-01", "precision": "month"}
        assert plain["grade_until"] == {"date": "2025-06-01", "precision": "month"}
        assert plain["registered_on"] == "2021-02-03"
        assert (plain["fund"], plain["stage"], plain["grade"]) == (30000.5, "growing", "4A")


class TestDefinitions:
    def test_have_keys_of_their_own(self):
        assert len(BY_KEY) == len(COLUMNS)

    def test_are_each_known_by_the_header_their_export_gives_them(self):
        for column in COLUMNS:
            assert column.field is not None, column.key
            known = {column.field.label, *column.field.synonyms}
            assert str(column.label).replace("（元）", "") in known, column.key

    def test_hide_every_personal_value_from_those_who_may_not_see_it(self):
        personal = [column for column in COLUMNS if column.is_personal]

        assert {column.key for column in personal} == {"leader_name", "phone"}
        assert all(column.mask("13800000001") != "13800000001" for column in personal)
        assert not may(Role.LEADER, Permission.ORGANIZATION_PERSONAL_READ)

    def test_offer_choices_wherever_rows_are_picked_by_a_list_of_values(self, session):
        without = {column.key for column in COLUMNS if column.match and not column.choices}

        assert without == {"community"}  # the divisions in view, which a column does not know


def test_a_grade_that_was_canceled_is_none(organization, session):
    GradeChangeFactory.create(organization_id=organization.id, grade=None, since=date(2024, 1, 1))

    assert values_on(organization, date(2024, 6, 1))["grade"] is None
    assert session.query(GradeChange).count() == 2


def test_a_month_stays_a_month_though_its_last_day_is_kept(organization):
    values = values_on(organization, date(2025, 7, 1))

    assert values["grade_until"] == PartialDate(date(2025, 6, 1), Precision.MONTH)
