"""Forms of assessments."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from wtforms.fields import HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.files.forms import EvidenceField
from app.i18n import _, _l
from app.organizations.errors import FutureDayError
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.people.models import Mentor
from app.projects.assessments import errors
from app.projects.assessments.labels import SCORED
from app.projects.assessments.operations import AssessmentEntry, ScoreEntry
from app.projects.assessments.scoring import MOST_POINTS, ExpertScores, ScoreSheet
from app.projects.labels import ASSESSMENT_LABELS, RESULT_LABELS
from app.projects.models import Assessment
from app.projects.words import AssessmentKind, Result
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

LONGEST = 2000
RECTIFY_REFUSALS: Refusals = {
    FutureDayError: ("on", _l("日期不能晚于今天")),
    errors.BeforeProjectError: ("on", _l("日期不能早于项目最早环节的日期，请核对")),
    errors.BelowPassLineError: ("result", _l("平均得分低于合格线，结果只能是不合格或不填")),
    errors.RectificationDayError: ("rectify_by", _l("整改期限不能早于评审日期")),
}


class AssessmentForm(RefusableForm):
    """Records an assessment, or changes one: then its kind and day stay."""

    kind = SelectField(_l("类型"), coerce=AssessmentKind)
    on = DateField(_l("日期"), validators=[InputRequired(_l("请填写日期")), not_after_today])
    pass_line = IntegerField(
        _l("合格线（分）"),
        validators=[Optional(), NumberRange(0, MOST_POINTS, message=_l("请填写0到1000之间的整数"))],
        description=_l("平均得分达到合格线即为合格；不评分的可不填"),
    )
    result = SelectField(_l("结果"))
    rectify_by = DateField(_l("整改期限"), validators=[Optional()])
    opinion = LongTextField(_l("意见、发现的问题和整改要求"), longest=LONGEST)
    files = EvidenceField(_l("评审表、报告等附件"))
    version = HiddenField()

    own_refusals: ClassVar[Refusals] = RECTIFY_REFUSALS

    def __init__(self, recorded: Assessment | None = None, **data: Any) -> None:
        usual_values = {"on": today(), "result": "", **data}
        super().__init__(data=_as_recorded(recorded) if recorded else usual_values)
        self._recorded = recorded
        if recorded is not None:
            del self.kind, self.on
        else:
            self.kind.choices = [
                SelectChoice(item.value, ASSESSMENT_LABELS[item]) for item in AssessmentKind
            ]
        self.result.choices = [
            SelectChoice("", _("未定")),
            *(SelectChoice(item.value, RESULT_LABELS[item]) for item in Result),
        ]

    def entry(self) -> AssessmentEntry:
        """Return what was asked for. Only call it on a form that has validated."""
        old = self._recorded
        on = old.on if old else self.on.data
        assert on is not None
        return AssessmentEntry(
            kind=old.kind if old else self.kind.data,
            on=on,
            pass_line=self.pass_line.data,
            result=Result(self.result.data) if self.result.data else None,
            opinion=self.opinion.data,
            rectify_by=self.rectify_by.data,
        )

    def made_from(self) -> int:
        text = self.version.data or ""
        return int(text[:9]) if text.isascii() and text.isdigit() else 0


class RectificationForm(RefusableForm):
    on = DateField(
        _l("完成日期"), validators=[InputRequired(_l("请填写完成日期")), not_after_today]
    )
    note = LongTextField(_l("整改情况"), longest=LONGEST)

    own_refusals: ClassVar[Refusals] = {
        FutureDayError: ("on", _l("完成日期不能晚于今天")),
        errors.RectificationDayError: ("on", _l("完成日期不能早于评审日期")),
        errors.NothingToRectifyError: ("", _l("没有待完成的整改，可能已由别人登记")),
    }

    def __init__(self) -> None:
        super().__init__(data={"on": today()})


class AssessmentWithdrawalForm(RefusableForm):
    reason = LongTextField(_l("撤回原因"), longest=500)


class ScoreForm(RefusableForm):
    """The points of one expert; `score_form` adds a field for each criterion."""

    expert = SelectField(_l("专家"), coerce=lambda text: int(text) if text else None)
    note = TextField(_l("评语"), longest=500)

    own_refusals: ClassVar[Refusals] = {
        errors.NotScoredKindError: ("", _l("只有立项评审、中期评估和末期评估可以评分")),
        errors.UnknownExpertError: ("expert", _l("请选择导师团中的专家")),
    }
    sheet: ScoreSheet

    def entry(self) -> ScoreEntry:
        """Return what was asked for. Only call it on a form that has validated."""
        bonus = self["bonus"].data if "bonus" in self else None
        points = {line.text: self[points_name(at)].data for at, line in enumerate(self.sheet.lines)}
        return ScoreEntry(self.expert.data or 0, points, bonus or 0, self.note.data)

    def refuse(self, error: Exception) -> None:
        if isinstance(error, errors.RecusedError):
            names = "、".join(error.organizations)
            text = _("这位专家与“%(names)s”有关联，应当回避，不能评分。已登记回避。", names=names)
            self.expert.errors = [text]
        elif isinstance(error, errors.PointsError):
            self.form_errors.append(_("评分标准刚刚改过，请刷新页面后重新评分"))
        else:
            super().refuse(error)


def score_form(
    sheet: ScoreSheet, mentors: Sequence[Mentor], given: ExpertScores | None = None
) -> ScoreForm:
    """Return the form of an expert's points, filled with what the expert gave before."""
    fields: dict[str, Any] = {
        points_name(at): _points_field(line.text, line.points)
        for at, line in enumerate(sheet.lines)
    }
    if sheet.bonus:
        fields["bonus"] = _points_field(_("附加分"), sheet.bonus, is_needed=False)
    kind = type("ProjectScoreForm", (ScoreForm,), {**fields, "sheet": sheet})
    form = cast("ScoreForm", kind(data=_as_given(sheet, given) if given else {}))
    form.expert.choices = [
        SelectChoice("", _("请选择")),
        *(SelectChoice(item.person_id, _named(item)) for item in mentors),
    ]
    return form


def points_name(at: int) -> str:
    return f"points_{at}"


def usual(kind: AssessmentKind, sheet: ScoreSheet) -> dict[str, Any]:
    """Return what a new assessment begins with."""
    return {"kind": kind, "pass_line": sheet.pass_line if kind in SCORED else None}


def _points_field(label: str, most: int, *, is_needed: bool = True) -> IntegerField:
    text = _("请填写0到%(most)s之间的整数", most=most)
    needed = InputRequired(_("请评分")) if is_needed else Optional()
    return IntegerField(
        _("%(criterion)s（满分%(most)s）", criterion=label, most=most),
        validators=[needed, NumberRange(0, most, message=text)],
    )


def _named(mentor: Mentor) -> str:
    person = mentor.person
    if not person.employer:
        return person.name
    return _("%(name)s（%(employer)s）", name=person.name, employer=person.employer)


def _as_given(sheet: ScoreSheet, given: ExpertScores) -> dict[str, Any]:
    points = {points_name(at): given.points.get(line.text) for at, line in enumerate(sheet.lines)}
    return {
        **points,
        "bonus": given.bonus or None,
        "expert": given.person_id,
        "note": given.note,
    }


def _as_recorded(row: Assessment) -> dict[str, Any]:
    return {
        "pass_line": row.pass_line,
        "result": row.result.value if row.result else "",
        "rectify_by": row.rectify_by,
        "opinion": row.opinion,
        "version": str(row.version),
    }
