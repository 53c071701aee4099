"""Projects as ledgers and pages leave them behind."""

from datetime import date

import factory
from factory import post_generation

from app.db import utc_now
from app.extensions import db
from app.history import points
from app.projects.models import (
    Project,
    ProjectDetail,
    ProjectOrganization,
    ProjectStep,
    Round,
)
from app.projects.words import OrganizationRole
from app.values.names import match_key, sort_key
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id

STREET = "330199001000"


class RoundFactory(ModelFactory):
    class Meta:
        model = Round

    division_code = STREET
    name = factory.Sequence(lambda number: f"2026年公益创投第{number + 1}批")
    kind = "公益创投"
    pipeline_key = "venture"
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


class ProjectFactory(ModelFactory):
    """A project at 申报; `steps=[(day, step, decision)]`, `organizations=[…]`, `detail={…}`."""

    class Meta:
        model = Project

    division_code = STREET
    pipeline_key = "default"
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)

    @post_generation
    def detail(self, _create, extracted, **_kwargs):
        values = {"name": f"邻里项目{self.id}", "kind": "民生微实事", **(extracted or {})}
        name = values["name"]
        row = ProjectDetail(
            project_id=self.id,
            match_key=match_key(name),
            sort_key=sort_key(name),
            recorded_at=self.recorded_at,
            recorded_by=self.recorded_by,
            **values,
        )
        db.session.add(row)
        db.session.commit()

    @post_generation
    def organizations(self, _create, extracted, **_kwargs):
        for organization in extracted or ():
            row = ProjectOrganization(
                project_id=self.id,
                organization_id=organization.id,
                role=OrganizationRole.APPLICANT,
                recorded_at=self.recorded_at,
                recorded_by=self.recorded_by,
            )
            db.session.add(row)
        db.session.commit()

    @post_generation
    def steps(self, _create, extracted, **_kwargs):
        for day, step, decision in extracted or [(date(2026, 3, 1), "applied", None)]:
            row = ProjectStep(
                project_id=self.id,
                step=step,
                decision=decision,
                since=day,
                recorded_at=self.recorded_at,
                recorded_by=self.recorded_by,
            )
            db.session.add(row)
        db.session.flush()
        points.weave(ProjectStep, [self.id])
        db.session.commit()
