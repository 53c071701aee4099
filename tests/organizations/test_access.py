"""Who is kept out of changing organizations, and from which of them."""

import pytest
from sqlalchemy import select

from app.history.points import list_live
from app.organizations.models import StandingChange
from tests.factories import StageChangeFactory

PAGES = [
    "/organizations/new",
    "/organizations/similar",
    "/organizations/grade-validity?announced-on=2026-03-01",
    "/organizations/{id}/edit",
    "/organizations/{id}/standing",
    "/organizations/{id}/stage",
    "/organizations/{id}/grade",
    "/organizations/{id}/standing/{point}",
    "/organizations/{id}/standing/{point}/withdrawal",
]
OF_ONE = [page for page in PAGES if "{id}" in page]


def address(page, organization):
    point = list_live(StandingChange, organization.id)[0]
    return page.format(id=organization.id, point=point.id)


@pytest.mark.parametrize("page", PAGES)
class TestThoseWithoutThePermission:
    def test_are_told_that_they_lack_it(self, outsider, street, page):
        assert outsider.get(address(page, street.organization)).status_code == 403

    def test_are_asked_to_sign_in_first(self, app, street, page):
        response = app.test_client().get(address(page, street.organization))

        assert response.status_code == 302
        assert "/login" in response.location


@pytest.mark.parametrize("page", OF_ONE)
class TestAnOrganizationOutOfView:
    def test_is_not_there(self, street, page):
        assert street.client.get(address(page, street.neighbor)).status_code == 404

    def test_is_not_there_to_be_changed_either(self, street, page, session):
        before = session.scalars(select(StandingChange.id)).all()

        response = street.client.post(address(page, street.neighbor), data={"name": "改名"})

        assert response.status_code == 404
        assert session.scalars(select(StandingChange.id)).all() == before

    def test_looks_like_one_that_never_was(self, street, page):
        assert street.client.get(page.format(id=999_999, point=1)).status_code == 404


@pytest.mark.parametrize("history", ["stage", "standing"])
def test_a_point_of_another_organization_is_not_there(street, history):
    foreign = StageChangeFactory.create(organization_id=street.neighbor.id)
    point = list_live(StandingChange, street.neighbor.id)[0]
    number = foreign.id if history == "stage" else point.id

    page = f"/organizations/{street.organization.id}/{history}/{number}"

    assert street.client.get(page).status_code == 404


def test_a_division_out_of_view_is_not_there(street):
    code = street.divisions["云栖街道"]

    assert street.client.get(f"/organizations/new?division={code}").status_code == 404
