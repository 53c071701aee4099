from collections.abc import Sequence
from typing import ClassVar

from wtforms.fields import SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from app.history.points import DayTakenError
from app.i18n import _, _l
from app.incubation.reviews.labels import distance_text
from app.incubation.reviews.models import Review
from app.incubation.stages.errors import GateNotPassedError, ReviewNotCitableError
from app.organizations import errors
from app.organizations.forms.changes import ChangeForm
from app.organizations.forms.refusals import REFUSALS, Refusals
from app.organizations.models import StageChange
from app.organizations.operations import StageMove
from app.organizations.stages import StageWord
from app.web.forms import SelectChoice

NEXT = "next"  # each organization to the stage after its own


class StageForm(ChangeForm):
    """Moves one organization; `reviews` are those that the move may rest on."""

    to = SelectField(_l("孵化阶段"), validators=[InputRequired(_l("请选择孵化阶段"))])
    review = SelectField(_l("依据的阶段评估"), validators=[Optional()])

    own_refusals: ClassVar[Refusals] = {
        errors.SameValueError: (
            "to",
            _l("与前一条或后一条记录的阶段相同，无需重复登记；如日期有误，请更正那条记录"),
        ),
        ReviewNotCitableError: (
            "review",
            _l("请选择该组织在生效日期当天或之前完成的评估"),
        ),
    }

    def __init__(
        self,
        words: Sequence[StageWord],
        reviews: Sequence[Review],
        point: StageChange | None = None,
        *,
        review_id: int | None = None,
        proposed: str | None = None,
    ) -> None:
        """Offer the stages in use, and the one recorded though it be retired since."""
        recorded = None if point is None else point.stage
        offered = [word for word in words if not word.is_retired or word.key == recorded]
        to = recorded or next((word.key for word in offered if word.key == proposed), None)
        super().__init__(point, to=to, review=str(review_id or ""))
        blank = [] if point is not None else [SelectChoice("", _("请选择"))]
        self.to.choices = [*blank, *(SelectChoice(word.key, word.label) for word in offered)]
        labels = {word.key: word.label for word in words}
        self.review.choices = [
            SelectChoice("", _("不依据评估")),
            *(SelectChoice(str(item.id), _title(item, labels[item.to_stage])) for item in reviews),
        ]

    def move(self, point: StageChange | None = None) -> StageMove:
        """Return what was asked for. Only call it on a form that has validated."""
        return StageMove(self.to.data, self.effective_from(point), self.reason.data or None)

    def review_id(self) -> int | None:
        return int(self.review.data) if self.review.data else None

    def refuse(self, error: Exception) -> None:
        if isinstance(error, GateNotPassedError):
            self.reason.errors = [_unmet_text(error)]
        else:
            super().refuse(error)


class BulkForm(ChangeForm):
    """Moves several; those that may not be moved are named in the result."""

    to = SelectField(_l("变更为"), validators=[InputRequired(_l("请选择孵化阶段"))])
    organization = SelectMultipleField(
        _l("组织"), coerce=int, validators=[InputRequired(_l("请至少选择一个组织"))]
    )

    def __init__(self, words: Sequence[StageWord], offered: Sequence[int]) -> None:
        super().__init__()
        self.to.choices = [
            SelectChoice(NEXT, _("各自的下一阶段")),
            *(SelectChoice(word.key, word.label) for word in words if not word.is_retired),
        ]
        self.organization.choices = [SelectChoice(id_, str(id_)) for id_ in offered]


def as_recorded(point: StageChange) -> StageMove:
    return StageMove(point.stage, point.since_as_known, point.reason)


def refusal_text(error: Exception) -> str:
    """Return what people are told of a move that was refused, in a list of results."""
    if isinstance(error, GateNotPassedError):
        return _unmet_text(error)
    if isinstance(error, DayTakenError):
        return _("这一天已有一条阶段记录")
    if isinstance(error, errors.SameValueError):
        return _("已处于这个阶段")
    return str(REFUSALS[type(error)][1])


def _unmet_text(error: GateNotPassedError) -> str:
    return _(
        "必备条件还未达到：%(names)s。确需变更请写明原因，记录中会标明为例外",
        names="、".join(error.unmet),
    )


def _title(review: Review, stage: str) -> str:
    distance = distance_text(stage, (review.gate or {}).get("missing", 0))
    return f"{review.on} {distance}"
