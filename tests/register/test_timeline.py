from datetime import UTC, date, datetime

import pytest

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.organizations.grades import Grade, GradeLevel
from app.organizations.models import GradeChange, StageChange, StandingChange
from app.organizations.standings import Standing
from app.register.timeline import Histories, announced_grades, make_timeline
from app.values.dates import PartialDate, Precision

NAMES = {1: "甲子丑", 2: "乙寅卯"}
LABELS = {"growing": "成长期"}


def moment(hour):
    return datetime(2026, 5, 6, hour, tzinfo=UTC)


def facts(since, hour, **more):
    precision = more.pop("since_precision", Precision.DAY)
    return {
        "since": date.fromisoformat(since),
        "since_precision": precision,
        "recorded_at": moment(hour),
        "recorded_by": 1,
        **more,
    }


def filed(since, hour, **more):
    return StandingChange(standing=Standing.FILED, **facts(since, hour, **more))


@pytest.fixture(autouse=True)
def in_chinese(app):
    with app.test_request_context(headers={"Accept-Language": "zh"}):
        yield


def timeline(standings=(), stages=(), grades=(), **options):
    options = {"withdrawal_reasons": {}, **options}
    return make_timeline(
        Histories(standings, stages, grades), stage_labels=LABELS, names=NAMES, **options
    )


SUPPORTS = TimelineSource("supports", "服务记录", "chat-square-text", lambda *_: ())


class TestMakeTimeline:
    def test_mixes_in_what_features_tell_by_day(self):
        told = TimelineEntry(
            PartialDate(date(2022, 6, 1)), "咨询", ["督导"], moment(2), 2, "a.b", {"id": 7}
        )
        undated = TimelineEntry(PartialDate(date(2021, 1, 1)), "旧事")

        entries = timeline(
            standings=[filed("2022-01-01", 1), filed("2023-01-01", 3)],
            stories=[(SUPPORTS, told), (SUPPORTS, undated)],
        )

        assert [entry.title for entry in entries] == ["已备案", "咨询", "已备案", "旧事"]
        entry = entries[1]
        assert (entry.label, entry.icon, entry.recorded_by) == (
            "服务记录",
            "chat-square-text",
            "乙寅卯",
        )
        assert (entry.endpoint, entry.arguments, entry.notes) == ("a.b", {"id": 7}, ["督导"])
        assert (entries[3].recorded_at, entries[3].recorded_by) == (None, "")

    def test_weaves_the_three_histories_the_latest_first(self):
        entries = timeline(
            standings=[filed("2022-01-01", 1)],
            stages=[StageChange(stage="growing", **facts("2023-01-01", 2, reason="验收"))],
            grades=[
                GradeChange(
                    grade=Grade.A3,
                    level=GradeLevel.CITY,
                    issuer="示例市民政局",
                    announced_on=date(2023, 12, 1),
                    expires_on=date(2028, 12, 31),
                    **facts("2024-01-01", 3),
                )
            ],
        )

        assert [(entry.history, entry.title) for entry in entries] == [
            ("grade", "市级3A"),
            ("stage", "成长期"),
            ("standing", "已备案"),
        ]
        assert entries[0].notes == ["2023-12-01 公告", "示例市民政局", "有效至 2028-12-31"]
        assert (entries[1].reason, entries[1].recorded_by) == ("验收", "甲子丑")

    def test_tells_a_correction_from_a_withdrawal(self):
        entries = timeline(
            standings=[
                filed("2022-01-01", 1, superseded_at=moment(4), superseded_by=2),
                filed("2022-03-01", 4),
                filed("2021-01-01", 2, superseded_at=moment(5), superseded_by=2),
            ],
            withdrawal_reasons={moment(5): "重复登记"},
        )

        endings = {str(entry.since): entry.ending for entry in entries}
        assert endings["2022-03-01"] is None
        corrected, withdrawn = endings["2022-01-01"], endings["2021-01-01"]
        assert (corrected.is_correction, corrected.by, corrected.reason) == (True, "乙寅卯", None)
        assert (withdrawn.is_correction, withdrawn.reason) == (False, "重复登记")

    def test_takes_no_point_of_another_history_for_the_correction(self):
        (standing, _stage) = sorted(
            timeline(
                standings=[filed("2022-01-01", 1, superseded_at=moment(4), superseded_by=2)],
                stages=[StageChange(stage="growing", **facts("2022-01-01", 4))],
            ),
            key=lambda entry: entry.history == "stage",
        )

        assert not standing.ending.is_correction

    def test_shows_as_counting_what_was_superseded_only_later(self):
        point = filed("2022-01-01", 1, superseded_at=moment(4), superseded_by=2)

        assert timeline(standings=[point], known_at=moment(3))[0].ending is None
        assert timeline(standings=[point], known_at=moment(4))[0].ending is not None

    def test_puts_what_counts_before_what_it_corrected_on_the_same_day(self):
        entries = timeline(
            standings=[
                filed("2022-01-01", 1, superseded_at=moment(4), superseded_by=2),
                filed("2022-01-01", 4),
            ]
        )

        assert [entry.ending is None for entry in entries] == [True, False]

    def test_says_that_a_grade_was_canceled(self):
        (entry,) = timeline(grades=[GradeChange(grade=None, **facts("2024-01-01", 3))])

        assert entry.title == "取消等级"

    def test_keeps_days_as_exactly_as_they_are_known(self):
        (entry,) = timeline(standings=[filed("2022-05-01", 1, since_precision=Precision.MONTH)])

        assert entry.since == PartialDate(date(2022, 5, 1), Precision.MONTH)


class TestAnnouncedGrades:
    TODAY = date(2026, 11, 22)

    def announced(self, on=TODAY, **more):
        point = GradeChange(**{"grade": Grade.A4, **facts("2027-01-01", 1), **more})
        return announced_grades([point], on, self.TODAY)

    def test_are_valid_only_later(self):
        assert self.announced(announced_on=date(2026, 11, 1))
        assert not self.announced(announced_on=date(2026, 11, 1), since=self.TODAY)

    def test_were_announced_by_the_day(self):
        announced_on = date(2026, 11, 1)

        assert self.announced(on=announced_on, announced_on=announced_on)
        assert not self.announced(on=date(2026, 10, 31), announced_on=announced_on)

    def test_without_an_announcement_are_shown_today_only(self):
        assert self.announced()
        assert not self.announced(on=date(2026, 11, 21))

    def test_are_neither_canceled_nor_superseded(self):
        assert not self.announced(grade=None)
        assert not self.announced(superseded_at=moment(4))
