"""Training ledgers through the engine: ways of writing, what is recognized, changed, refused."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from app.exchange.plans import RefusedFileError
from app.extensions import db
from app.standpoint import today
from app.trainings.models import Form, SessionState, TrainingCategory
from tests.exchange.hub import book, outcomes, problems_of
from tests.exchange.trainings.conftest import SESSIONS, SIGN_INS, sign_in, training


class TestNewRows:
    def test_are_recorded_with_all_they_say(self, trainings, recorded):
        plan = trainings.apply(training())

        [detail] = recorded.sessions()
        assert (outcomes(plan), problems_of(plan)) == (["new"], [])
        assert (detail.session.number, detail.title) == ("PX-2025-01", "规范化建设")
        assert (detail.held_on, detail.ends_on) == (date(2025, 1, 6), date(2025, 1, 6))
        assert (detail.minutes, detail.lecturer) == (90, "甲子丑")
        assert (detail.claimed, detail.claimed_qualifier) == (38, None)
        assert (detail.satisfaction, detail.cost) == (9600, 240_000)
        assert detail.session.import_batch_id is not None
        assert plan.rows[0].subject_id == detail.session_id

    def test_are_held_unless_their_day_is_to_come(self, trainings, recorded):
        tomorrow = (today() + timedelta(days=1)).isoformat()
        trainings.apply(training(), training(number="PX-2", on=tomorrow))

        states = [detail.state for detail in recorded.sessions()]
        assert states == [SessionState.HELD, SessionState.PLANNED]

    def test_bring_new_words_into_the_dictionary_once(self, trainings):
        trainings.apply(
            training(category="取证辅导"),
            training(number="PX-2", category="取证 辅导", title="考前"),
        )

        labels = list(db.session.scalars(sa.select(TrainingCategory.label)))
        assert labels.count("取证辅导") == 1
        assert "取证 辅导" not in labels

    def test_without_numbers_are_given_some(self, trainings, recorded):
        header = SESSIONS[1:]
        trainings.apply(training()[1:], training(title="财务")[1:], header=header)
        again = trainings.plan(training()[1:], training(title="财务")[1:], header=header)

        numbers = {detail.session.number for detail in recorded.sessions()}
        assert len(numbers) == 2
        assert outcomes(again) == ["unchanged", "unchanged"]

    def test_numbered_within_a_year_do_not_meet_those_of_another(self, trainings, recorded):
        trainings.apply(training(number="第1期"), training(number="第1期", on="2024-01-06"))

        numbers = [detail.session.number for detail in recorded.sessions()]
        assert numbers == ["2025年第1期", "2024年第1期"]
        assert outcomes(trainings.plan(training(number="第1期"))) == ["unchanged"]


class TestWaysOfWriting:
    @pytest.mark.parametrize(
        ("written", "days"),
        [
            ("2025年4月20日至21日", ("2025-04-20", "2025-04-21")),
            ("2025.4.20-4.21", ("2025-04-20", "2025-04-21")),
            ("2025.4.20", ("2025-04-20", "2025-04-20")),
            ("2025年4月20日（周日）下午", ("2025-04-20", "2025-04-20")),
        ],
    )
    def test_days(self, written, days, trainings, recorded):
        trainings.apply(training(on=written))

        [detail] = recorded.sessions()
        assert (detail.held_on.isoformat(), detail.ends_on.isoformat()) == days

    def test_a_time_in_the_day_is_when_it_starts_and_how_long(self, trainings, recorded):
        trainings.apply(training(on="2025年1月6日 13:30-15:00", length=None))

        [detail] = recorded.sessions()
        assert (detail.starts_at, detail.minutes) == (time(13, 30), 90)

    @pytest.mark.parametrize(
        ("header", "written", "minutes"),
        [
            ("时长", "3课时", 135), ("学时", 4, 180), ("时长（小时）", 2, 120), ("时长", 180, 180),
            ("课时", "90分钟", 90), ("时长", "两个半小时", 150), ("时长", "半天", None),
        ],
    )  # fmt: skip
    def test_lengths(self, header, written, minutes, trainings, recorded):
        names = [header if name == "时长" else name for name in SESSIONS]
        plan = trainings.apply(training(length=written), header=names)

        [detail] = recorded.sessions()
        assert detail.minutes == minutes
        wanted = [] if minutes else [(2, "duration_minutes", "unparsable_number")]
        assert problems_of(plan) == wanted

    @pytest.mark.parametrize(
        ("written", "stored"),
        [("96%", 9600), (98.5, 9850), (1, 10000), ("98.5分", 9850), (4.8, None), ("很好", None)],
    )
    def test_satisfaction(self, written, stored, trainings, recorded):
        trainings.apply(training(satisfaction=written))

        assert recorded.sessions()[0].satisfaction == stored

    def test_claims_keep_their_qualifier(self, trainings, recorded):
        trainings.apply(training(claimed="350余人次"))

        [detail] = recorded.sessions()
        assert (detail.claimed, detail.claimed_qualifier) == (350, "余")

    def test_headings_give_the_category_where_no_column_does(self, trainings, recorded):
        rows = [
            ["一、能力提升（1场）"],
            [1, "规范化建设", "2025-01-06", "甲子丑", "沙龙"],
            [None, "1场", None, None, None],
            ["二、实训督导（1场）"],
            [2, "项目督导", "2025-01-07", "甲子丑", None],
            ["合计", "2场", None, None, None],
        ]
        rows[2][0] = "小计"
        plan = trainings.apply(
            *rows, header=["序号", "课程名称", "培训时间", "授课老师", "培训形式"]
        )

        labels = dict(
            db.session.execute(sa.select(TrainingCategory.id, TrainingCategory.label))
            .tuples()
            .all()
        )
        details = recorded.sessions()
        assert [row.number for row in plan.rows] == [3, 6]
        assert [labels[item.category_id] for item in details] == ["能力提升", "实训督导"]
        assert [item.form for item in details] == [Form.SALON, None]


class TestKnownRows:
    def test_that_say_the_same_otherwise_are_unchanged(self, trainings):
        trainings.apply(training())

        plan = trainings.plan(training(on="2025.1.6", length=90, satisfaction="96%", cost="0.24万"))

        assert outcomes(plan) == ["unchanged"]

    def test_change_what_they_say_and_nothing_else(self, trainings, recorded):
        trainings.apply(training(on="2025.4.20-4.21"))

        plan = trainings.apply(training(on="2025-04-20", claimed="40余人", lecturer=None))

        [detail] = recorded.sessions()
        assert outcomes(plan) == ["changed"]
        assert plan.rows[0].changes == {"attended_count": ("38", "40余")}
        assert (detail.ends_on, detail.lecturer) == (date(2025, 4, 21), "甲子丑")

    def test_follow_a_day_that_was_put_right(self, trainings, recorded):
        trainings.apply(training(on="2025.4.20-4.21"))
        trainings.apply(training(on="2025-05-20"))

        [detail] = recorded.sessions()
        assert (detail.held_on, detail.ends_on) == (date(2025, 5, 20), date(2025, 5, 20))

    def test_cannot_move_a_training_held_to_a_day_to_come(self, trainings):
        trainings.apply(training())
        tomorrow = (today() + timedelta(days=1)).isoformat()

        assert problems_of(trainings.plan(training(on=tomorrow))) == [(2, "held_on", "day_to_come")]

    def test_of_a_neighbor_are_not_met(self, trainings, recorded):
        trainings.apply(training(), division="云栖街道")

        assert outcomes(trainings.apply(training())) == ["new"]
        assert len(recorded.sessions()) == 2


class TestRowsLeftOut:
    @pytest.mark.parametrize(
        ("cells", "problem"),
        [
            ({"title": None}, (2, "title", "missing_name")),
            ({"on": None}, (2, "held_on", "missing_day")),
            ({"on": "2025年4月"}, (2, "held_on", "missing_day")),
        ],
    )
    def test_lack_what_a_session_needs(self, cells, problem, trainings):
        plan = trainings.plan(training(**cells))

        assert (outcomes(plan), problems_of(plan)) == (["error"], [problem])

    def test_stand_there_twice(self, trainings):
        plan = trainings.plan(training(), training(), training(title="另一场"))

        assert outcomes(plan) == ["new", "skipped", "error"]
        assert [code for *_place, code in problems_of(plan)] == [
            "duplicate_identical",
            "duplicate_conflict",
        ]

    def test_a_sign_in_list_is_refused_as_another_ledger(self, trainings):
        with pytest.raises(RefusedFileError) as refused:
            trainings.plan(content=book(SIGN_INS, sign_in()))

        assert refused.value.problem.code == "other_ledger"
