"""What gates contribute to lists and worklist."""

from datetime import date

import pytest

from app.definitions.rows import parts_of
from app.extensions import db
from app.incubation.gates import operations
from app.incubation.gates.columns import GATE_MISSING
from app.incubation.gates.signals import SIGNALS
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.criteria import CriterionFactory, CriterionSetFactory
from tests.organizations.writes import run

MEMBERS = {"column": "member_count", "operator": "at_least", "value": 10}


@pytest.fixture
def hub(session):
    """Two organizations at 初创期, of which one passes the gate to 成长期, and one at the top."""
    found = CriterionSetFactory.create()
    CriterionFactory.create(set_id=found.id, rule=MEMBERS)
    codes = example_divisions()
    place = {"division_code": codes["晴湾社区"]}
    hub = {
        "codes": codes,
        "ready": OrganizationFactory.create(member_count=10, histories__stage="starting", **place),
        "not_yet": OrganizationFactory.create(member_count=9, histories__stage="starting", **place),
        "top": OrganizationFactory.create(histories__stage="graduated", **place),
        # Nothing is asked of it: no gate is passed where there is none.
        "unasked": OrganizationFactory.create(histories__stage="growing", **place),
    }
    hub = {key: getattr(item, "id", item) for key, item in hub.items()}
    run(operations.recompute, [hub[key] for key in ("ready", "not_yet", "top", "unasked")])
    return hub


def look(division, **values):
    account = AccountFactory.create(division_code=division)
    return make_standpoint(values, viewer=account.id, division=division)


def signaled(standpoint):
    (signal,) = SIGNALS
    return [(row.subject_id, row.title) for row in db.session.execute(signal.items(standpoint))]


class TestMetNotMoved:
    def test_names_who_lacks_nothing_and_the_stage_to_come(self, hub):
        assert signaled(look(hub["codes"]["晴川街道"])) == [(hub["ready"], "成长期")]

    def test_shows_nothing_of_another_division(self, hub):
        assert signaled(look(hub["codes"]["云栖街道"])) == []

    def test_is_only_known_of_today(self, hub):
        assert signaled(look(hub["codes"]["晴川街道"], on="2026-01-01")) == []


def test_the_column_says_how_many_are_missing(hub):
    def missing(standpoint):
        sources = Sources(standpoint)
        parts, split = parts_of(sources, [GATE_MISSING])
        rows = db.session.execute(sources.select(Organization.id, *parts))
        return {row[0]: split(row[1:])["gate_missing"] for row in rows}

    division = hub["codes"]["晴川街道"]
    assert missing(look(division)) == {
        hub["ready"]: 0,
        hub["not_yet"]: 1,
        hub["top"]: None,
        hub["unasked"]: 0,
    }
    assert set(missing(look(division, on=date(2026, 1, 1).isoformat())).values()) == {None}
