"""What is kept of gates: recomputed with the facts, with time, and all at once."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.db import utc_now
from app.extensions import db
from app.incubation.criteria.models import Criterion, CriterionSet
from app.incubation.gates import due, operations
from app.incubation.gates.models import GateResult
from app.incubation.gates.queries import gates_of, kept_of
from app.incubation.gates.views import refresh_when_due
from app.organizations import operations as changes
from app.organizations.operations import AttributeEdit, Registration, StageMove, StandingMove
from app.organizations.standings import Standing
from app.standpoint import make_standpoint, today
from app.turns import writing
from app.values.dates import PartialDate
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.criteria import CriterionFactory, CriterionSetFactory
from tests.organizations.writes import on, run


def by_rule(column, operator, value=None, **options):
    rule = {"column": column, "operator": operator, "value": value}
    return CriterionFactory.create(rule=rule, **options)


@pytest.fixture
def hub(session):
    """A set in force by which 成长期 asks for three things, told by the register but one."""
    criterion_set = CriterionSetFactory.create()
    return {
        "set": criterion_set.id,
        "members": by_rule("member_count", "at_least", 10, set_id=criterion_set.id).id,
        "held": by_rule("filed_on", "held_for_months", 12, set_id=criterion_set.id).id,
        "rules": CriterionFactory.create(set_id=criterion_set.id).id,
    }


def look(division=None):
    account = AccountFactory.create()
    return make_standpoint({}, viewer=account.id, division=division or account.division_code)


def kept(organization_id):
    found = kept_of(look(), [organization_id]).get(organization_id)
    return found and (found.from_stage, found.to_stage, found.missing, found.unmet)


def starting(**attributes):
    return OrganizationFactory.create(histories__stage="starting", **attributes)


class TestGatesOf:
    def test_asks_the_stages_above_the_present_one(self, hub):
        id_ = starting(member_count=12).id

        gates = gates_of(look(), [id_])[id_]

        assert list(gates) == ["growing", "mature", "graduated"]
        assert [item.id for item in gates["growing"].unmet] == [hub["rules"]]
        assert gates["growing"].asked[0].fact == "会员（成员）数 12"

    def test_without_a_stage_begins_with_the_first(self, hub):
        id_ = OrganizationFactory.create().id

        assert next(iter(gates_of(look(), [id_])[id_])) == "sprouting"

    def test_shows_nothing_of_another_division(self, hub):
        codes = example_divisions()
        id_ = starting(division_code=codes["云溪社区"]).id

        assert gates_of(look(codes["晴川街道"]), [id_]) == {}

    def test_looks_by_the_set_and_the_facts_of_the_day(self, hub):
        id_ = starting(member_count=12).id
        earlier = look().at_day(date(2020, 6, 1))  # filed for five months, by the shipped set

        gate = gates_of(earlier, [id_])[id_]["growing"]

        assert "成1" in {item.code for item in gate.unmet_required}

    def test_costs_as_much_for_many_as_for_one(self, hub, count_queries):
        standpoint, ids = look(), [starting().id for _ in range(4)]
        counts = []
        for some in (ids, ids[:1], ids):  # once to fill what is kept for the request
            with count_queries() as queries:
                gates_of(standpoint, some)
            counts.append(len(queries))

        assert counts[1] == counts[2]


class TestRecompute:
    def test_keeps_what_is_missing_for_the_next_stage(self, hub):
        id_ = starting(member_count=9).id

        run(operations.recompute, [id_])

        assert kept(id_) == ("starting", "growing", 2, [hub["members"], hub["rules"]])

    def test_equals_the_gate_worked_out_now(self, hub):
        ids = [starting(member_count=count).id for count in (None, 9, 10)]

        run(operations.recompute, ids)

        for id_ in ids:
            gate = gates_of(look(), [id_])[id_]["growing"]
            assert kept(id_)[2:] == (gate.missing, [item.id for item in gate.unmet])

    def test_leaves_out_what_is_not_in_force(self, hub):
        over = OrganizationFactory.create(histories__standing=Standing.DEREGISTERED).id
        branch = OrganizationFactory.create(is_branch=True).id

        run(operations.recompute, [over, branch])

        assert (kept(over), kept(branch)) == (None, None)

    def test_at_the_highest_stage_nothing_is_asked(self, hub):
        id_ = OrganizationFactory.create(histories__stage="graduated").id

        run(operations.recompute, [id_])

        assert kept(id_) == ("graduated", None, 0, [])

    def test_shows_nothing_of_another_division(self, hub):
        codes = example_divisions()
        id_ = starting(division_code=codes["云溪社区"]).id
        run(operations.recompute, [id_])

        assert kept_of(look(codes["晴川街道"]), [id_]) == {}

    def test_writes_only_what_is_another(self, hub):
        ids = [starting(member_count=9).id for _ in range(2)]
        run(operations.recompute, ids)
        run(spoil, ids[1])
        before = {id_: kept_of(look(), [id_])[id_].computed_at for id_ in ids}

        run(operations.recompute, ids)

        after = {id_: kept_of(look(), [id_])[id_].computed_at for id_ in ids}
        assert [after[id_] == before[id_] for id_ in ids] == [True, False]
        assert operations.compare() == []

    def test_of_many_costs_as_much_as_of_one(self, hub, count_queries):
        ids = [starting().id for _ in range(5)]
        counts = []
        for some in (ids, ids[:1], ids):  # once to fill what is kept for the request
            with writing(), count_queries() as queries:
                operations.recompute(some)
                db.session.commit()
            counts.append(len(queries))

        assert counts[1] == counts[2]


class TestFollowing:
    """The operations that change a fact leave the result right in the same transaction."""

    def test_an_edit(self, hub):
        id_ = starting(member_count=9).id
        run(changes.edit_organization, look(), id_, AttributeEdit({"member_count": 10}))

        assert kept(id_) == ("starting", "growing", 1, [hub["rules"]])

    def test_a_change_of_stage(self, hub):
        id_ = starting().id
        run(changes.record_stage, look(), id_, StageMove("growing", on("2024-05-06")))

        assert kept(id_)[:2] == ("growing", "mature")

    def test_the_end_of_an_organization(self, hub):
        id_ = starting().id
        run(operations.recompute, [id_])
        move = StandingMove(Standing.DEREGISTERED, on("2024-05-06"))
        run(changes.record_standing, look(), id_, move)

        assert kept(id_) is None

    def test_entering_many(self, hub):
        standpoint = look()
        move = StandingMove(Standing.FILED, on("2024-05-06"))
        entered = [
            Registration(standpoint.division, {"name": name}, (move,)) for name in ("棋社", "琴社")
        ]
        ids = run(changes.register_organizations, standpoint, entered)

        assert [kept(id_)[:2] for id_ in ids] == [(None, "sprouting")] * 2


class TestDue:
    def test_is_nothing_right_after(self, hub):
        run(operations.recompute, [starting().id])

        assert not due.is_due()
        assert due.list_due() == []

    def test_is_what_a_passing_day_changes(self, hub):
        since = today() - timedelta(days=300)
        id_ = starting(histories__since=since).id
        run(operations.recompute, [id_])
        result = kept_of(look(), [id_])[id_]

        assert result.changes_on == since.replace(year=since.year + 1)
        assert hub["held"] in result.unmet
        run(turn_the_clock_to, id_, today())
        assert due.is_due()
        assert due.list_due() == [id_]

    def test_is_what_another_set_asks(self, hub):
        id_ = starting().id
        run(operations.recompute, [id_])
        CriterionSetFactory.create(since=today())

        assert due.is_due()
        refresh_when_due()
        assert kept(id_) == ("starting", "growing", 0, [])
        assert not due.is_due()

    def test_is_what_an_edited_set_asks(self, hub):
        id_ = starting().id
        run(operations.recompute, [id_])
        db.session.get(CriterionSet, hub["set"]).version += 1
        db.session.commit()

        assert due.list_due() == [id_]

    def test_is_what_has_no_result(self, hub):
        id_ = starting().id
        assert due.is_due()

        assert run(operations.refresh_due) == 1
        assert kept(id_)[:2] == ("starting", "growing")
        assert not due.is_due()

    def test_is_the_rest_of_what_has_no_result(self, hub):
        ids = [starting().id for _ in range(3)]

        assert run(operations.refresh_due, 2) == 2
        assert due.is_due()
        refresh_when_due()
        assert all(kept(id_) for id_ in ids)
        assert operations.compare() == []

    def test_is_nothing_in_an_empty_register(self, hub):
        OrganizationFactory.create(is_branch=True)

        assert not due.is_due()

    def test_is_everything_without_a_set(self, hub):
        id_ = starting().id
        run(operations.recompute, [id_])
        db.session.execute(sa.update(CriterionSet).values(superseded_at=utc_now()))
        db.session.commit()

        assert due.is_due()
        run(operations.refresh_due)
        assert kept(id_) is None
        assert not due.is_due()


class TestCompare:
    def test_finds_nothing_after_a_rebuild(self, hub):
        run(operations.recompute, [starting().id, OrganizationFactory.create().id])

        assert operations.compare() == []

    def test_names_what_differs_is_missing_or_too_much(self, hub):
        changed, missing, over = (starting().id for _ in range(3))
        run(operations.recompute, [changed, over])
        run(spoil, changed)
        move = StandingMove(Standing.DEREGISTERED, PartialDate(date(2024, 5, 6)))
        run(record_untold, over, move)
        found = {item.organization_id: item for item in operations.compare()}

        assert set(found) == {changed, missing, over}
        assert found[changed].kept["missing"] == 9
        assert found[missing].kept is None
        assert found[over].computed is None


def test_the_shipped_set_is_a_proposal_for_every_stage(session):
    shipped = db.session.scalars(sa.select(CriterionSet)).one()
    stages = set(db.session.scalars(sa.select(Criterion.stage)))

    assert shipped.is_proposal
    assert shipped.since == date(2020, 1, 1)
    assert stages == {"sprouting", "starting", "growing", "mature", "graduated"}


def spoil(organization_id):
    statement = sa.update(GateResult).where(GateResult.organization_id == organization_id)
    db.session.execute(statement.values(missing=9))


def turn_the_clock_to(organization_id, day):
    db.session.execute(
        sa.update(GateResult)
        .where(GateResult.organization_id == organization_id)
        .values(changes_on=day)
    )


def record_untold(organization_id, move):
    """Change a fact behind everybody's back."""
    changes.record_standing(look(), organization_id, move)
    db.session.info.pop("organizations.changed")
