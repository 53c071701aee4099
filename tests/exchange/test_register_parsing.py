"""What one row of a roster becomes: values, what is kept beside them, what is said of it."""

from datetime import date

import pytest
from wtforms.validators import StopValidation, ValidationError

from app.divisions.models import Division, DivisionLevel
from app.exchange.parsed import Head
from app.exchange.records import DataRow
from app.exchange.register.parsing import LONGEST, parse_row
from app.exchange.register.places import Places
from app.organizations.forms.attributes import AttributeForm
from app.organizations.standings import Standing
from app.values.dates import PartialDate, Precision
from app.workbooks.cells import UnknownCell
from tests.exchange.hub import book, outcomes, problems_of

STREET = [
    Division(code="330199001000", name="晴川街道", level=DivisionLevel.STREET, parent_code="3301"),
    Division(
        code="330199001001",
        name="晴湾社区",
        level=DivisionLevel.COMMUNITY,
        parent_code="330199001000",
    ),
]


def parsed(extra=None, groups=(), **values):
    letters = {key: chr(ord("A") + place) for place, key in enumerate(values)}
    given = DataRow(5, values, extra or {}, tuple(groups))
    return parse_row(given, Head("名册", letters, {}), Places(STREET))


def codes(row):
    return [problem.code for problem in row.problems]


class TestUnknownCells:
    @pytest.mark.parametrize(
        "field",
        [
            "credit_code", "filing_number", "registration_number", "kind", "standing", "category",
            "established_on", "filed_on", "registrar", "leader_name", "phone", "address", "fund",
            "staff_count", "stage", "grade", "grade_until", "business_scope", "remark",
        ],
    )  # fmt: skip
    @pytest.mark.usefixtures("session")
    def test_are_a_warning_and_never_blank(self, field):
        row = parsed(name="晴湾合唱团", **{field: UnknownCell("#REF!")})

        [problem] = row.problems
        assert (problem.field, problem.value, problem.severity) == (field, "#REF!", "warning")
        assert field not in row.values
        assert row.as_written == {field: "#REF!"}

    def test_do_not_hide_a_missing_name(self):
        assert "missing_name" in codes(parsed(name=UnknownCell("#REF!")))

    def test_leave_the_community_open_with_a_warning(self):
        row = parsed(name="晴湾合唱团", community=UnknownCell("#N/A"))

        assert codes(row) == ["unknown_value"]
        assert row.division_code is None

    def test_are_kept_as_they_stand_in_columns_of_the_ledgers_own(self):
        assert parsed(name="晴湾合唱团", extra={"面积": UnknownCell("=A1*2")}).extra == {
            "面积": "=A1*2"
        }


class TestLongTexts:
    @pytest.mark.parametrize("field", sorted(LONGEST.keys() - {"name", "phone"}))
    @pytest.mark.usefixtures("session")
    def test_are_kept_beside_the_register_with_a_warning(self, field):
        text = "备1" * LONGEST[field]
        row = parsed(name="晴湾合唱团", **{field: text})

        assert codes(row) == ["text_too_long"]
        assert f"{LONGEST[field]}字" in row.problems[0].message
        assert field not in row.values
        assert row.as_written == {field: text}

    def test_of_the_name_stop_the_row(self):
        row = parsed(name="晴" * 101)

        assert codes(row) == ["name_too_long"]
        assert row.is_error

    def test_are_as_long_as_a_page_could_save_again(self, app):
        with app.test_request_context():
            form = AttributeForm()
            longest = {key: _longest(form[key]) for key in LONGEST}

        assert longest == LONGEST


def _longest(field):
    for length in range(1, 3000):
        field.raw_data, field.data, field.errors = ["字" * length], "字" * length, ()
        if any(_refuses(check, field) for check in field.validators):
            return length - 1
    raise AssertionError(field.name)


def _refuses(check, field):
    try:
        check(None, field)
    except (StopValidation, ValidationError):
        return True
    return False


