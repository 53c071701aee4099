"""Figures as plain dictionaries in Plotly's format, each with its table. Pure.

Only bars are used: of a partial Plotly bundle, foreign trace types are silently drawn as lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STAGE_COLORS = ("#E3F1EA", "#BFE0CF", "#8CC7AA", "#3F9A75", "#0F5C43")
KIND_COLORS = ("#1F7A5C", "#8CC7AA", "#8A5A00", "#98A2B3", "#475467", "#D0D5DD")
ACCENT = "#1F7A5C"
QUIET = "#98A2B3"
GOLD = "#8A5A00"
FEW = 6  # up to so high, the axis counts by ones
MANY = 12  # labels beyond which not all are written
ALLOWED_TRACES = frozenset({"bar", "scatter", "pie", "heatmap", "histogram", "box"})


@dataclass(frozen=True)
class Cell:
    """A number of a figure with the address of its rows."""

    value: int
    url: str


@dataclass(frozen=True)
class Series:
    """Numbers along one axis, drawn as bars of one color."""

    name: str
    color: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Caption:
    """What a figure is called; `summary` is one sentence that says what it shows."""

    key: str
    title: str
    summary: str
    first_head: str  # over the labels, in the table


@dataclass(frozen=True)
class Figure:
    """A figure for the page: its words, Plotly's dictionary and the same numbers as a table."""

    caption: Caption
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    data: Mapping[str, Any]


def bars(
    caption: Caption,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    is_lying: bool = False,
    is_stacked: bool = False,
) -> Figure:
    """Return bars over `labels`; a table row per label, a column per series."""
    layout: dict[str, Any] = {"barmode": "stack" if is_stacked else "group"}
    along, across = ("yaxis", "xaxis") if is_lying else ("xaxis", "yaxis")
    layout[along] = {"type": "category"}
    layout[across] = {"dtick": 1} if _highest(series) <= FEW else {}
    if is_lying:
        layout[along]["autorange"] = "reversed"  # the first label on top
    if len(labels) > MANY:
        # A phone has room for a label every half year, upright.
        layout[along] |= {"tickmode": "array", "tickvals": list(labels[::-6]), "tickangle": 0}
    return Figure(
        caption=caption,
        heads=(caption.first_head, *(item.name for item in series)),
        rows=[
            (label, *({"value": item.cells[i].value, "url": item.cells[i].url} for item in series))
            for i, label in enumerate(labels)
        ],
        data={"data": [_trace(labels, item, is_lying) for item in series], "layout": layout},
    )


def _highest(series: Sequence[Series]) -> int:
    return max((cell.value for item in series for cell in item.cells), default=0)


def _trace(labels: Sequence[str], series: Series, is_lying: bool) -> dict[str, Any]:
    values = [cell.value for cell in series.cells]
    trace: dict[str, Any] = {
        "type": "bar",
        "name": series.name,
        "x": values if is_lying else list(labels),
        "y": list(labels) if is_lying else values,
        "customdata": [cell.url for cell in series.cells],
        # A pale bar needs an edge to be told from the paper.
        "marker": {"color": series.color, "line": {"color": "#3F9A75", "width": 0.5}},
        "hovertemplate": "%{y}：%{x}" if is_lying else "%{x} %{fullData.name}：%{y}<extra></extra>",
    }
    if is_lying:
        trace |= {"orientation": "h", "text": values, "textposition": "auto", "cliponaxis": False}
        trace["hovertemplate"] += "<extra></extra>"
    return trace
