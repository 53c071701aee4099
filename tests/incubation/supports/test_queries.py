from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import NoResultFound

from app.extensions import db
from app.incubation.supports.columns import COLUMNS, was_supported
from app.incubation.supports.kinds import SupportKind
from app.incubation.supports.queries import (
    SupportFilter,
    count_organizations,
    find_organizations,
    get_support,
    list_supports,
    recipients_of,
    total,
)
from app.incubation.supports.signals import SIGNALS
from app.incubation.supports.sources import POPULATIONS
from app.incubation.supports.timeline import TIMELINE
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.supports import SupportFactory

BEFORE, AFTER = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def look(codes):
    account = AccountFactory.create(division_code=codes["晴川街道"])
    asked = {"on": "2026-06-30", "since": "2026-01-01"}
    return make_standpoint(asked, viewer=account.id, division=account.division_code)


@pytest.fixture
def organization(codes):
    return OrganizationFactory.create(name="晴湾棋社", division_code=codes["晴湾社区"])


@pytest.fixture
def foreign(codes):
    return OrganizationFactory.create(name="云溪棋社", division_code=codes["云溪社区"])


class TestSupports:
    def test_are_seen_where_any_recipient_is_and_name_no_other(self, look, organization, foreign):
        shared = SupportFactory.create(organizations=[organization, foreign])
        SupportFactory.create(organizations=[foreign])

        assert list_supports(look, SupportFilter()) == [shared]
        assert recipients_of(look, [shared.id]) == {shared.id: [organization]}
        assert count_organizations(look, SupportFilter()) == 1

    def test_count_as_of_the_day_and_of_the_instant(self, look, organization):
        old = SupportFactory.create(
            organizations=[organization], recorded_at=BEFORE, superseded_at=AFTER
        )
        new = SupportFactory.create(
            organizations=[organization], root_id=old.id, recorded_at=AFTER, minutes=30
        )
        SupportFactory.create(organizations=[organization], on=date(2026, 7, 1))

        then = replace(look, known_at=datetime(2026, 4, 1, tzinfo=UTC))
        assert list_supports(look, SupportFilter()) == [new]
        assert list_supports(then, SupportFilter()) == [old]
        assert (get_support(look, old.id), get_support(then, old.id)) == (new, old)
        with pytest.raises(NoResultFound):
            get_support(replace(look, on=date(2026, 2, 1)), old.id)

    def test_are_narrowed_by_the_filter(self, look, organization):
        first = SupportFactory.create(organizations=[organization], on=date(2026, 2, 1))
        second = SupportFactory.create(
            organizations=[organization],
            on=date(2026, 5, 1),
            kind=SupportKind.POLICY,
            by_name="乙寅卯",
            minutes=None,
        )
        earlier = SupportFactory.create(organizations=[organization], on=date(2025, 5, 1))

        def found(**wanted):
            return list_supports(look, SupportFilter(**wanted))

        assert found() == [second, first]
        assert found(kind=SupportKind.POLICY) == [second]
        assert found(by="甲子") == [first]
        assert found(first=date(2025, 1, 1)) == [second, first, earlier]
        assert found(last=date(2026, 4, 1)) == [first]
        assert found(text="晴湾") == [second, first]
        assert found(text="云溪") == []
        assert total(look, SupportFilter()).minutes == 60
        assert total(look, SupportFilter()).times == 2

    def test_stay_open_until_the_follow_up_was_done(self, look, organization):
        due = date(2026, 5, 1)
        open_ = SupportFactory.create(organizations=[organization], follow_up_on=due)
        late = SupportFactory.create(
            organizations=[organization],
            on=date(2025, 5, 1),
            follow_up_on=due,
            follow_up_done_on=date(2026, 7, 1),
            follow_up_recorded_at=AFTER,
        )
        SupportFactory.create(
            organizations=[organization],
            follow_up_on=due,
            follow_up_done_on=due,
            follow_up_recorded_at=BEFORE,
        )
        SupportFactory.create(organizations=[organization])

        assert list_supports(look, SupportFilter(is_open=True)) == [open_, late]

    def test_offer_organizations_in_view_only(self, look, organization, foreign):
        found = find_organizations(look, ids=[foreign.id], text="棋社")

        assert found == [organization]


class TestSignals:
    def test_say_what_is_due_and_what_is_overdue(self, look, organization, foreign):
        for day in (date(2026, 6, 29), date(2026, 6, 30), date(2026, 7, 7), date(2026, 7, 8)):
            SupportFactory.create(
                organizations=[organization, foreign], follow_up_on=day, advice="补齐章程"
            )

        overdue, due = ([*db.session.execute(signal.items(look))] for signal in SIGNALS)

        assert [row.due_on for row in overdue] == [date(2026, 6, 29)]
        assert {row.due_on for row in due} == {date(2026, 6, 30), date(2026, 7, 7)}
        assert {row.organization_id for row in due} == {organization.id}
        assert due[0].title == "补齐章程"
        assert due[0]._fields == ("organization_id", "subject_id", "due_on", "owner_id", "title")


class TestContributions:
    def test_columns_count_the_period_and_the_latest_day(self, look, organization):
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)):
            SupportFactory.create(organizations=[organization], on=day)
        never = OrganizationFactory.create(division_code=organization.division_code)

        sources = Sources(look)
        parts = [column.select(sources)[0] for column in COLUMNS]
        rows = db.session.execute(sources.select(Organization.id, *parts)).tuples()

        assert {id_: rest for id_, *rest in rows} == {
            organization.id: [2, date(2026, 6, 30)],
            never.id: [0, None],
        }
        sources = Sources(look)
        supported = sources.select(Organization.id).where(was_supported(sources))
        assert db.session.scalars(supported).all() == [organization.id]

    def test_populations_have_a_row_a_support_and_a_row_a_recipient(
        self, codes, look, organization, foreign
    ):
        other = OrganizationFactory.create(name="柳浪棋社", division_code=codes["柳浪社区"])
        SupportFactory.create(organizations=[organization, other, foreign])

        shown = []
        for population in POPULATIONS:
            sources = population.sources(look)
            parts = [part for column in population.columns() for part in column.select(sources)]
            statement = sources.select(population.identity(sources), *parts)
            shown.append(db.session.execute(statement.order_by(*population.order(sources))).all())

        assert [len(rows) for rows in shown] == [1, 2]
        assert shown[0][0][1:3] == ("晴湾棋社", 2)
        assert [row[1] for row in shown[1]] == ["柳浪棋社", "晴湾棋社"]

    def test_the_timeline_tells_of_each(self, look, organization):
        support = SupportFactory.create(organizations=[organization], problem="缺场地")

        entries = TIMELINE[0].entries(look, organization.id)

        assert [(item.title, item.arguments) for item in entries] == [
            ("服务：咨询", {"support_id": support.id})
        ]
        assert list(entries[0].notes) == ["甲子丑", "60分钟", "缺场地"]
