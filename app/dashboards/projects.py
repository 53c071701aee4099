"""What the figures of projects show: tiles and four figures, all made of metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func

from app.dashboards.links import MetricLink
from app.dashboards.tiles import Group, make_tiles
from app.extensions import db
from app.i18n import _
from app.metrics.queries import counts_by
from app.projects.listing import year_of
from app.projects.metrics import (
    ACCEPTANCE_RATE,
    ACCEPTED,
    BENEFICIARIES,
    DAYS_TO_ACCEPTANCE,
    ENDED,
    GRANTED,
    RUNNING,
    TOTAL,
)
from app.projects.pipelines import pipeline_words
from app.projects.sources import ProjectSources
from app.standpoint import Standpoint
from app.web.figures import (
    ACCENT,
    GOLD,
    KIND_COLORS,
    QUIET,
    Caption,
    Cell,
    Figure,
    Series,
    bars,
)

COUNTS = (TOTAL, RUNNING, ACCEPTED, ENDED)
OUTCOMES = (GRANTED, BENEFICIARIES, ACCEPTANCE_RATE, DAYS_TO_ACCEPTANCE)
MOST_SOURCES = 6
MOST_COMMUNITIES = 20
FEN = 100


@dataclass(frozen=True)
class ProjectFigures:
    groups: Sequence[Group]
    figures: Sequence[Figure]


def project_figures(standpoint: Standpoint, to_metric: MetricLink) -> ProjectFigures:
    tiles = make_tiles(standpoint, [*COUNTS, *OUTCOMES], to_metric)
    return ProjectFigures(
        groups=[
            Group(_("项目"), [tiles[metric.key] for metric in COUNTS]),
            Group(_("资金与成效"), [tiles[metric.key] for metric in OUTCOMES]),
        ],
        figures=[
            pipeline(standpoint, to_metric),
            money(standpoint, to_metric),
            beneficiaries(standpoint, to_metric),
            communities(standpoint, to_metric),
        ],
    )


def pipeline(standpoint: Standpoint, to_metric: MetricLink) -> Figure:
    """Return how many projects stand at which step, in the order of the pipelines."""
    found = counts_by(standpoint, TOTAL, lambda s: func.coalesce(s.word.label, s.step.step))
    words = pipeline_words().values()
    labels = list(dict.fromkeys(step.label for word in words for step in word.steps))
    labels = [label for label in labels if (label,) in found]
    cells = [
        Cell(found[(label,)], to_metric(TOTAL.key, standpoint, project_step=label))
        for label in labels
    ]
    summary = _("共%(count)s个项目，按当前环节。", count=sum(found.values()))
    caption = Caption("project-steps", _("各环节项目数"), summary, _("环节"))
    return bars(caption, labels, [Series(_("项目（个）"), ACCENT, cells)])


def money(standpoint: Standpoint, to_metric: MetricLink) -> Figure:
    """Return the money by the year the period begins in, and by where it comes from."""
    found = _sums(
        standpoint,
        lambda s: s.amount(),
        lambda s: s.detail.source,
        lambda s: year_of(s.detail.starts_on),
    )
    by_source: dict[str | None, int] = {}
    for (source, _year), fen in found.items():
        by_source[source] = by_source.get(source, 0) + fen
    sources = sorted(by_source, key=lambda name: (-by_source[name], name or ""))[:MOST_SOURCES]
    years = sorted({year for _source, year in found if year is not None})

    def cell(source: str | None, year: int) -> Cell:
        picked = {"project_source": source} if source else {"missing": "project_source"}
        url = to_metric(GRANTED.key, standpoint, **picked)
        return Cell(found.get((source, year), 0) / FEN, url)

    series = [
        Series(source or _("未填来源"), color, [cell(source, year) for year in years])
        for source, color in zip(sources, KIND_COLORS, strict=False)
    ]
    summary = _("按实施期开始的年份；列出金额最多的%(count)s个来源。", count=len(sources))
    caption = Caption("project-money", _("各年各来源资金（元）"), summary, _("年份"))
    return bars(caption, [str(year) for year in years], series, is_stacked=True, places=2)


def beneficiaries(standpoint: Standpoint, to_metric: MetricLink) -> Figure:
    """Return how many were reached, beside how many were planned, by kind."""
    reached = _sums(standpoint, lambda s: s.beneficiaries(), lambda s: s.detail.kind)
    planned = _sums(standpoint, lambda s: s.detail.planned_beneficiaries, lambda s: s.detail.kind)
    kinds = sorted({key for (key,) in reached}, key=lambda key: (key is None, key or ""))

    def cells(found: Mapping[tuple[Any, ...], int]) -> list[Cell]:
        return [
            Cell(
                found.get((kind,), 0),
                to_metric(
                    BENEFICIARIES.key,
                    standpoint,
                    **({"project_kind": kind} if kind else {"missing": "project_kind"}),
                ),
            )
            for kind in kinds
        ]

    caption = Caption(
        "project-beneficiaries",
        _("受益人次与计划"),
        _("各类项目已完成的受益人次和申报时计划的人次。"),
        _("项目类型"),
    )
    series = [
        Series(_("完成（人次）"), ACCENT, cells(reached)),
        Series(_("计划（人次）"), QUIET, cells(planned)),
    ]
    return bars(caption, [kind or _("未填类型") for kind in kinds], series)


def communities(standpoint: Standpoint, to_metric: MetricLink) -> Figure:
    """Return the communities with the most projects."""
    found = counts_by(standpoint, TOTAL, lambda s: s.community.name)
    ranked = sorted(
        ((name, count) for (name,), count in found.items() if name),
        key=lambda pair: (-pair[1], pair[0]),
    )[:MOST_COMMUNITIES]
    cells = [
        Cell(count, to_metric(TOTAL.key, standpoint, project_community=name))
        for name, count in ranked
    ]
    caption = Caption(
        "project-communities",
        _("各社区项目数"),
        _("从多到少列出前%(count)s个社区；直接属于街道的项目不列。", count=len(ranked)),
        _("社区"),
    )
    series = [Series(_("项目（个）"), GOLD, cells)]
    return bars(caption, [name for name, _count in ranked], series, is_lying=True)


def _sums(standpoint: Standpoint, measure: Any, *keys: Any) -> dict[tuple[Any, ...], int]:
    sources = ProjectSources(standpoint)
    expressions = [key(sources) for key in keys]
    total = func.coalesce(func.sum(measure(sources)), 0)
    statement = sources.select(*expressions, total).where(sources.counts())
    rows = db.session.execute(statement.group_by(*expressions)).all()
    return {tuple(row[:-1]): int(row[-1]) for row in rows}
