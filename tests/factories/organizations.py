from datetime import date

import factory
from factory import post_generation

from app.accounts.models import Account
from app.db import utc_now
from app.divisions.codes import WHOLE
from app.extensions import db
from app.history.points import weave
from app.organizations import search_index
from app.organizations.attributes import derived_keys
from app.organizations.grades import Grade
from app.organizations.kinds import Kind
from app.organizations.models import GradeChange, Organization, StageChange, StandingChange
from app.organizations.standings import Standing
from tests.factories.base import ModelFactory


def operator_id():
    return db.session.query(Account.id).filter_by(username="operator").scalar()


class OrganizationFactory(ModelFactory):
    """A filed community group. `histories__standing`, `__since`, `__stage`, `__grade` and
    `__expires_on` give it histories; `histories__standing=None` leaves it without any."""

    class Meta:
        model = Organization
        exclude = ("keys",)

    division_code = WHOLE
    name = factory.Sequence(lambda n: f"晴川街道第{n}志愿队")
    kind = Kind.COMMUNITY_GROUP
    keys = factory.LazyAttribute(
        lambda o: derived_keys({"name": o.name, "filing_number": getattr(o, "filing_number", None)})
    )
    match_key = factory.LazyAttribute(lambda o: o.keys["match_key"])
    sort_key = factory.LazyAttribute(lambda o: o.keys["sort_key"])
    filing_key = factory.LazyAttribute(lambda o: o.keys["filing_key"])
    is_branch = False
    version = 1
    as_written = factory.LazyFunction(dict)
    extra = factory.LazyFunction(dict)
    changed_at = factory.LazyFunction(utc_now)

    @post_generation
    def histories(self, create, _extracted, **kwargs):
        """Give the histories asked for as `histories__standing` and the like."""
        facts = {"standing": Standing.FILED, "since": date(2020, 1, 1), **kwargs}
        since = facts["since"]
        if facts["standing"] is not None:
            StandingChangeFactory.create(
                organization_id=self.id, standing=facts["standing"], since=since
            )
        if facts.get("stage"):
            StageChangeFactory.create(organization_id=self.id, stage=facts["stage"], since=since)
        if facts.get("grade"):
            GradeChangeFactory.create(
                organization_id=self.id,
                grade=facts["grade"],
                since=since,
                expires_on=facts.get("expires_on"),
            )
        search_index.refresh([self.id])
        db.session.commit()


class ChangePointFactory(ModelFactory):
    class Meta:
        abstract = True

    since = date(2020, 1, 1)
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        point = super()._create(model_class, *args, **kwargs)
        weave(model_class, [point.organization_id])
        db.session.commit()
        return point


class StandingChangeFactory(ChangePointFactory):
    class Meta:
        model = StandingChange

    standing = Standing.FILED


class StageChangeFactory(ChangePointFactory):
    class Meta:
        model = StageChange

    stage = "sprouting"


class GradeChangeFactory(ChangePointFactory):
    class Meta:
        model = GradeChange

    grade = Grade.A3
