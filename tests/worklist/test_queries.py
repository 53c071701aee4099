from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from app.definitions.signals import Signal, Urgency
from app.incubation.gates.operations import recompute
from app.organizations.models import Organization
from app.organizations.standings import Standing
from app.register.queries import count_rows
from app.register.selection import Selection
from app.register.workbench import WANTED
from app.standpoint import OFFICE_ZONE, today
from app.worklist import queries
from app.worklist.catalog import SIGNALS, find_signal, slug_of
from app.worklist.queries import count_items, list_items
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.organizations.looks import look


@pytest.fixture
def divisions(session):
    return example_divisions()


@pytest.fixture
def here(divisions):
    return look(divisions["晴川街道"])


def signal_of(key):
    return next(signal for signal in SIGNALS if signal.key == key)


def made_up(*, owner=None, days=()):
    """A signal of all organizations, each due so many days from today, in their order."""

    def items(standpoint):
        due_on = sa.case(
            (Organization.id < 0, sa.literal(today())),
            *(
                (Organization.id == id_, sa.literal(today() + timedelta(days=offset)))
                for id_, offset in days
            ),
            else_=None,
        )
        return sa.select(
            Organization.id.label("organization_id"),
            Organization.id.label("subject_id"),
            due_on.label("due_on"),
            sa.literal(owner, sa.Integer).label("owner_id"),
            sa.literal("事项").label("title"),
        )

    return Signal("made.up", "事", "。", Urgency.DUE, items, "register.detail", "organization_id")


class TestStaleRecords:
    def untouched_for(self, days, **attributes):
        midnight = datetime.combine(today(), datetime.min.time(), OFFICE_ZONE)
        return OrganizationFactory.create(
            changed_at=midnight - timedelta(days=days, seconds=1), **attributes
        )

    def test_are_those_nobody_touched_for_more_than_180_days(self, here, divisions):
        old = self.untouched_for(180, division_code=divisions["晴湾社区"])
        self.untouched_for(179, division_code=divisions["晴湾社区"])

        found = list_items(here, signal_of("register.stale"), owner=None, limit=9, offset=0)

        assert [item.organization_id for item in found] == [old.id]

    def test_are_in_force_and_in_the_division(self, here, divisions):
        self.untouched_for(400, division_code=divisions["云溪社区"])
        self.untouched_for(
            400, division_code=divisions["晴湾社区"], histories__standing=Standing.DEREGISTERED
        )
        self.untouched_for(400, division_code=divisions["晴湾社区"], is_branch=True)

        assert count_items(here, [signal_of("register.stale")]) == {"register.stale": 0}


class TestGaps:
    def test_are_the_rows_of_the_list_without_the_value(self, here, divisions, session):
        OrganizationFactory.create(division_code=divisions["晴湾社区"], phone="13800000001")
        OrganizationFactory.create(division_code=divisions["晴川街道"], histories__stage="growing")
        OrganizationFactory.create(division_code=divisions["云溪社区"])

        recompute(session.scalars(sa.select(Organization.id)).all())
        session.commit()
        signals = [signal_of(f"register.missing_{key}") for key in WANTED]
        found = count_items(here, signals)

        assert found["register.missing_phone"] == 1
        assert found["register.missing_community"] == 1
        assert found["register.missing_stage"] == 1
        for key in WANTED:
            listed = count_rows(
                here, Selection(missing=(key,)), may_read_personal=False, up_to=None
            )
            assert found[f"register.missing_{key}"] == listed, key


class TestCountItems:
    def test_stops_at_one_more_than_it_counts_to(self, here, divisions, monkeypatch):
        monkeypatch.setattr(queries, "COUNTED_UP_TO", 2)
        for _ in range(4):
            OrganizationFactory.create(division_code=divisions["晴湾社区"])

        assert count_items(here, [made_up()]) == {"made.up": 3}

    def test_is_one_statement_however_many_signals_and_rows(self, here, divisions, count_queries):
        OrganizationFactory.create(division_code=divisions["晴湾社区"])
        count_items(here, SIGNALS)  # once to fill what is kept for the request
        with count_queries() as before:
            count_items(here, SIGNALS)
        for _ in range(5):
            OrganizationFactory.create(division_code=divisions["晴湾社区"])
        with count_queries() as after:
            count_items(here, SIGNALS)

        assert len(after) == len(before)
        assert sum("AS organization_id" in text for text in after) == 1

    def test_of_no_signals_is_nothing(self, here):
        assert count_items(here, []) == {}

    def test_counts_for_one_person_what_they_look_after(self, here, divisions):
        OrganizationFactory.create(division_code=divisions["晴湾社区"])
        owner = AccountFactory.create()

        assert count_items(here, [made_up(owner=owner.id)], owner=owner.id) == {"made.up": 1}
        assert count_items(here, [made_up(owner=owner.id)], owner=owner.id + 1) == {"made.up": 0}
        assert count_items(here, [made_up()], owner=owner.id) == {"made.up": 0}


class TestListItems:
    def test_comes_by_day_then_those_without_one_by_name(self, here, divisions):
        names = ("丙社", "乙社", "甲社", "丁社")
        made = {
            name: OrganizationFactory.create(division_code=divisions["晴湾社区"], name=name).id
            for name in names
        }
        signal = made_up(days=[(made["丙社"], -3), (made["丁社"], 2)])

        found = list_items(here, signal, owner=None, limit=9, offset=0)

        assert [(item.organization, item.days_overdue) for item in found] == [
            ("丙社", 3),
            ("丁社", 0),
            ("甲社", 0),
            ("乙社", 0),
        ]

    def test_names_who_looks_after_it(self, here, divisions):
        OrganizationFactory.create(division_code=divisions["晴湾社区"])
        owner = AccountFactory.create(name="甲子丑")

        (item,) = list_items(here, made_up(owner=owner.id), owner=None, limit=9, offset=0)

        assert (item.owner, item.title) == ("甲子丑", "事项")


class TestCatalog:
    def test_has_each_key_and_address_once(self):
        assert len({signal.key for signal in SIGNALS}) == len(SIGNALS)
        assert len({slug_of(signal) for signal in SIGNALS}) == len(SIGNALS)
        assert all(find_signal(slug_of(signal)) is signal for signal in SIGNALS)

    def test_finds_nothing_by_an_unknown_name(self):
        assert find_signal("no-such") is None

    def test_leads_to_pages_there_are_by_the_names_they_take(self, app):
        for signal in SIGNALS:
            rules = list(app.url_map.iter_rules(signal.endpoint))
            assert rules, signal.key
            assert all(signal.argument in rule.arguments for rule in rules), signal.key

    def test_says_when_each_appears_and_goes(self):
        assert [signal.key for signal in SIGNALS if not str(signal.definition).endswith("。")] == []

    def test_selects_exactly_the_columns_agreed_on(self, here):
        wanted = {"organization_id", "subject_id", "due_on", "owner_id", "title"}
        for signal in SIGNALS:
            assert {column.name for column in signal.items(here).selected_columns} == wanted
