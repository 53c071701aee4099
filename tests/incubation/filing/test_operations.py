"""Papers come in, are approved, and the filing is recorded with its number, all or nothing."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.db import utc_now
from app.demo.filing import load_filing
from app.extensions import db
from app.files.checking import check_file
from app.files.queries import files_of
from app.history.points import list_live
from app.incubation.filing.errors import (
    ConditionsUnmetError,
    NoRuleError,
    NotFileableError,
    NumberTakenError,
    PapersNotCompleteError,
    UnknownPaperError,
)
from app.incubation.filing.models import FilingPaper, IssuedNumber, PaperKind, PaperState
from app.incubation.filing.operations import (
    Filing,
    PaperEntry,
    propose_number,
    record_filing,
    record_paper,
    withdraw_paper,
)
from app.incubation.filing.queries import (
    GroupFilter,
    count_groups,
    latest_papers,
    list_papers,
)
from app.organizations.errors import BeforeExistenceError, FutureDayError, KnownAtRefusedError
from app.organizations.models import Organization, StandingChange
from app.organizations.operations import withdraw_standing
from app.organizations.standings import Standing
from app.standpoint import today
from app.turns import writing
from tests.factories import OrganizationFactory, StandingChangeFactory, example_divisions
from tests.factories.filing import FilingRuleFactory, approve_required
from tests.incubation.filing.conftest import make_group
from tests.organizations.looks import look
from tests.organizations.writes import last_event, run, standings_of

DAY = date(2026, 3, 1)


def entry(state=PaperState.RECEIVED, on=DAY, **more):
    return PaperEntry(kind="charter", state=state, on=on, **more)


def states(standpoint, organization_id):
    papers = latest_papers(standpoint, [organization_id])[organization_id]
    return {kind: paper.state.value for kind, paper in papers.items()}


class TestRecordPaper:
    def test_keeps_what_was_before(self, hall):
        run(record_paper, hall.here, hall.group.id, entry(on=DAY))
        run(record_paper, hall.here, hall.group.id, entry(PaperState.APPROVED, date(2026, 3, 9)))

        assert states(hall.here, hall.group.id) == {"charter": "approved"}
        assert states(replace(hall.here, on=date(2026, 3, 8)), hall.group.id) == {
            "charter": "received"
        }
        assert states(replace(hall.here, on=date(2026, 2, 1)), hall.group.id) == {}
        event = last_event()
        assert (event.action, event.subject_id) == ("filing:paper:record", hall.group.id)
        assert event.changes["paper"] == "章程"

    def test_of_one_day_the_later_row_tells(self, hall):
        run(record_paper, hall.here, hall.group.id, entry(PaperState.APPROVED))
        run(record_paper, hall.here, hall.group.id, entry(PaperState.RETURNED, note="缺签名"))

        assert states(hall.here, hall.group.id) == {"charter": "returned"}

    def test_keeps_its_files(self, hall, store):
        paper = run(
            record_paper,
            hall.here,
            hall.group.id,
            entry(files=[check_file("章程.pdf", b"%PDF-1.7 x")]),
        )

        (file,) = files_of(hall.here, "filing_paper", [paper.id])[paper.id]
        assert file.organization_id == hall.group.id

    def test_refuses_a_day_that_cannot_be(self, hall):
        for on, error in (
            (today() + timedelta(days=1), FutureDayError),
            (date(2019, 12, 31), BeforeExistenceError),
        ):
            with pytest.raises(error):
                run(record_paper, hall.here, hall.group.id, entry(on=on))

    def test_refuses_a_paper_no_longer_asked_for(self, hall):
        db.session.get(PaperKind, "charter").is_retired = True
        db.session.commit()

        with pytest.raises(UnknownPaperError):
            run(record_paper, hall.here, hall.group.id, entry())

    def test_refuses_foreign_groups_and_earlier_knowledge(self, hall):
        with pytest.raises(NoResultFound):
            run(record_paper, hall.elsewhere, hall.group.id, entry())
        with pytest.raises(KnownAtRefusedError):
            run(record_paper, replace(hall.here, known_at=utc_now()), hall.group.id, entry())
        assert db.session.scalar(select(FilingPaper.id)) is None


class TestWithdrawPaper:
    def test_lets_the_state_before_stand_again(self, hall):
        run(record_paper, hall.here, hall.group.id, entry())
        wrong = run(record_paper, hall.here, hall.group.id, entry(PaperState.APPROVED))
        before = replace(hall.here, known_at=utc_now())

        run(withdraw_paper, hall.here, wrong.id, "点错了")

        assert states(hall.here, hall.group.id) == {"charter": "received"}
        assert states(before, hall.group.id) == {"charter": "approved"}
        assert len(list_papers(hall.here, hall.group.id)) == 1
        assert last_event().changes["reason"] == "点错了"
        with pytest.raises(NoResultFound):
            run(withdraw_paper, hall.here, wrong.id)

    def test_reaches_no_foreign_paper(self, hall):
        paper = run(record_paper, hall.here, hall.group.id, entry())

        with pytest.raises(NoResultFound):
            run(withdraw_paper, hall.elsewhere, paper.id)


class TestRecordFiling:
    @pytest.fixture
    def ready(self, hall):
        approve_required(hall.group.id)
        return hall

    def test_moves_the_standing_and_gives_the_number(self, ready):
        number = run(record_filing, ready.here, ready.group.id, Filing(DAY))

        assert number == "示晴社备〔2026〕001号"
        assert standings_of(ready.group.id)[-1] == ("filed", "2026-03-01")
        group = db.session.get(Organization, ready.group.id)
        assert (group.filing_number, group.filing_key) == (number, "示晴社备(2026)001号")
        issued = db.session.scalars(select(IssuedNumber)).one()
        assert (issued.division_code, issued.year, issued.sequence) == (
            ready.divisions["晴川街道"], 2026, 1,
        )  # fmt: skip
        event = last_event()
        assert (event.action, event.changes["number"]) == ("filing:record", number)

    def test_asks_for_all_required_papers(self, hall):
        run(record_paper, hall.here, hall.group.id, entry(PaperState.APPROVED))

        with pytest.raises(PapersNotCompleteError) as refused:
            run(record_filing, hall.here, hall.group.id, Filing(DAY))

        assert refused.value.labels == ["备案申请表", "成员名册"]
        assert standings_of(hall.group.id) == [("unfiled", "2020-01-01")]
        assert db.session.scalar(select(IssuedNumber.id)) is None

    def test_asks_for_a_reason_where_a_condition_is_not_met(self, ready):
        ready.group.member_count = 5
        db.session.commit()

        with pytest.raises(ConditionsUnmetError):
            run(record_filing, ready.here, ready.group.id, Filing(DAY))
        run(record_filing, ready.here, ready.group.id, Filing(DAY, reason="街道同意"))

        assert last_event().changes["unmet"] == ["成员不少于10人，或工作人员不少于3人"]
        assert list_live(StandingChange, ready.group.id)[-1].reason == "街道同意"

    def test_counts_on_from_numbers_of_ledgers(self, ready):
        for number in ("示晴社备[2026]041号", "示晴社备〔2025〕099号", "云社备〔2026〕077号"):
            OrganizationFactory.create(
                division_code=ready.divisions["柳浪社区"], filing_number=number
            )

        assert propose_number(ready.here, ready.group, DAY) == "示晴社备〔2026〕042号"
        assert run(record_filing, ready.here, ready.group.id, Filing(DAY)).endswith("042号")

    def test_never_gives_a_number_again(self, ready):
        run(record_filing, ready.here, ready.group.id, Filing(DAY))
        point = list_live(StandingChange, ready.group.id)[-1]
        run(withdraw_standing, ready.here, point.id, "登记错了")
        db.session.get(Organization, ready.group.id).filing_number = None
        db.session.get(Organization, ready.group.id).filing_key = None
        db.session.commit()
        other = make_group(ready.divisions["柳浪社区"], "晴川街道柳浪社区书画社")
        approve_required(other.id)

        assert run(record_filing, ready.here, other.id, Filing(DAY)) == "示晴社备〔2026〕002号"
        with pytest.raises(NumberTakenError):
            run(record_filing, ready.here, ready.group.id, Filing(DAY, "示晴社备(2026)001号"))

    def test_takes_a_number_given_by_hand_and_counts_on_from_it(self, ready):
        run(record_filing, ready.here, ready.group.id, Filing(DAY, "示晴社备〔2026〕010号"))
        other = make_group(ready.divisions["柳浪社区"], "晴川街道柳浪社区书画社")
        approve_required(other.id)

        assert run(record_filing, ready.here, other.id, Filing(DAY)).endswith("011号")

    def test_refuses_a_number_somebody_bears(self, ready):
        OrganizationFactory.create(
            division_code=ready.divisions["柳浪社区"], filing_number="示晴社备〔2026〕041号"
        )

        with pytest.raises(NumberTakenError):
            run(record_filing, ready.here, ready.group.id, Filing(DAY, "示晴社备【2026】041号"))
        assert standings_of(ready.group.id) == [("unfiled", "2020-01-01")]

    def test_lets_two_authorities_give_the_same_number(self, ready):
        OrganizationFactory.create(division_code=ready.divisions["云溪社区"], filing_number="备1号")

        assert run(record_filing, ready.here, ready.group.id, Filing(DAY, "备1号")) == "备1号"

    def test_keeps_the_number_the_group_bears(self, ready):
        ready.group.filing_number, ready.group.filing_key = "老备1号", "老备1号"
        db.session.commit()

        assert run(record_filing, ready.here, ready.group.id, Filing(DAY, "老备1号")) == "老备1号"
        assert db.session.scalar(select(IssuedNumber.id)) is None

    def test_goes_by_the_nearest_authority(self, ready):
        FilingRuleFactory.create(
            division_code=ready.divisions["示例区"], pattern="区备{seq:4}", authority="示例区民政局"
        )
        approve_required(ready.neighbor.id)

        assert run(record_filing, ready.here, ready.group.id, Filing(DAY)).startswith("示晴")
        assert run(record_filing, ready.elsewhere, ready.neighbor.id, Filing(DAY)) == "区备0001"

    def test_needs_a_number_where_no_authority_has_a_rule(self, ready):
        approve_required(ready.neighbor.id)
        assert propose_number(ready.elsewhere, ready.neighbor, DAY) is None

        with pytest.raises(NoRuleError):
            run(record_filing, ready.elsewhere, ready.neighbor.id, Filing(DAY))
        run(record_filing, ready.elsewhere, ready.neighbor.id, Filing(DAY, "云备1号"))

        issued = db.session.scalars(select(IssuedNumber)).one()
        assert (issued.division_code, issued.sequence) == (ready.divisions["云栖街道"], None)

    def test_is_not_for_what_is_filed_already(self, ready):
        StandingChangeFactory.create(
            organization_id=ready.group.id, standing=Standing.FILED, since=date(2022, 1, 1)
        )

        with pytest.raises(NotFileableError):
            run(record_filing, ready.here, ready.group.id, Filing(DAY))

    @pytest.mark.parametrize(
        ("on", "error"),
        [(date(2019, 1, 1), BeforeExistenceError), (date(9999, 1, 1), FutureDayError)],
    )
    def test_refuses_a_day_that_cannot_be(self, ready, on, error):
        with pytest.raises(error):
            run(record_filing, ready.here, ready.group.id, Filing(on))

    def test_reaches_no_foreign_group(self, ready):
        with pytest.raises(NoResultFound):
            run(record_filing, ready.elsewhere, ready.group.id, Filing(DAY))


@pytest.mark.stack
def test_two_filings_at_once_get_two_numbers(stack):
    with writing():
        divisions = example_divisions()
        here = look(divisions["晴川街道"])
        FilingRuleFactory.create(division_code=divisions["晴川街道"])
        ids = []
        for name in ("甲", "乙", "丙", "丁"):
            group = make_group(divisions["晴湾社区"], f"晴川街道{name}社")
            approve_required(group.id)
            ids.append(group.id)
    together, numbers, failures = Barrier(len(ids)), [], []

    def file(organization_id):
        with stack.app_context():
            try:
                together.wait(10)
                numbers.append(run(record_filing, here, organization_id, Filing(DAY)))
            except Exception as error:  # noqa: BLE001, handed to the test
                failures.append(error)
            finally:
                db.session.remove()

    threads = [Thread(target=file, args=(id_,)) for id_ in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    assert sorted(numbers) == [f"示晴社备〔2026〕00{number}号" for number in (1, 2, 3, 4)]


def test_the_demo_shows_papers_on_the_way(hall):
    db.session.delete(hall.rule)
    db.session.commit()
    for name in ("甲社", "乙社"):
        make_group(hall.divisions["晴湾社区"], f"晴川街道{name}")

    assert run(load_filing, hall.here, hall.divisions["晴川街道"], "晴川街道") == 7
    assert count_groups(hall.here, GroupFilter(progress="complete"), up_to=9) == 1
