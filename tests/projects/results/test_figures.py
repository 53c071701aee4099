import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.projects.results.figures import read_figure


@pytest.mark.parametrize(
    ("text", "number", "qualifier", "unit"),
    [
        ("近2000人次", 2000, "近", "人次"),
        ("600余起", 600, "余", "起"),
        ("98%以上", 98, "以上", "%"),
        ("三万余份", 30000, "余", "份"),
        ("超1.8万人次", 18000, "超", "人次"),
        ("300人", 300, None, "人"),
        ("23", 23, None, None),
    ],
)
def test_prose_is_a_number_a_qualifier_and_a_unit(text, number, qualifier, unit):
    figure = read_figure(text)

    assert (figure.count.number, figure.count.qualifier, figure.unit) == (number, qualifier, unit)
    assert figure.as_written == text


def test_what_holds_no_whole_number_is_kept_as_written():
    figure = read_figure("98.5%")

    assert figure.count is None
    assert figure.as_written == "98.5%"


@given(st.text(max_size=30))
@settings(max_examples=50, deadline=None)
def test_any_text_can_be_read(text):
    assert read_figure(text).as_written == text
