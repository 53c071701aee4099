from datetime import date

import pytest

from app.organizations.kinds import Kind
from app.organizations.models import Category
from tests.factories import AccountFactory, OrganizationFactory, example_divisions


@pytest.fixture
def street(session, sign_in):
    """The codes of the divisions, and a browser of a member of staff of 晴川街道."""
    codes = example_divisions()
    session.add(Category(label="文体活动"))
    session.commit()
    return codes, sign_in(AccountFactory.create(division_code=codes["晴川街道"], name="甲子丑"))


@pytest.fixture
def complete(street):
    """Return a function that makes an organization with nothing missing but what is named."""

    def make(**attributes):
        return OrganizationFactory.create(
            **{
                "division_code": street[0]["晴湾社区"],
                "phone": "13800000001",
                "leader_name": "甲子丑",
                "established_on": date(2020, 1, 1),
                "kind": Kind.COMMUNITY_GROUP,
                "category": "文体活动",
                "histories__stage": "graduated",
                **attributes,
            }
        )

    return make
