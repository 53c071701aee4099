from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.links import PLACE_IN_LIST, local_path, with_query, without_value
from tests.accounts.browsers import host_reached

PAIRS = st.lists(st.tuples(st.sampled_from(["a", "b", "known-at", "page"]), st.text(min_size=1)))


def query(address):
    return parse_qsl(urlsplit(address).query)


class TestWithQuery:
    def test_replaces_a_parameter_and_keeps_the_others(self):
        address = with_query("/x", [("standing", "filed"), ("sort", "name")], {"sort": "-members"})

        assert address == "/x?standing=filed&sort=-members"

    def test_takes_a_parameter_out(self):
        assert with_query("/x", [("q", "a"), ("on", "2026-01-01")], {"q": None, "on": ""}) == "/x"

    def test_repeats_a_list(self):
        assert with_query("/x", [], {"stage": ["a", "b"]}) == "/x?stage=a&stage=b"

    @pytest.mark.parametrize("place", PLACE_IN_LIST)
    def test_begins_the_list_anew(self, place):
        assert with_query("/x", [(place, "7")], {"sort": "name"}) == "/x?sort=name"

    def test_moves_within_the_list(self):
        assert with_query("/x", [("q", "a"), ("after", "k")], {"page": 3}) == "/x?q=a&page=3"

    @given(PAIRS)
    def test_keeps_every_other_value_whatever_stands_in_it(self, pairs):
        kept = [pair for pair in pairs if pair[0] not in {"page", "b"}]

        assert query(with_query("/x", pairs, {"b": None})) == kept


class TestWithoutValue:
    PAIRS = (("standing", "filed"), ("standing", "registered"), ("page", "2"), ("q", "社"))

    def test_takes_one_of_several_values_out(self):
        address = without_value("/x", self.PAIRS, "standing", "filed")

        assert query(address) == [("standing", "registered"), ("q", "社")]

    def test_takes_all_values_out(self):
        assert query(without_value("/x", self.PAIRS, "standing")) == [("q", "社")]


class TestLocalPath:
    @pytest.mark.parametrize(
        "text", ["/", "/organizations?q=a&sort=-name", "/a//b", "/a%0ab", "/社"]
    )
    def test_lets_pass_what_stays(self, text):
        assert local_path(text) == text

    @pytest.mark.parametrize(
        "text",
        [
            None, "", "a", "//host", "///host", "/\\host", "\\/host", "/\t/host", "/\n/host", " /",
            "http://host", "javascript:alert(1)", "/a\\b", "/\x00", "?next=//host", "/ /host",
        ],
    )  # fmt: skip
    def test_refuses_what_may_lead_elsewhere(self, text):
        assert local_path(text) is None

    @given(st.text(alphabet="/\\:@?#\t\n\r .host%2f", max_size=12))
    def test_never_lets_a_browser_leave(self, text):
        path = local_path(text)

        assert path is None or host_reached(path) == "localhost"
