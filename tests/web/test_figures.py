import json

import pytest

from app.web.figures import ALLOWED_TRACES, Caption, Cell, Series, bars

CAPTION = Caption("grades", "评估等级", "共3家。", "等级")
SERIES = [Series("有效", "#8A5A00", [Cell(2, "/a"), Cell(1, "/b")])]


class TestBars:
    @pytest.mark.parametrize("is_lying", [True, False])
    def test_draw_the_numbers_of_their_table_each_with_its_address(self, is_lying):
        figure = bars(CAPTION, ["5A", "4A"], SERIES, is_lying=is_lying)

        trace = figure.data["data"][0]
        assert trace["x" if is_lying else "y"] == [2, 1]
        assert trace["customdata"] == ["/a", "/b"]
        assert figure.heads == ("等级", "有效")
        assert list(figure.rows) == [
            ("5A", {"value": 2, "url": "/a"}),
            ("4A", {"value": 1, "url": "/b"}),
        ]

    def test_use_only_traces_that_a_small_bundle_can_draw(self):
        figure = bars(CAPTION, ["5A", "4A"], SERIES)

        assert {trace["type"] for trace in figure.data["data"]} <= ALLOWED_TRACES

    def test_are_plain_json(self):
        figure = bars(CAPTION, ["5A", "4A"], SERIES, is_stacked=True)

        assert json.loads(json.dumps(figure.data)) == figure.data
