from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.db import utc_now
from app.organizations.errors import (
    CreditCodeTakenError,
    KnownAtRefusedError,
    StaleEditError,
    UnknownDivisionError,
)
from app.organizations.models import Category, FormerName, OrganizationSearch, PhoneTail
from app.organizations.operations import AttributeEdit, edit_organization
from app.standpoint import today
from app.values.dates import PartialDate, Precision
from tests.factories import OrganizationFactory, example_divisions
from tests.organizations.looks import look
from tests.organizations.writes import last_event, run

CODE = "51330100MJ87654321"


@pytest.fixture
def divisions(session):
    return example_divisions()


@pytest.fixture
def here(divisions):
    return look(divisions["晴川街道"])


@pytest.fixture
def organization(divisions):
    return OrganizationFactory.create(
        division_code=divisions["晴湾社区"], name="晴湾合唱团", phone="13800000001"
    )


def edit(here, organization, **options):
    values = options.pop("values", {})
    return run(edit_organization, here, organization.id, AttributeEdit(values, **options))


class TestEditOrganization:
    def test_writes_what_differs_and_leaves_a_trace(self, here, organization):
        before = organization.version

        assert edit(here, organization, values={"address": "柳浪路1号", "name": "晴湾合唱团"})

        assert (organization.address, organization.version) == ("柳浪路1号", before + 1)
        assert last_event().action == "organization:edit"
        assert last_event().changes == {"address": [None, "柳浪路1号"]}

    def test_of_the_same_writes_nothing(self, here, organization, session):
        before = organization.version

        assert not edit(here, organization, values={"name": "晴湾合唱团"})

        assert organization.version == before
        assert session.scalars(select(AuditEvent)).all() == []

    def test_keeps_the_former_name_with_its_day_and_searches_it(self, here, organization, session):
        edit(
            here,
            organization,
            values={"name": "晴湾艺术团"},
            renamed_on=date(2024, 5, 6),
        )

        former = session.scalars(select(FormerName)).one()
        assert (former.name, former.until) == ("晴湾合唱团", date(2024, 5, 6))
        text = session.get(OrganizationSearch, organization.id).text
        assert "晴湾艺术团" in text
        assert "晴湾合唱团" in text

    def test_takes_today_for_a_rename_without_a_day(self, here, organization, session):
        edit(here, organization, values={"name": "晴湾艺术团"})

        assert session.scalars(select(FormerName)).one().until == today()

    def test_keeps_names_and_phones_out_of_the_trace(self, here, organization):
        edit(here, organization, values={"phone": "13800000002", "leader_name": "甲子丑"})

        assert last_event().changes == {
            "phone": ["138****0001", "138****0002"],
            "leader_name": [None, "甲**"],
        }

    def test_searches_the_new_phone_by_its_tail(self, here, organization, session):
        edit(here, organization, values={"phone": "13800004321"})

        assert session.scalars(select(PhoneTail.tail)).all() == ["4321"]

    def test_keeps_a_day_as_exactly_as_it_is_known(self, here, organization):
        month = PartialDate(date(2019, 5, 1), Precision.MONTH)

        edit(here, organization, values={"established_on": month})

        assert organization.established == month
        assert last_event().changes == {"established_on": [None, "2019-05"]}

    def test_enters_a_new_category_in_the_dictionary(self, here, organization, session):
        edit(here, organization, values={"category": "文体活动"})

        assert session.get(Category, "文体活动") is not None

    def test_moves_to_another_community_in_view(self, here, organization, divisions):
        edit(here, organization, division_code=divisions["柳浪社区"])

        assert organization.division_code == divisions["柳浪社区"]

    @pytest.mark.parametrize("name", ["云溪社区", "示例区"])
    def test_refuses_a_division_out_of_view(self, here, organization, divisions, name):
        with pytest.raises(UnknownDivisionError):
            edit(here, organization, division_code=divisions[name])

    def test_refuses_a_division_that_does_not_exist(self, here, organization):
        with pytest.raises(UnknownDivisionError):
            edit(here, organization, division_code="330199001999")

    def test_refuses_a_credit_code_held_out_of_view(self, here, organization, divisions):
        OrganizationFactory.create(division_code=divisions["云溪社区"], credit_code=CODE)

        with pytest.raises(CreditCodeTakenError):
            edit(here, organization, values={"credit_code": CODE})

    def test_refuses_a_stale_version(self, here, organization):
        with pytest.raises(StaleEditError):
            edit(
                here,
                organization,
                values={"address": "柳浪路1号"},
                version=organization.version - 1,
            )

    def test_refuses_a_look_at_earlier_knowledge(self, organization):
        with pytest.raises(KnownAtRefusedError):
            edit(look(known_at=utc_now()), organization, values={"address": "柳浪路1号"})

    def test_knows_no_neighbor(self, here, divisions):
        neighbor = OrganizationFactory.create(division_code=divisions["云溪社区"])

        with pytest.raises(NoResultFound):
            edit(here, neighbor, values={"address": "柳浪路1号"})


class TestNotesOfLedgers:
    def test_stay_with_a_value_that_was_not_typed_anew(self, here, divisions):
        organization = OrganizationFactory.create(
            division_code=divisions["晴湾社区"],
            member_count=350,
            as_written={"member_count": "350余"},
        )

        edit(here, organization, values={"address": "柳浪路1号"})
        assert organization.as_written == {"member_count": "350余"}

        edit(here, organization, values={"member_count": 360})
        assert organization.as_written == {}

    def test_are_added_to_those_there_are(self, here, divisions):
        organization = OrganizationFactory.create(
            division_code=divisions["晴湾社区"], extra={"五星": "是"}
        )

        edit(here, organization, extra={"网格": "3"})

        assert organization.extra == {"五星": "是", "网格": "3"}
