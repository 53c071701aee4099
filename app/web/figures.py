"""Figures as plain dictionaries in Plotly's format, each with its table. Pure.

Only allowed traces are used: of a partial Plotly bundle, others are silently drawn as lines.
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
    """A number of a figure, None where it is not known, with the address of its rows."""

    value: Any
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
    places: int = 0  # decimals of the numbers in the table


def bars(
    caption: Caption,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    is_lying: bool = False,
    is_stacked: bool = False,
    scale: tuple[int, int] | None = None,
    places: int = 0,
) -> Figure:
    """Return bars over `labels`; a table row per label, a column per series.

    `scale` gives the ends of the axis of numbers, which otherwise follow from them.
    """
    layout: dict[str, Any] = {"barmode": "stack" if is_stacked else "group"}
    along, across = ("yaxis", "xaxis") if is_lying else ("xaxis", "yaxis")
    layout[along] = {"type": "category"}
    layout[across] = {"dtick": 1} if _highest(series) <= FEW else {}
    if scale is not None:
        layout[across]["range"] = list(scale)
    if is_lying:
        layout[along] |= {"autorange": "reversed", "dtick": 1}  # the first label on top, and all
    elif len(labels) > MANY:
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
        places=places,
    )


def heat_map(
    caption: Caption, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]]
) -> Figure:
    """Return a field of numbers, the higher the deeper; a cell without a number stays empty."""
    trace = {
        "type": "heatmap",
        "x": list(columns),
        "y": [label for label, _cells in rows],
        "z": [[cell.value for cell in cells] for _label, cells in rows],
        "customdata": [[cell.url for cell in cells] for _label, cells in rows],
        "colorscale": [[0, "#F2F7F4"], [0.01, STAGE_COLORS[0]], [1, STAGE_COLORS[-1]]],
        "zmin": 0,
        "texttemplate": "%{z}",
        "hovertemplate": "%{y} → %{x}：%{z}<extra></extra>",
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
    }
    layout = {
        "xaxis": {"type": "category", "side": "top", "showgrid": False},
        "yaxis": {"type": "category", "autorange": "reversed", "showgrid": False},
    }
    return Figure(
        caption=caption,
        heads=(caption.first_head, *columns),
        rows=[
            (label, *({"value": cell.value, "url": cell.url} for cell in cells))
            for label, cells in rows
        ],
        data={"data": [trace], "layout": layout},
    )


def _highest(series: Sequence[Series]) -> Any:
    return max((cell.value or 0 for item in series for cell in item.cells), default=0)


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
        trace["textangle"] = 0
        trace["hovertemplate"] += "<extra></extra>"
    return trace
