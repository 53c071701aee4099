"""What the overview of incubation shows: tiles and three figures, all made of metrics."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.dashboards.links import MetricLink
from app.dashboards.tiles import Group, make_tiles
from app.divisions.codes import street_of
from app.divisions.models import Division, DivisionLevel
from app.divisions.queries import divisions_by_code
from app.i18n import _
from app.incubation.metrics import (
    CHANGES_OF_STAGE,
    FILED_TO_REGISTERED,
    GATE_PASSED,
    MOVES_BACK,
    MOVES_UP,
    NEVER_SUPPORTED,
    OCCUPANCY,
    RESIDENT,
    SUPPORT_COVERAGE,
    SUPPORT_HOURS,
    SUPPORT_TIMES,
    days_in,
)
from app.metrics.catalog import find_metric
from app.metrics.queries import counts_by, numbers
from app.organizations.dictionaries import stage_words
from app.organizations.metrics import TOTAL
from app.organizations.stages import StageWord
from app.standpoint import Standpoint
from app.web.figures import ACCENT, GOLD, Caption, Cell, Figure, Series, bars, heat_map
from app.web.formatting import number, percent

GROWTH = (MOVES_UP, MOVES_BACK, FILED_TO_REGISTERED, GATE_PASSED)
SUPPORT = (SUPPORT_TIMES, SUPPORT_HOURS, SUPPORT_COVERAGE, NEVER_SUPPORTED)
BASE = (RESIDENT, OCCUPANCY)
MOST_COMMUNITIES = 20


@dataclass(frozen=True)
class IncubationOverview:
    """Groups of tiles and the figures, in the order of the page."""

    groups: Sequence[Group]
    figures: Sequence[Figure]


def incubation_overview(standpoint: Standpoint, to_metric: MetricLink) -> IncubationOverview:
    words = stage_words()
    lasting = [metric for word in words if (metric := find_metric(days_in(word.key)))]
    tiles = make_tiles(standpoint, [*GROWTH, *SUPPORT, *BASE], to_metric)
    days = numbers(standpoint, lasting)
    stays = {key: Cell(value, to_metric(key, standpoint)) for key, value in days.items()}
    return IncubationOverview(
        groups=[
            Group(_("阶段与登记"), [tiles[metric.key] for metric in GROWTH]),
            Group(_("服务"), [tiles[metric.key] for metric in SUPPORT]),
            Group(_("孵化基地"), [tiles[metric.key] for metric in BASE]),
        ],
        figures=[
            stage_flow(standpoint, words, to_metric),
            days_in_stage(words, stays),
            coverage(standpoint, to_metric),
        ],
    )


def stage_flow(standpoint: Standpoint, words: Sequence[StageWord], to_metric: MetricLink) -> Figure:
    """Return how many went from which stage to which in the period."""
    found = counts_by(
        standpoint, CHANGES_OF_STAGE, lambda s: s.change.before, lambda s: s.change.stage
    )
    used = {key for pair in found for key in pair}
    shown = [word for word in words if not word.is_retired or word.key in used]

    def cell(before: str | None, after: str) -> Cell:
        came = {"from_stage": before} if before else {"missing": "from_stage"}
        url = to_metric(CHANGES_OF_STAGE.key, standpoint, to_stage=after, **came)
        return Cell(None if before == after else found.get((before, after), 0), url)

    rows = [(None, _("首次评定")), *((word.key, word.label) for word in shown)]
    return heat_map(
        Caption(
            "stage-flow",
            _("期间阶段变化"),
            _(
                "%(since)s至%(on)s共%(count)s次变更；左为原阶段，上为进入的阶段。",
                since=standpoint.since,
                on=standpoint.on,
                count=number(sum(found.values())),
            ),
            _("原阶段"),
        ),
        [word.label for word in shown],
        [(label, [cell(key, word.key) for word in shown]) for key, label in rows],
    )


def days_in_stage(words: Sequence[StageWord], stays: Mapping[str, Cell]) -> Figure:
    """Return the median days of the stays in each stage."""
    shown = [
        (word.label, cell)
        for word in words
        if (cell := stays[days_in(word.key)]).value is not None or not word.is_retired
    ]
    known = [(cell.value, label) for label, cell in shown if cell.value is not None]
    return bars(
        Caption(
            "days-in-stage",
            _("各阶段停留天数"),
            _("停留天数的中位数，%(stage)s最长，%(days)s天。", stage=most[1], days=number(most[0]))
            if (most := max(known, default=None))
            else _("尚无数据。"),
            _("孵化阶段"),
        ),
        [label for label, _cell in shown],
        [Series(_("中位天数"), ACCENT, [cell for _label, cell in shown])],
        is_lying=True,
    )


@dataclass(frozen=True)
class Covered:
    """A community with how many of its organizations were supported in the period."""

    code: str
    community: str | None
    street: str | None
    supported: int
    total: int

    @property
    def share(self) -> float:
        return round(100 * self.supported / self.total, 1)

    def label(self, names: Counter[str | None]) -> str:
        """Return the name, with its street's where others are called the same."""
        if self.community is None:
            return _("%(place)s（未落到社区）", place=self.street or self.code)
        return self.community if names[self.community] == 1 else f"{self.street}{self.community}"


def coverage(standpoint: Standpoint, to_metric: MetricLink) -> Figure:
    """Return the share of organizations supported in the period, least supported places first."""
    places = sorted(_covered(standpoint), key=lambda item: (item.share, -item.total, item.code))
    shown = places[:MOST_COMMUNITIES]
    names = Counter(item.community for item in places)
    cells = [
        Cell(item.share, to_metric(NEVER_SUPPORTED.key, standpoint, community=item.code))
        for item in shown
    ]
    return bars(
        Caption("support-coverage", _("各社区服务覆盖率"), _summary(places), _("社区")),
        [item.label(names) for item in shown],
        [Series(_("服务覆盖率（百分比）"), GOLD, cells)],
        is_lying=True,
        scale=(0, 100),
        places=1,
    )


def _covered(standpoint: Standpoint) -> list[Covered]:
    totals = counts_by(standpoint, TOTAL, _division_code)
    supported = counts_by(standpoint, SUPPORT_COVERAGE, _division_code)
    codes = {code for (code,) in totals}
    places = divisions_by_code(codes | {street_of(code) for code in codes})
    return [
        Covered(
            code,
            _name(places.get(code), DivisionLevel.COMMUNITY),
            _name(places.get(street_of(code)), DivisionLevel.STREET),
            supported.get((code,), 0),
            total,
        )
        for (code,), total in totals.items()
    ]


def _division_code(sources: Any) -> Any:
    return sources.organization.division_code


def _name(division: Division | None, level: DivisionLevel) -> str | None:
    return division.name if division is not None and division.level is level else None


def _summary(places: Sequence[Covered]) -> str:
    total = sum(item.total for item in places)
    if not total:
        return _("尚无数据。")
    share = percent(sum(item.supported for item in places) / total)
    if len(places) > MOST_COMMUNITIES:
        return _(
            "全部%(share)s；从低到高列出%(count)s个社区中的前%(shown)s个，点击看未服务的组织。",
            share=share,
            count=len(places),
            shown=MOST_COMMUNITIES,
        )
    return _("全部%(share)s；从低到高排列，点击看期间未服务的组织。", share=share)
