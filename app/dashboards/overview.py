"""What the overview shows: tiles with a year earlier, and four figures. All made of metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.dashboards.links import ListLink, MetricLink
from app.dashboards.months import month_key, months_up_to
from app.dashboards.tiles import Tile
from app.definitions.metrics import Metric
from app.i18n import _
from app.metrics.catalog import find_metric
from app.metrics.queries import counts, counts_by, numbers_a_year_earlier
from app.organizations.dictionaries import stage_words
from app.organizations.grades import Grade
from app.organizations.kinds import KIND_LABELS, Kind
from app.organizations.metrics import NEWLY_FILED, NEWLY_REGISTERED, TOTAL
from app.organizations.metrics import metrics as organization_metrics
from app.organizations.stages import StageWord
from app.standpoint import Standpoint
from app.web.figures import (
    ACCENT,
    GOLD,
    KIND_COLORS,
    QUIET,
    STAGE_COLORS,
    Caption,
    Cell,
    Figure,
    Series,
    bars,
)

HEADLINES = ("organizations.total", "organizations.registered", "organizations.filed",
             "organizations.unfiled")  # fmt: skip
RATINGS = ("ratings.5A", "ratings.4A", "ratings.3A", "ratings.expiring_within_12_months")


@dataclass(frozen=True)
class Overview:
    """Tiles in three groups and the figures, in the order of the page."""

    headlines: Sequence[Tile]
    stages: Sequence[Tile]
    ratings: Sequence[Tile]
    figures: Sequence[Figure]


def overview(standpoint: Standpoint, to_metric: MetricLink, to_list: ListLink) -> Overview:
    metrics = organization_metrics()
    now = counts(standpoint, metrics)
    earlier = numbers_a_year_earlier(standpoint, metrics)

    def tiles(keys: Sequence[str]) -> list[Tile]:
        found = [metric for key in keys if (metric := find_metric(key))]
        return [
            Tile(item, now[item.key], earlier[item.key], to_metric(item.key, standpoint))
            for item in found
        ]

    words = [word for word in stage_words() if not word.is_retired or now[f"stages.{word.key}"]]
    return Overview(
        headlines=tiles(HEADLINES),
        stages=tiles([f"stages.{word.key}" for word in words]),
        ratings=tiles(RATINGS),
        figures=(
            stages_by_kind(standpoint, words, to_list),
            grade_pyramid(standpoint, now, to_metric),
            *by_month(standpoint, words, to_metric),
        ),
    )


def stages_by_kind(standpoint: Standpoint, words: Sequence[StageWord], to_list: ListLink) -> Figure:
    found = counts_by(standpoint, TOTAL, lambda s: s.stage.stage, lambda s: s.organization.kind)
    kinds = [kind for kind in (*Kind, None) if any(key[1] == kind for key in found)]
    keys: list[str | None] = [word.key for word in words]
    if any(key[0] is None for key in found):
        keys.append(None)
    labels: dict[str | None, str] = {None: _("未填")}
    labels.update((word.key, word.label) for word in words)
    series = [
        Series(
            str(KIND_LABELS[kind]) if kind else _("类型未填"),
            color,
            [
                Cell(found.get((key, kind), 0), to_list(standpoint, **_filters(key, kind)))
                for key in keys
            ],
        )
        for kind, color in zip(kinds, KIND_COLORS, strict=False)
    ]
    return bars(
        Caption(
            "stages-by-kind",
            _("孵化阶段与组织类型"),
            _most([labels[key] for key in keys], [_sum(series, i) for i in range(len(keys))]),
            _("孵化阶段"),
        ),
        [labels[key] for key in keys],
        series,
        is_stacked=True,
    )


def grade_pyramid(standpoint: Standpoint, now: Mapping[str, int], to_metric: MetricLink) -> Figure:
    cells = [
        Cell(now[f"ratings.{grade}"], to_metric(f"ratings.{grade}", standpoint)) for grade in Grade
    ]
    return bars(
        Caption(
            "grades",
            _("评估等级"),
            _("有效期内共%(count)s家。", count=sum(cell.value for cell in cells)),
            _("等级"),
        ),
        [grade.value for grade in Grade],
        [Series(_("有效期内"), GOLD, cells)],
        is_lying=True,
    )


def by_month(
    standpoint: Standpoint, words: Sequence[StageWord], to_metric: MetricLink
) -> tuple[Figure, Figure]:
    """Return the stages at each month's end, and the registrations and filings of each month."""
    stages = [metric for word in words if (metric := find_metric(f"stages.{word.key}"))]
    months = months_up_to(standpoint)
    metrics = [*stages, NEWLY_REGISTERED, NEWLY_FILED]
    monthly = [counts(month, metrics) for month in months]
    labels = [month_key(month.on) for month in months]

    def series(metric: Metric, color: str) -> Series:
        cells = [
            Cell(values[metric.key], to_metric(metric.key, month))
            for values, month in zip(monthly, months, strict=True)
        ]
        return Series(str(metric.label), color, cells)

    events = [series(NEWLY_REGISTERED, ACCENT), series(NEWLY_FILED, QUIET)]
    return (
        bars(
            Caption(
                "stages-by-month",
                _("近24个月各阶段组织数"),
                _("每月末处于各阶段的组织，本月为统计日当天。"),
                _("月份"),
            ),
            labels,
            [series(*pair) for pair in zip(stages, _shades(len(stages)), strict=True)],
            is_stacked=True,
        ),
        bars(
            Caption(
                "events-by-month",
                _("近24个月新登记和新备案"),
                _(
                    "24个月共新登记%(registered)s家、新备案%(filed)s家。",
                    registered=sum(cell.value for cell in events[0].cells),
                    filed=sum(cell.value for cell in events[1].cells),
                ),
                _("月份"),
            ),
            labels,
            events,
        ),
    )


def _filters(stage: str | None, kind: Kind | None) -> dict[str, object]:
    filters: dict[str, object] = {}
    missing = [key for key, value in (("stage", stage), ("kind", kind)) if value is None]
    if stage is not None:
        filters["stage"] = stage
    if kind is not None:
        filters["kind"] = kind.value
    if missing:
        filters["missing"] = missing
    return filters


def _sum(series: Sequence[Series], index: int) -> int:
    return sum(item.cells[index].value for item in series)


def _most(labels: Sequence[str], values: Sequence[int]) -> str:
    if not any(values):
        return _("尚无数据。")
    most = max(values)
    return _("%(label)s最多，%(count)s家。", label=labels[values.index(most)], count=most)


def _shades(count: int) -> Sequence[str]:
    """Return as many shades of the stage scale, the deeper the more grown."""
    last = len(STAGE_COLORS) - 1
    if count <= 1:
        return STAGE_COLORS[-count:] if count else ()
    return [STAGE_COLORS[round(i * last / (count - 1))] for i in range(count)]
