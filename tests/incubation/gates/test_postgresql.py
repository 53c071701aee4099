"""Gates on the other engine: the same results, by days worked out in its own SQL."""

from datetime import date

import pytest
from flask_migrate import upgrade

from app.extensions import db
from app.incubation.gates import due, operations
from app.incubation.gates.models import GateResult
from app.incubation.gates.queries import gates_of
from app.organizations.standings import Standing
from app.turns import writing
from tests.conftest import make_app
from tests.factories import OrganizationFactory


@pytest.mark.postgresql
def test_are_kept_and_compared(postgresql_url):
    with make_app(postgresql_url).app_context():
        upgrade()
        with writing():
            mature = OrganizationFactory.create(
                histories__standing=Standing.REGISTERED,
                histories__stage="growing",
                histories__grade="3A",
                histories__expires_on=date(2030, 12, 31),
            ).id
            operations.recompute([mature])
            db.session.commit()
        kept = db.session.get(GateResult, mature)
        gate = gates_of(due.over_everything(), [mature])[mature]["mature"]

        assert kept.missing == gate.missing
        assert kept.changes_on == date(2031, 1, 1)
        assert operations.compare() == []
        assert not due.is_due()
        db.session.remove()
        db.engine.dispose()
