from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.organizations.grades import Grade
from app.organizations.kinds import Kind
from app.organizations.stages import SEEDED_STAGES
from app.organizations.standings import Standing
from app.organizations.words import (
    only_says_it_exists,
    read_grade,
    read_kind,
    read_stage,
    read_standing,
)
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import UnknownCell

BLANKS = [None, "", "  ", "\u3000", "无", "—", "/", "-", "未评", "未参评", "暂无"]
WORDS = "备案登记注销撤销未已社团基金会民非3A级AAA五成长期阶段壳 （）正常其他区"
raws = st.one_of(
    st.text(),
    st.text(alphabet=WORDS, max_size=8),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.none(),
    st.just(UnknownCell("#REF!")),
)


class TestReadKind:
    @pytest.mark.parametrize(
        ("written", "kind"),
        [
            ("社会团体", Kind.ASSOCIATION),
            ("社团", Kind.ASSOCIATION),
            ("协会类", Kind.ASSOCIATION),
            ("s", Kind.ASSOCIATION),
            ("社会服务机构", Kind.SERVICE_INSTITUTION),
            ("民办非企业单位（法人）", Kind.SERVICE_INSTITUTION),
            ("社会服务机构（民办非企业单位）", Kind.SERVICE_INSTITUTION),
            ("民 非", Kind.SERVICE_INSTITUTION),
            ("Ｍ", Kind.SERVICE_INSTITUTION),
            ("基金会", Kind.FOUNDATION),
            ("社区社会组织", Kind.COMMUNITY_GROUP),
            ("备案类", Kind.COMMUNITY_GROUP),
            ("备案管理类", Kind.COMMUNITY_GROUP),
            ("草根组织", Kind.COMMUNITY_GROUP),
            ("其它", Kind.OTHER),
        ],
    )
    def test_knows_the_spellings_of_ledgers(self, written, kind):
        assert read_kind(written) is kind

    @pytest.mark.parametrize("written", ["企业", "个体工商户", "12"])
    def test_refuses_what_is_no_kind(self, written):
        with pytest.raises(UnreadableValueError, match="unknown_value"):
            read_kind(written)


class TestReadStanding:
    @pytest.mark.parametrize(
        ("written", "standing"),
        [
            ("已备案", Standing.FILED),
            ("备案", Standing.FILED),
            ("已登记", Standing.REGISTERED),
            ("登记注册", Standing.REGISTERED),
            ("未备案", Standing.UNFILED),
            ("待备案", Standing.UNFILED),
            ("未登记", Standing.UNFILED),
            ("备案已注销", Standing.DEREGISTERED),
            ("取消备案", Standing.DEREGISTERED),
            ("已解散", Standing.DEREGISTERED),
            ("撤销登记", Standing.REVOKED),
            ("正常", Standing.REGISTERED),
        ],
    )
    def test_knows_the_spellings_of_ledgers(self, written, standing):
        assert read_standing(written) is standing

    def test_tells_words_that_say_no_more_than_that_it_exists(self):
        assert only_says_it_exists(" 正常运行 ")
        assert not only_says_it_exists("已登记")
        assert not only_says_it_exists(None)


class TestReadGrade:
    @pytest.mark.parametrize(
        ("written", "grade"),
        [
            ("5A", Grade.A5),
            ("AAAAA", Grade.A5),
            ("4A级", Grade.A4),
            ("３Ａ", Grade.A3),
            ("三A", Grade.A3),
            ("3 a", Grade.A3),
            ("评定为AAA级", Grade.A3),
            ("2A（2023年）", Grade.A2),
            ("A级", Grade.A1),
        ],
    )
    def test_knows_the_spellings_of_ledgers(self, written, grade):
        assert read_grade(written) is grade

    @pytest.mark.parametrize("written", ["6A", "AAAAAA", "15A", "优秀", "3", "NASA", "合格"])
    def test_refuses_what_is_no_grade(self, written):
        with pytest.raises(UnreadableValueError, match="unknown_value"):
            read_grade(written)


class TestReadStage:
    @pytest.mark.parametrize(
        ("written", "key"),
        [
            ("萌芽期", "sprouting"),
            ("萌芽", "sprouting"),
            ("成长阶段", "growing"),
            (" 成熟期 ", "mature"),
            ("已出壳", "graduated"),
            ("growing", "growing"),
        ],
    )
    def test_knows_the_labels_of_the_dictionary(self, written, key):
        assert read_stage(written, SEEDED_STAGES) == key

    def test_refuses_a_stage_that_is_not_in_the_dictionary(self):
        with pytest.raises(UnreadableValueError, match="unknown_value"):
            read_stage("衰退期", SEEDED_STAGES)


READERS = {
    "kind": read_kind,
    "standing": read_standing,
    "grade": read_grade,
    "stage": lambda raw: read_stage(raw, SEEDED_STAGES),
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
class TestEveryReader:
    @pytest.mark.parametrize("raw", BLANKS)
    def test_takes_an_empty_cell_for_nothing(self, reader, raw):
        assert reader(raw) is None

    @given(raw=raws)
    def test_fails_with_nothing_but_an_unreadable_value(self, reader, raw):
        with suppress(UnreadableValueError):
            found = reader(raw)
            assert found is None or isinstance(found, str)

    @pytest.mark.parametrize("raw", [date(2024, 1, 1), time(8), True])
    def test_finds_no_word_in_days_and_truths(self, reader, raw):
        with pytest.raises(UnreadableValueError):
            reader(raw)
