from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from wtforms.fields import HiddenField, RadioField
from wtforms.validators import InputRequired, Optional

from app.files.forms import EvidenceField
from app.i18n import _, _l
from app.incubation.criteria.models import Criterion
from app.incubation.reviews import errors
from app.incubation.reviews.asking import Questions
from app.incubation.reviews.labels import RECOMMENDATION_LABELS
from app.incubation.reviews.models import Recommendation, Review
from app.incubation.reviews.operations import DraftEdit, ScoreEntry
from app.incubation.reviews.scoring import MOST
from app.organizations.errors import BeforeExistenceError, FutureDayError, ReasonMissingError
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

NOTE_LENGTH = 500
CONCLUSION_LENGTH = 2000
DAY_REFUSALS: Refusals = {
    FutureDayError: ("on", _l("评估日期不能晚于今天，请填写今天或之前的日期")),
    BeforeExistenceError: (
        "on",
        _l("这一天组织尚未成立。请填写最早一条登记状态当日或之后的日期"),
    ),
    errors.NotInForceError: ("on", _l("这一天组织已注销或撤销，不能评估。请核对日期和登记状态")),
}


@dataclass(frozen=True)
class Difference:
    """A field that says one thing in the saved draft and another in the form that came too late."""

    field: str
    label: str
    recorded: str
    typed: str


class ReviewStartForm(RefusableForm):
    on = DateField(
        _l("评估日期"), validators=[InputRequired(_l("请填写评估日期")), not_after_today]
    )

    own_refusals: ClassVar[Refusals] = {
        **DAY_REFUSALS,
        errors.NothingAboveError: (
            "",
            _l("该组织在这一天已处于最高阶段，没有下一阶段可评。如阶段有误，请先更正孵化阶段。"),
        ),
        errors.NoCriteriaError: (
            "on",
            _l("这一天没有生效的评估标准。请换一个日期，或先在“评估标准”中建立标准"),
        ),
    }

    def __init__(self) -> None:
        super().__init__(data={"on": today()})


class DraftForm(RefusableForm):
    """The reviewer's own draft; `draft_form` adds the fields of its criteria."""

    recommendation = RadioField(_l("建议"), validators=[Optional()])
    conclusion = LongTextField(_l("评估结论"), longest=CONCLUSION_LENGTH)
    files = EvidenceField(_l("佐证材料"))
    version = HiddenField()

    own_refusals: ClassVar[Refusals] = {
        **DAY_REFUSALS,
        FutureDayError: ("", _l("评估日期晚于今天，不能完成。请撤回后按正确日期重新评估。")),
        BeforeExistenceError: (
            "",
            _l("评估日期早于组织成立，不能完成。请撤回后按正确日期重新评估。"),
        ),
        errors.NotInForceError: (
            "",
            _l("评估日期当天组织已注销或撤销，不能完成。请撤回这份评估。"),
        ),
        ReasonMissingError: ("conclusion", _l("请选择建议并填写评估结论")),
    }

    def edit(self, questions: Questions) -> DraftEdit:
        """Return what was entered. Only call it on a form that has validated."""
        text = self.version.data or ""
        return DraftEdit(
            version=int(text[:9]) if text.isascii() and text.isdigit() else 0,
            scores=[self._entry(item) for item in questions.criteria],
            recommendation=Recommendation(self.recommendation.data)
            if self.recommendation.data
            else None,
            conclusion=self.conclusion.data,
        )

    def _entry(self, criterion: Criterion) -> ScoreEntry:
        name = score_name(criterion)
        score = self[name].data if name in self else ""
        return ScoreEntry(
            criterion.id, int(score) if score else None, self[note_name(criterion)].data
        )

    def refuse(self, error: Exception) -> None:
        if not isinstance(error, errors.UnscoredError):
            super().refuse(error)
            return
        for criterion_id in error.criterion_ids:
            self[f"score_{criterion_id}"].errors = [_("请评分，或先只保存草稿")]

    def differences(self, current: "DraftForm") -> list[Difference]:
        """Return what the saved draft has otherwise, and make the form sendable again."""
        found = [
            Difference(field.id, field.label.text, _shown(current[field.name]), _shown(field))
            for field in self
            if field.name not in {"files", "version", "csrf_token"}
            and _shown(field) != _shown(current[field.name])
        ]
        self.version.data = current.version.data
        return found


def draft_form(review: Review, questions: Questions, **options: Any) -> DraftForm:
    """Return the form of a draft, filled with what was saved last."""
    fields: dict[str, Any] = {}
    for item in questions.criteria:
        if item.id not in questions.automatic:
            fields[score_name(item)] = RadioField(item.text, choices=_scores())
        fields[note_name(item)] = TextField(
            _("“%(name)s”的说明", name=item.text), longest=NOTE_LENGTH
        )
    kind = type("ReviewDraftForm", (DraftForm,), fields)
    form = cast("DraftForm", kind(data=_as_saved(review, questions), **options))
    form.recommendation.choices = [
        SelectChoice("", _("暂不填写")),
        *(SelectChoice(key.value, label) for key, label in RECOMMENDATION_LABELS.items()),
    ]
    return form


def score_name(criterion: Criterion) -> str:
    return f"score_{criterion.id}"


def note_name(criterion: Criterion) -> str:
    return f"note_{criterion.id}"


def _scores() -> list[SelectChoice]:
    return [SelectChoice("", _("未评")), *(SelectChoice(str(n), str(n)) for n in range(MOST + 1))]


def _as_saved(review: Review, questions: Questions) -> Mapping[str, Any]:
    saved = {score.criterion_id: score for score in review.scores}
    data: dict[str, Any] = {
        "recommendation": "" if review.recommendation is None else review.recommendation.value,
        "conclusion": review.conclusion,
        "version": str(review.version),
    }
    for item in questions.criteria:
        score = saved.get(item.id)
        has_points = score is not None and score.score is not None
        data[score_name(item)] = str(score.score) if score is not None and has_points else ""
        data[note_name(item)] = None if score is None else score.note
    return data


def _shown(field: Any) -> str:
    if isinstance(field, RadioField):
        labels = [str(choice[1]) for choice in field.iter_choices() if choice[2]]
        return labels[0] if labels else ""
    return field.data or ""
