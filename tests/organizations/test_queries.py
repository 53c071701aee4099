from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from app.db import utc_now
from app.organizations import queries
from app.organizations.models import FormerName, StageChange
from app.standpoint import today
from tests.factories import OrganizationFactory, StageChangeFactory, example_divisions
from tests.factories.organizations import operator_id
from tests.organizations.looks import look


@pytest.fixture
def divisions(session):
    return example_divisions()


@pytest.fixture
def neighbor(divisions):
    """An organization of the neighboring street, with one stage."""
    return OrganizationFactory.create(
        division_code=divisions["云溪社区"], name="云栖棋友会", histories__stage="growing"
    )


@pytest.fixture
def here(divisions):
    """The standpoint over 晴川街道."""
    return look(divisions["晴川街道"])


class TestGetOrganization:
    def test_finds_one_below_the_division(self, here, divisions):
        organization = OrganizationFactory.create(division_code=divisions["晴湾社区"])

        assert queries.get_organization(here, organization.id).id == organization.id

    def test_knows_none_of_a_neighbor(self, here, neighbor):
        with pytest.raises(NoResultFound):
            queries.get_organization(here, neighbor.id)

    def test_finds_one_that_did_not_exist_on_the_day(self, divisions):
        organization = OrganizationFactory.create(
            division_code=divisions["晴湾社区"], histories__since=today()
        )
        earlier = look(divisions["晴川街道"], on=today() - timedelta(days=9))

        assert queries.get_organization(earlier, organization.id).id == organization.id


class TestGetPoint:
    def test_knows_none_of_a_neighbor(self, here, neighbor, session):
        point = session.query(StageChange).filter_by(organization_id=neighbor.id).one()

        with pytest.raises(NoResultFound):
            queries.get_point(here, StageChange, point.id)
        assert not queries.is_superseded(here, StageChange, point.id)

    def test_knows_no_superseded_one_but_tells_that_it_is(self, here, divisions):
        organization = OrganizationFactory.create(division_code=divisions["晴湾社区"])
        point = StageChangeFactory.create(
            organization_id=organization.id, superseded_at=utc_now(), superseded_by=operator_id()
        )

        with pytest.raises(NoResultFound):
            queries.get_point(here, StageChange, point.id)
        assert queries.is_superseded(here, StageChange, point.id)


class TestListPoints:
    def test_shows_superseded_ones_too(self, divisions, here):
        organization = OrganizationFactory.create(
            division_code=divisions["晴湾社区"], histories__stage="growing"
        )
        old = StageChangeFactory.create(
            organization_id=organization.id, superseded_at=utc_now(), superseded_by=operator_id()
        )

        found = queries.list_points(here, StageChange, organization.id)

        assert len(found) == 2
        assert old.id in {point.id for point in found}

    def test_leaves_out_what_was_recorded_later_than_known_at(self, divisions):
        organization = OrganizationFactory.create(
            division_code=divisions["晴湾社区"], histories__stage="growing"
        )
        yesterday = look(divisions["晴川街道"], known_at=utc_now() - timedelta(days=1))

        assert queries.list_points(yesterday, StageChange, organization.id) == []

    def test_knows_no_neighbor(self, here, neighbor):
        with pytest.raises(NoResultFound):
            queries.list_points(here, StageChange, neighbor.id)


class TestListFormerNames:
    def test_shows_those_of_an_organization_in_view_only(self, here, neighbor, session):
        session.add(
            FormerName(
                organization_id=neighbor.id,
                name="老棋友会",
                until=today(),
                recorded_at=utc_now(),
                recorded_by=operator_id(),
            )
        )
        session.commit()

        assert queries.list_former_names(here, neighbor.id) == []
        assert len(queries.list_former_names(look(), neighbor.id)) == 1


class TestListNamesakes:
    def test_finds_the_same_name_in_another_writing(self, here, divisions):
        own = OrganizationFactory.create(
            division_code=divisions["晴湾社区"], name="晴川街道(老年)协会"
        )

        found = queries.list_namesakes(here, "晴川街道（老年） 协会")

        assert [item.id for item in found] == [own.id]
        assert queries.list_namesakes(here, "晴川街道(老年)协会", but=own.id) == []

    def test_finds_none_of_a_neighbor(self, here, neighbor):
        assert queries.list_namesakes(here, "云栖棋友会") == []


class TestFindByCreditCode:
    def test_finds_one_in_view_only(self, here, neighbor, session):
        neighbor.credit_code = "51330100MJ87654321"
        session.commit()

        assert queries.find_by_credit_code(here, "51330100MJ87654321") is None
        assert queries.find_by_credit_code(look(), "51330100MJ87654321").id == neighbor.id


class TestListHomes:
    def test_gives_the_division_and_what_is_below_it(self, here):
        names = [division.name for division in queries.list_homes(here)]

        assert names == ["晴川街道", "晴湾社区", "柳浪社区"]

    def test_of_too_many_gives_the_street_of_the_one_near(self, monkeypatch, divisions):
        monkeypatch.setattr(queries, "MOST_HOMES", 4)
        district = look(divisions["示例区"])

        assert queries.list_homes(district) == []
        near = queries.list_homes(district, near=divisions["云溪社区"])
        assert [division.name for division in near] == ["云栖街道", "云溪社区"]
