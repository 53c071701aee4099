"""Everything the page of one review shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.i18n import _
from app.incubation.criteria.labels import DIMENSION_LABELS
from app.incubation.criteria.models import Criterion, Dimension
from app.incubation.reviews import queries
from app.incubation.reviews.asking import questions_of
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.scoring import MOST, Scored, dimension_means, points_of
from app.standpoint import Standpoint
from app.web.figures import ACCENT, QUIET, Caption, Cell, Figure, Series, bars

Means = Mapping[Dimension, Decimal | None]


@dataclass(frozen=True)
class CriterionRow:
    """A criterion as this review answers it; `before` are the points of the review before."""

    criterion: Criterion
    score: int | None
    is_met: bool | None
    fact: str | None
    note: str | None
    before: int | None
    is_automatic: bool = False

    @property
    def scored(self) -> Scored:
        return Scored(self.criterion.dimension, self.score, self.is_met)

    @property
    def points(self) -> int | None:
        return points_of(self.scored)

    @property
    def difference(self) -> int | None:
        return None if self.points is None or self.before is None else self.points - self.before


@dataclass(frozen=True)
class GateShown:
    """How far the next stage was; `unmet` are texts, required ones first."""

    missing: int
    total: int
    met: int
    unmet: Sequence[str]


@dataclass(frozen=True)
class ReviewPage:
    rows: Mapping[Dimension, Sequence[CriterionRow]]  # dimensions with criteria only
    gate: GateShown | None
    means: Means
    previous: Review | None
    previous_means: Means


def load_page(standpoint: Standpoint, review: Review) -> ReviewPage:
    previous = queries.find_previous(standpoint, review)
    # By code: criteria of another set are other rows, but the same question.
    before = {
        item.criterion.code: Scored(item.criterion.dimension, item.score.score, item.score.is_met)
        for item in (queries.list_scored(standpoint, previous.id) if previous else ())
    }
    points = {code: points_of(scored) for code, scored in before.items()}
    rows = _rows(standpoint, review, points)
    return ReviewPage(
        rows={
            dimension: found
            for dimension in Dimension
            if (found := [row for row in rows if row.criterion.dimension is dimension])
        },
        gate=_gate(standpoint, review, rows),
        means=dimension_means(row.scored for row in rows),
        previous=previous,
        previous_means=dimension_means(before.values()),
    )


def dimensions_figure(review: Review, page: ReviewPage, url: str, previous_url: str) -> Figure:
    """Return the four dimensions of this review beside those of the one before."""
    series = [_series(_("本次（%(day)s）", day=review.on), ACCENT, page.means, url)]
    if page.previous is not None:
        label = _("上次（%(day)s）", day=page.previous.on)
        series.insert(0, _series(label, QUIET, page.previous_means, previous_url))
    return bars(
        Caption("review-dimensions", _("四个维度"), _summary(page), _("维度")),
        [str(DIMENSION_LABELS[dimension]) for dimension in Dimension],
        series,
        scale=(0, MOST),
        places=1,
    )


def _rows(
    standpoint: Standpoint, review: Review, points: Mapping[str, int | None]
) -> list[CriterionRow]:
    if review.state is not ReviewState.DRAFT:
        return [
            CriterionRow(
                item.criterion,
                item.score.score,
                item.score.is_met,
                item.score.fact,
                item.score.note,
                points.get(item.criterion.code),
            )
            for item in queries.list_scored(standpoint, review.id)
        ]
    questions = questions_of(standpoint, review)
    saved = {score.criterion_id: score for score in review.scores}
    rows = []
    for item in questions.criteria:
        score, answer = saved.get(item.id), questions.facts.get(item.id)
        rows.append(
            CriterionRow(
                item,
                None if score is None else score.score,
                None if answer is None else answer.is_met,
                None if answer is None else answer.fact,
                None if score is None else score.note,
                points.get(item.code),
                item.id in questions.automatic,
            )
        )
    return rows


def _gate(standpoint: Standpoint, review: Review, rows: Sequence[CriterionRow]) -> GateShown | None:
    if review.state is ReviewState.DRAFT:
        gate = questions_of(standpoint, review).gate(
            review, {row.criterion.id: row.score for row in rows}
        )
        return GateShown(gate.missing, gate.total, gate.met, [item.text for item in gate.unmet])
    if review.gate is None:
        return None
    texts = {row.criterion.id: row.criterion.text for row in rows}
    unmet = [texts[id_] for id_ in review.gate["unmet"] if id_ in texts]
    return GateShown(review.gate["missing"], review.gate["total"], review.gate["met"], unmet)


def _series(name: str, color: str, means: Means, url: str) -> Series:
    cells = []
    for dimension in Dimension:
        mean = means[dimension]
        cells.append(Cell(None if mean is None else float(mean), url))
    return Series(name, color, cells)


def _summary(page: ReviewPage) -> str:
    if page.previous is None:
        return _("各项评分的平均值，满分5分；这是第一次评估。")
    risen = [
        str(DIMENSION_LABELS[dimension])
        for dimension in Dimension
        if (page.means[dimension] or 0) > (page.previous_means[dimension] or 0)
    ]
    if not risen:
        return _("各项评分的平均值，满分5分；比上次没有提高。")
    return _("各项评分的平均值，满分5分；比上次提高：%(names)s。", names="、".join(risen))
