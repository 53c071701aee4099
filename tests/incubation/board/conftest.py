from datetime import date, timedelta

import pytest

from app.extensions import db
from app.incubation.gates.operations import recompute
from app.standpoint import today
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.organizations.looks import look


@pytest.fixture
def divisions(session):
    return example_divisions()


@pytest.fixture
def here(divisions):
    return look(divisions["晴川街道"])


@pytest.fixture
def staff(divisions, sign_in):
    """The browser of a member of staff of 晴川街道."""
    return sign_in(AccountFactory.create(division_code=divisions["晴川街道"]))


@pytest.fixture
def make(divisions):
    """Return a function that makes an organization so many days in its stage."""

    def making(days=10, stage="growing", **attributes):
        since = today() - timedelta(days=days) if days is not None else date(2020, 1, 1)
        organization = OrganizationFactory.create(
            **{
                "division_code": divisions["晴湾社区"],
                "histories__stage": stage,
                "histories__since": since,
                **attributes,
            }
        )
        recompute([organization.id])
        db.session.commit()
        return organization

    return making
