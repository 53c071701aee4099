from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.organizations.columns import COLUMNS
from app.register.selection import (
    RANGES,
    USUAL_COLUMNS,
    DayRange,
    Selection,
    as_query,
    read_selection,
)

KEYS = [column.key for column in COLUMNS]
FILTERED = [column.key for column in COLUMNS if column.match]
texts = st.text(max_size=30).map(str.strip)
values = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3, unique=True)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))
day_ranges = st.builds(DayRange, days, days).filter(lambda found: found != DayRange())
columns = st.lists(st.sampled_from(KEYS), unique=True, max_size=6).map(
    lambda keys: tuple(dict.fromkeys(("name", *keys)))
)
selections = st.builds(
    Selection,
    choices=st.dictionaries(st.sampled_from(FILTERED), values.map(tuple), max_size=3),
    ranges=st.dictionaries(st.sampled_from(RANGES), day_ranges, max_size=3),
    missing=st.lists(st.sampled_from(KEYS), unique=True, max_size=3).map(tuple),
    text=texts,
    sort=st.builds(str.__add__, st.sampled_from(["", "-"]), st.sampled_from(KEYS)),
    columns=columns,
)
hostile = st.dictionaries(
    st.sampled_from([*KEYS, "q", "sort", "columns", "missing", "registered-from", "filed-to"]),
    st.lists(st.text(max_size=20), max_size=2),
)


def read(query):
    return read_selection(MultiDict(query), COLUMNS)


class TestReadSelection:
    @given(selection=selections)
    def test_of_the_address_of_a_selection_is_that_selection(self, selection):
        assert read(as_query(selection)) == selection

    @given(query=hostile)
    def test_makes_something_of_any_address(self, query):
        selection = read(query)

        assert read(as_query(selection)) == selection

    def test_takes_columns_from_one_parameter_or_from_several(self):
        together = read({"columns": "name,stage,phone"})
        apart = read(MultiDict([("columns", "stage"), ("columns", "phone")]))

        assert together.columns == apart.columns == ("name", "stage", "phone")

    def test_always_shows_the_name(self):
        assert read({"columns": "stage"}).columns == ("name", "stage")

    @pytest.mark.parametrize("wanted", ["", "nonsense", ",,"])
    def test_shows_the_usual_columns_when_it_knows_none_of_those_asked_for(self, wanted):
        assert read({"columns": wanted}).columns == USUAL_COLUMNS

    @pytest.mark.parametrize("sort", ["nonsense", "--name", "-"])
    def test_sorts_by_name_when_it_does_not_know_the_column(self, sort):
        assert read({"sort": sort}).sort == "name"

    @pytest.mark.parametrize("typed", ["2024.5.6", "2024/5/6", "2024年5月6日", "20240506"])
    def test_reads_days_as_browsers_without_a_picker_send_them(self, typed):
        assert read({"registered-from": typed}).ranges == {"registered": DayRange(date(2024, 5, 6))}

    def test_takes_a_year_for_all_of_it(self):
        selection = read({"filed-from": "2023", "filed-to": "2023"})

        assert selection.ranges == {"filed": DayRange(date(2023, 1, 1), date(2023, 12, 31))}

    def test_leaves_out_what_is_no_day(self):
        assert read({"registered-from": "去年"}).ranges == {}

    def test_cuts_a_search_text_to_what_anybody_types(self):
        assert len(read({"q": "长" * 5000}).text) == 100


class TestAsQuery:
    def test_leaves_out_what_is_usual(self):
        assert as_query(Selection()) == {}

    def test_is_an_address_people_can_read(self):
        selection = Selection(choices={"stage": ("growing", "mature")}, sort="-established_on")

        address = urlencode(as_query(selection), doseq=True)

        assert address == "stage=growing&stage=mature&sort=-established_on"
