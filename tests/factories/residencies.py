from datetime import date

import factory
from factory import post_generation

from app.db import utc_now
from app.divisions.codes import WHOLE
from app.extensions import db
from app.history.points import weave
from app.incubation.residencies.models import HandOverItem, Residency, ResidencyStep, Room
from app.incubation.residencies.steps import HandOverState, RoomKind, Step
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class RoomFactory(ModelFactory):
    """A room of eight desks."""

    class Meta:
        model = Room

    division_code = WHOLE
    name = factory.Sequence(lambda n: f"{200 + n}室")
    kind = RoomKind.ROOM
    capacity = 8
    is_retired = False
    version = 1


class ResidencyFactory(ModelFactory):
    """Applied for on 2024-01-01. `steps=[(Step.ENTERED, "2024-02-01", {"room_id": 1, …}), …]` are
    the further ones."""

    class Meta:
        model = Residency

    purpose = "办公"
    version = 1
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)

    @post_generation
    def steps(self, _create, extracted, **kwargs):
        all_steps = [(Step.APPLIED, kwargs.get("since", "2024-01-01"), {}), *(extracted or ())]
        for step, day, facts in all_steps:
            db.session.add(
                ResidencyStep(
                    residency_id=self.id,
                    step=step,
                    since=date.fromisoformat(day),
                    recorded_at=utc_now(),
                    recorded_by=operator_id(),
                    **facts,
                )
            )
        db.session.flush()
        weave(ResidencyStep, [self.id])
        db.session.commit()


class HandOverItemFactory(ModelFactory):
    class Meta:
        model = HandOverItem

    text = "钥匙"
    state = HandOverState.OPEN
    version = 1
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)
