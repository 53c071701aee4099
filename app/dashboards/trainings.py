"""What the overview of trainings shows: tiles and three figures, all made of metrics."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.dashboards.links import MetricLink
from app.dashboards.months import month_key, months_up_to
from app.dashboards.tiles import Group, make_tiles
from app.i18n import _
from app.metrics.queries import counts_by
from app.organizations.dictionaries import stage_words
from app.organizations.metrics import TOTAL
from app.standpoint import Standpoint
from app.trainings.categories import list_categories
from app.trainings.metrics import (
    ATTENDED,
    CLAIMED,
    COST,
    COVERAGE,
    HOURS,
    NEVER,
    PEOPLE,
    SESSIONS,
)
from app.web.figures import ACCENT, GOLD, QUIET, Caption, Cell, Figure, Series, bars, heat_map
from app.web.formatting import number, percent

NUMBERS = (SESSIONS, ATTENDED, PEOPLE, HOURS, CLAIMED, COST)
REACHED = (COVERAGE, NEVER)
YEAR = 12  # months


@dataclass(frozen=True)
class TrainingOverview:
    """Groups of tiles and the figures, in the order of the page."""

    groups: Sequence[Group]
    figures: Sequence[Figure]


def training_overview(standpoint: Standpoint, to_metric: MetricLink) -> TrainingOverview:
    tiles = make_tiles(standpoint, [*NUMBERS, *REACHED], to_metric)
    return TrainingOverview(
        groups=[
            Group(_("培训"), [tiles[metric.key] for metric in NUMBERS]),
            Group(_("覆盖"), [tiles[metric.key] for metric in REACHED]),
        ],
        figures=[
            monthly(standpoint, to_metric),
            coverage_by_stage(standpoint, to_metric),
            categories_by_month(standpoint, to_metric),
        ],
    )


def monthly(standpoint: Standpoint, to_metric: MetricLink) -> Figure:
    """Return the attendances of each of the last twelve months beside those a year before."""
    months = months_up_to(standpoint, YEAR)
    counts = _by_month(standpoint, months_up_to(standpoint, 2 * YEAR)[0].since)
    now = [Cell(counts.get(month_key(at.on), 0), to_metric(ATTENDED.key, at)) for at in months]
    earlier = [
        Cell(counts.get(month_key(at.on), 0), to_metric(ATTENDED.key, at))
        for at in months_up_to(standpoint, 2 * YEAR)[:YEAR]
    ]
    total, before = (sum(cell.value for cell in cells) for cells in (now, earlier))
    return _with_line(
        bars(
            Caption(
                "training-months",
                _("各月培训人次"),
                _(
                    "近12个月共%(now)s人次，上一年同期%(before)s人次。",
                    now=number(total),
                    before=number(before),
                ),
                _("月份"),
            ),
            [month_key(at.on) for at in months],
            [
                Series(_("人次"), ACCENT, now),
                Series(_("上年同月"), QUIET, earlier),
            ],
        )
    )


def coverage_by_stage(standpoint: Standpoint, to_metric: MetricLink) -> Figure:
    """Return the share of each stage's organizations that were trained in the period."""
    totals = counts_by(standpoint, TOTAL, lambda s: s.stage.stage)
    trained = counts_by(standpoint, COVERAGE, lambda s: s.stage.stage)
    words = [word for word in stage_words() if (word.key,) in totals]
    cells = [
        Cell(
            round(100 * trained.get((word.key,), 0) / totals[word.key,], 1),
            to_metric(NEVER.key, standpoint, stage=word.key),
        )
        for word in words
    ]
    whole = sum(totals.values())
    return bars(
        Caption(
            "training-coverage",
            _("各阶段培训覆盖率"),
            _(
                "全部组织%(share)s；点击看期间未参训的组织。",
                share=percent(sum(trained.values()) / whole),
            )
            if whole
            else _("尚无数据。"),
            _("孵化阶段"),
        ),
        [word.label for word in words],
        [Series(_("培训覆盖率（百分比）"), GOLD, cells)],
        is_lying=True,
        scale=(0, 100),
        places=1,
    )


def categories_by_month(standpoint: Standpoint, to_metric: MetricLink) -> Figure:
    """Return how many sessions of each category were held in each of the last twelve months."""
    months = months_up_to(standpoint, YEAR)
    since = replace(standpoint, since=months[0].since)
    found = counts_by(since, SESSIONS, lambda s: s.detail.category_id, lambda s: s.detail.held_on)
    counts: dict[tuple[int | None, str], int] = {}
    for (category_id, day), count in found.items():
        place = (category_id, month_key(day))
        counts[place] = counts.get(place, 0) + count

    def cell(category_id: int | None, at: Standpoint) -> Cell:
        filters: dict[str, Any] = (
            {"missing": "training_category"}
            if category_id is None
            else {"training_category": category_id}
        )
        value = counts.get((category_id, month_key(at.on)), 0)
        return Cell(value, to_metric(SESSIONS.key, at, **filters))

    used = {category_id for category_id, _month in counts}
    rows = [
        (item.label, item.id)
        for item in list_categories()
        if not item.is_retired or item.id in used
    ]
    named: list[tuple[str, int | None]] = [*rows, *([(_("未注明"), None)] if None in used else [])]
    return heat_map(
        Caption(
            "training-categories",
            _("各类别各月培训场次"),
            _("近12个月共%(count)s场；左为类别，上为月份。", count=number(sum(counts.values()))),
            _("类别"),
        ),
        [month_key(at.on) for at in months],
        [(label, [cell(id_, at) for at in months]) for label, id_ in named],
    )


def _by_month(standpoint: Standpoint, since: date) -> dict[str, int]:
    found = counts_by(replace(standpoint, since=since), ATTENDED, lambda s: s.detail.held_on)
    counts: dict[str, int] = {}
    for (day,), count in found.items():
        counts[month_key(day)] = counts.get(month_key(day), 0) + count
    return counts


def _with_line(figure: Figure) -> Figure:
    """Return the figure with its last series, the year before, as a line."""
    *rest, last = figure.data["data"]
    line = {key: value for key, value in last.items() if key != "marker"}
    line |= {"type": "scatter", "mode": "lines+markers", "line": {"color": QUIET}}
    return replace(figure, data={**figure.data, "data": [*rest, line]})
