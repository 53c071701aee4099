from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.extensions import db
from app.organizations.errors import BeforeExistenceError, FutureDayError, KnownAtRefusedError
from app.projects.models import Recognition
from app.projects.recognitions.errors import (
    AlreadyRevokedError,
    NoSubjectError,
    RevocationDayError,
    StaleRecognitionError,
    ValidityError,
)
from app.projects.recognitions.operations import (
    RecognitionEntry,
    correct_recognition,
    record_recognition,
    revoke_recognition,
    withdraw_recognition,
)
from app.projects.words import Level
from app.standpoint import make_standpoint, today
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.projects import ProjectFactory


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def look(codes):
    account = AccountFactory.create(division_code=codes["晴川街道"])
    return make_standpoint({}, viewer=account.id, division=account.division_code)


@pytest.fixture
def organization(codes):
    return OrganizationFactory.create(division_code=codes["晴湾社区"])


def entry(**changes):
    facts = {
        "title": "区级品牌组织",
        "level": Level.DISTRICT,
        "is_brand": True,
        "awarded_on": date(2026, 3, 1),
    }
    return RecognitionEntry(**{**facts, **changes})


def rows():
    return list(db.session.scalars(sa.select(Recognition).order_by(Recognition.id)))


def actions():
    return list(db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)))


class TestRecord:
    def test_keeps_it_in_the_division_of_what_bears_it(self, look, codes, organization):
        project = ProjectFactory.create(division_code=codes["柳浪社区"])

        record_recognition(look, entry(organization_id=organization.id))
        record_recognition(look, entry(project_id=project.id))
        record_recognition(look, entry(person_name="甲子丑", is_brand=False))

        assert [row.division_code for row in rows()] == [
            codes["晴湾社区"],
            codes["柳浪社区"],
            codes["晴川街道"],
        ]
        assert actions()[-3:] == ["recognition:record"] * 3

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"awarded_on": today() + timedelta(days=1)}, FutureDayError),
            ({"awarded_on": date(2019, 12, 31)}, BeforeExistenceError),
            ({"valid_until": date(2026, 2, 28)}, ValidityError),
            ({"revoked_on": date(2026, 2, 28)}, RevocationDayError),
            ({"organization_id": None}, NoSubjectError),
            ({"organization_id": 0}, NoResultFound),
        ],
    )
    def test_refuses_what_cannot_be(self, look, organization, changes, error):
        with pytest.raises(error):
            record_recognition(look, entry(**{"organization_id": organization.id, **changes}))
        assert rows() == []

    def test_nobody_writes_into_the_past(self, look, organization):
        then = replace(look, known_at=organization.changed_at)

        with pytest.raises(KnownAtRefusedError):
            record_recognition(then, entry(organization_id=organization.id))


class TestCorrect:
    def test_supersedes_the_row_and_keeps_its_revocation(self, look, organization):
        number = record_recognition(look, entry(organization_id=organization.id))
        number = revoke_recognition(look, number, date(2026, 5, 1), "弄虚作假")

        new = correct_recognition(
            look, number, entry(organization_id=organization.id, level=Level.CITY)
        )

        found = {row.id: row for row in rows()}
        assert found[number].superseded_at == found[new].recorded_at
        assert (found[new].level, found[new].revoked_on) == (Level.CITY, date(2026, 5, 1))
        assert found[new].reason == "弄虚作假"
        assert actions()[-1] == "recognition:correct"

    def test_tells_a_stale_one_from_one_that_never_was(self, look, organization):
        number = record_recognition(look, entry(organization_id=organization.id))
        withdraw_recognition(look, number, "登记错")

        with pytest.raises(StaleRecognitionError):
            correct_recognition(look, number, entry(organization_id=organization.id))
        with pytest.raises(NoResultFound):
            correct_recognition(look, 10**6, entry(organization_id=organization.id))


class TestRevoke:
    def test_happens_once_and_not_before_the_award(self, look, organization):
        number = record_recognition(look, entry(organization_id=organization.id))

        with pytest.raises(RevocationDayError):
            revoke_recognition(look, number, date(2026, 2, 1), "原因")
        number = revoke_recognition(look, number, date(2026, 5, 1), "原因")
        with pytest.raises(AlreadyRevokedError):
            revoke_recognition(look, number, date(2026, 6, 1), "原因")
        assert actions()[-1] == "recognition:revoke"