class TestValues:
    def test_a_word_that_makes_a_number_vague_is_kept(self):
        row = parsed(name="晴湾合唱团", member_count="350余")

        assert row.values["member_count"] == 350
        assert row.as_written == {"member_count": "350余"}

    def test_a_number_fits_the_database(self):
        row = parsed(name="晴湾合唱团", member_count=2**31, staff_count=10**9, volunteer_count=0)

        assert codes(row) == ["unparsable_number", "unparsable_number"]
        assert row.values["volunteer_count"] == 0

    def test_a_phone_that_lost_its_digits_is_no_code_that_did(self):
        assert codes(parsed(name="晴湾合唱团", filing_number=2.0e17)) == ["unknown_value"]

    def test_columns_of_our_own_exports_and_reports_are_not_kept(self):
        extra = {
            "错误原因": "提示：…",
            "现阶段天数": 30,
            "孵化/现阶段天数": 31,
            "面积": 80,
        }

        assert parsed(name="晴湾合唱团", extra=extra).extra == {"面积": "80"}

    def test_a_group_that_exists_without_a_legal_persons_numbers_is_filed(self):
        row = parsed(name="晴湾合唱团", kind="社区社会组织", standing="正常")

        assert row.values["standing"] is Standing.FILED

    @pytest.mark.parametrize(
        ("written", "level"),
        [("市级", "city"), ("区（县）级", "district"), ("国家级", "national"), ("无", None)],
    )
    def test_who_gave_a_grade_is_read(self, written, level):
        row = parsed(name="晴湾服务中心", grade_level=written)

        assert (row.values.get("grade_level"), codes(row)) == (level, [])

    def test_a_grade_in_the_column_of_levels_is_told(self):
        assert codes(parsed(name="晴湾服务中心", grade_level="3A")) == ["unknown_value"]

    @pytest.mark.parametrize(("written", "is_branch"), [("是", True), ("否", False)])
    def test_a_branch_is_told_apart(self, written, is_branch):
        assert parsed(name="晴湾分会", is_branch=written).values["is_branch"] is is_branch

    def test_a_month_stays_a_month(self):
        row = parsed(name="晴湾合唱团", established_on="2019.5")

        assert row.values["established_on"] == PartialDate(date(2019, 5, 1), Precision.MONTH)


class TestPlaces:
    @pytest.mark.parametrize("written", ["晴湾社区", "晴湾", "晴川街道晴湾社区", "晴 湾社区"])
    def test_a_community_is_known_by_the_ways_it_is_written(self, written):
        assert parsed(name="合唱团", community=written).division_code == "330199001001"

    def test_a_street_gives_the_division_where_no_community_does(self):
        for written in ("晴川街道", "晴川", "晴川街道办事处"):
            assert parsed(name="合唱团", street=written).division_code == "330199001000"

    def test_a_community_says_more_than_its_street(self):
        row = parsed(name="合唱团", street="晴川街道", community="晴湾社区")

        assert row.division_code == "330199001001"

    def test_another_street_is_an_error_in_the_ledger_of_one(self):
        assert codes(parsed(name="合唱团", street="云栖街道")) == ["unknown_street"]

    def test_another_street_is_a_warning_in_the_ledger_of_a_district(self):
        district = [
            Division(
                code="330199000000", name="示例区", level=DivisionLevel.DISTRICT, parent_code=None
            ),
            *STREET,
        ]
        given = DataRow(5, {"name": "合唱团", "street": "区本级"}, {}, ())
        row = parse_row(given, Head(None, {"name": "A", "street": "B"}, {}), Places(district))

        assert codes(row) == ["unknown_value"]
        assert row.division_code is None

    def test_one_name_in_two_streets_needs_the_street(self):
        twice = [
            *STREET,
            Division(
                code="330199002000", name="云栖街道", level=DivisionLevel.STREET, parent_code="3301"
            ),
            Division(
                code="330199002001",
                name="晴湾社区",
                level=DivisionLevel.COMMUNITY,
                parent_code="330199002000",
            ),
        ]
        places = Places(twice)
        head = Head(None, {"name": "A", "community": "B", "street": "C"}, {})
        without = DataRow(5, {"name": "合唱团", "community": "晴湾"}, {}, ())
        with_street = DataRow(6, {"name": "合唱团", "community": "晴湾", "street": "云栖"}, {}, ())

        assert codes(parse_row(without, head, places)) == ["ambiguous_community"]
        assert parse_row(with_street, head, places).division_code == "330199002001"


class TestExample:
    def test_a_row_of_the_template_that_shows_how_is_no_row(self, hub):
        plan = hub.plan(
            book(["组织名称", "状态"], ["【示例】合唱团", "已备案"], ["晴湾合唱团", "已备案"])
        )

        assert outcomes(plan) == ["new"]
        assert problems_of(plan) == []
