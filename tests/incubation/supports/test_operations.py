from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.db import utc_now
from app.incubation.supports.errors import (
    FollowUpDayError,
    MinutesError,
    NoRecipientError,
    NothingToFollowUpError,
    SharedSupportError,
    StaleSupportError,
)
from app.incubation.supports.kinds import SupportForm, SupportKind
from app.incubation.supports.models import Support, SupportRecipient
from app.incubation.supports.operations import (
    SupportEntry,
    correct_support,
    finish_follow_up,
    record_support,
    record_supports,
    withdraw_support,
)
from app.organizations.errors import BeforeExistenceError, FutureDayError, KnownAtRefusedError
from app.standpoint import make_standpoint, today
from tests.factories import AccountFactory, OrganizationFactory, example_divisions


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


@pytest.fixture
def foreign(codes):
    return OrganizationFactory.create(division_code=codes["云溪社区"])


def entry(*organizations, **changes):
    usual = SupportEntry(
        on=date(2026, 3, 1),
        kind=SupportKind.MENTORING,
        minutes=90,
        by_name="甲子丑",
        form=SupportForm.ON_SITE,
        problem="章程不完整",
        advice="补齐章程",
        follow_up_on=date(2026, 4, 1),
        organization_ids=tuple(item.id for item in organizations),
    )
    return replace(usual, **changes)


def events(session):
    return [item.action for item in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


class TestRecordSupport:
    def test_is_for_several_organizations_at_once_and_leaves_a_trace(
        self, session, codes, look, organization
    ):
        other = OrganizationFactory.create(division_code=codes["柳浪社区"])

        number = record_support(look, entry(organization, other, organization))

        support = session.get(Support, number)
        assert (support.kind, support.minutes, support.number) == ("mentoring", 90, number)
        recipients = session.scalars(select(SupportRecipient.organization_id)).all()
        assert sorted(recipients) == sorted([organization.id, other.id])
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == ("support:record", number)
        assert event.subject_name == f"{organization.name}等2家"

    def test_knows_the_account_that_bears_the_name(self, session, codes, look, organization):
        account = AccountFactory.create(name="甲子丑", division_code=codes["晴川街道"])

        number = record_support(look, entry(organization))

        assert session.get(Support, number).by_account == account.id

    def test_leaves_the_account_open_where_two_bear_the_name(
        self, session, codes, look, organization
    ):
        AccountFactory.create_batch(2, name="甲子丑", division_code=codes["晴川街道"])

        number = record_support(look, entry(organization))

        assert session.get(Support, number).by_account is None

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"on": today() + timedelta(days=1), "follow_up_on": None}, FutureDayError),
            ({"on": date(2019, 12, 31)}, BeforeExistenceError),
            ({"minutes": 0}, MinutesError),
            ({"minutes": 1441}, MinutesError),
            ({"follow_up_on": date(2026, 2, 28)}, FollowUpDayError),
            ({"organization_ids": ()}, NoRecipientError),
        ],
    )
    def test_is_refused(self, session, look, organization, changes, error):
        with pytest.raises(error):
            record_support(look, entry(organization, **changes))
        assert session.scalars(select(Support)).all() == []

    @pytest.mark.parametrize("minutes", [None, 1, 1440])
    def test_takes_any_time_up_to_a_day(self, session, look, organization, minutes):
        number = record_support(look, entry(organization, minutes=minutes))

        assert session.get(Support, number).minutes == minutes

    def test_is_closed_to_organizations_outside(self, look, organization, foreign):
        with pytest.raises(NoResultFound):
            record_support(look, entry(organization, foreign))

    def test_is_closed_to_a_look_at_earlier_knowledge(self, look, organization):
        with pytest.raises(KnownAtRefusedError):
            record_support(replace(look, known_at=utc_now()), entry(organization))

    def test_records_many_in_order(self, session, look, organization):
        days = [date(2026, 1, day) for day in (3, 1, 2)]

        numbers = record_supports(look, [entry(organization, on=day) for day in days])

        assert [session.get(Support, number).on for number in numbers] == days
        assert events(session) == ["support:record"] * 3


class TestCorrectSupport:
    def test_supersedes_and_keeps_the_number(self, session, look, organization):
        number = record_support(look, entry(organization))

        correct_support(look, number, entry(organization, minutes=30))

        old, new = session.scalars(select(Support).order_by(Support.id)).all()
        assert (old.superseded_at, old.minutes) == (new.recorded_at, 90)
        assert (new.minutes, new.number, new.superseded_at) == (30, number, None)
        assert session.scalars(select(AuditEvent.changes)).all()[-1] == {"minutes": ["90", "30"]}

    def test_keeps_recipients_out_of_view(self, session, codes, look, organization, foreign):
        district = replace(look, division=codes["示例区"])
        number = record_support(district, entry(organization, foreign))
        other = OrganizationFactory.create(division_code=codes["柳浪社区"])

        correct_support(look, number, entry(other))

        new = session.scalars(select(Support).where(Support.root_id == number)).one()
        recipients = session.scalars(
            select(SupportRecipient.organization_id).where(SupportRecipient.support_id == new.id)
        ).all()
        assert set(recipients) == {other.id, foreign.id}

    def test_keeps_a_follow_up_done_unless_its_day_moves(self, session, look, organization):
        number = record_support(look, entry(organization))
        finish_follow_up(look, number, date(2026, 4, 2), "已补齐")

        correct_support(look, number, entry(organization, minutes=30))
        correct_support(look, number, entry(organization, follow_up_on=date(2026, 5, 1)))

        rows = session.scalars(select(Support).order_by(Support.id)).all()
        assert [row.follow_up_done_on for row in rows] == [date(2026, 4, 2)] * 2 + [None]

    def test_is_refused_when_somebody_was_faster(self, look, organization):
        number = record_support(look, entry(organization))
        correct_support(look, number, entry(organization, minutes=30), made_from=number)

        with pytest.raises(StaleSupportError):
            correct_support(look, number, entry(organization, minutes=45), made_from=number)

    def test_is_closed_to_others(self, codes, look, foreign):
        district = replace(look, division=codes["示例区"])
        number = record_support(district, entry(foreign))

        with pytest.raises(NoResultFound):
            correct_support(look, number, entry(foreign))


class TestWithdrawSupport:
    def test_supersedes_without_a_new_row(self, session, look, organization):
        number = record_support(look, entry(organization))

        withdraw_support(look, number, "重复登记")

        support = session.scalars(select(Support)).one()
        assert support.superseded_at is not None
        assert support.reason == "重复登记"
        assert events(session)[-1] == "support:withdraw"

    def test_is_refused_where_others_had_it_too(self, codes, look, organization, foreign):
        district = replace(look, division=codes["示例区"])
        number = record_support(district, entry(organization, foreign))

        with pytest.raises(SharedSupportError):
            withdraw_support(look, number)


class TestFinishFollowUp:
    def test_notes_day_and_result_once(self, session, look, organization):
        number = record_support(look, entry(organization))

        finish_follow_up(look, number, date(2026, 4, 2), "已补齐")

        assert session.get(Support, number).follow_up_note == "已补齐"
        assert events(session)[-1] == "support:follow-up"
        with pytest.raises(NothingToFollowUpError):
            finish_follow_up(look, number, date(2026, 4, 3))

    @pytest.mark.parametrize(
        ("day", "error"),
        [(today() + timedelta(days=1), FutureDayError), (date(2026, 2, 28), FollowUpDayError)],
    )
    def test_is_refused_on_other_days(self, look, organization, day, error):
        number = record_support(look, entry(organization))

        with pytest.raises(error):
            finish_follow_up(look, number, day)
