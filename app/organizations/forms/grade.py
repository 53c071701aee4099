from datetime import date
from typing import ClassVar

from wtforms.fields import SelectField
from wtforms.validators import InputRequired, Optional

from app.i18n import _, _l
from app.organizations import errors
from app.organizations.forms.changes import ChangeForm
from app.organizations.forms.fields import TextField, not_after_today
from app.organizations.forms.refusals import Refusals
from app.organizations.grades import GRADE_LEVEL_LABELS, Grade, GradeLevel, proposed_validity
from app.organizations.models import GradeChange
from app.organizations.operations import GradeAward
from app.values.dates import PartialDate
from app.web.forms import DateField, SelectChoice

CANCELED = "canceled"


class GradeForm(ChangeForm):
    grade = SelectField(_l("评估等级"), validators=[InputRequired(_l("请选择评估等级"))])
    level = SelectField(_l("评定级别"), coerce=lambda text: GradeLevel(text) if text else None)
    issuer = TextField(_l("评定机关"), longest=100)
    announced_on = DateField(_l("公告日期"), validators=[Optional(), not_after_today])
    # Without the base form's limit: a grade may be announced before it is valid.
    since = DateField(
        _l("有效期起"),
        validators=[InputRequired(_l("请填写有效期起，或填好公告日期后点“按公告日期计算有效期”"))],
    )
    expires_on = DateField(_l("有效期止"), validators=[Optional()])

    own_refusals: ClassVar[Refusals] = {
        errors.NotRegisteredError: (
            "since",
            _l("只有已登记的组织才能评定等级，这一天尚未登记。请核对有效期起，或先变更登记状态"),
        ),
    }

    def __init__(self, point: GradeChange | None = None) -> None:
        super().__init__(point, **_recorded(point))
        blank = [] if point is not None else [SelectChoice("", _("请选择"))]
        self.grade.choices = [
            *blank,
            *(SelectChoice(item.value, item.value) for item in Grade),
            SelectChoice(CANCELED, _("取消等级")),
        ]
        self.level.choices = [
            SelectChoice("", _("未填")),
            *(SelectChoice(item.value, GRADE_LEVEL_LABELS[item]) for item in GradeLevel),
        ]

    def propose_validity(self) -> None:
        """Fill in the validity that the rule of the day of announcement proposes."""
        announced_on: date | None = self.announced_on.data
        if announced_on is None:
            self.announced_on.errors = [_("请先填写公告日期")]
            return
        for field, day in zip(
            (self.since, self.expires_on), proposed_validity(announced_on), strict=True
        ):
            field.raw_data, field.data, field.process_errors = None, day, []

    def award(self, point: GradeChange | None = None) -> GradeAward:
        """Return what was asked for. Only call it on a form that has validated."""
        is_canceled = self.grade.data == CANCELED
        return GradeAward(
            grade=None if is_canceled else Grade(self.grade.data),
            since=self.effective_from(point),
            expires_on=None if is_canceled else self._end(point),
            level=self.level.data,
            issuer=self.issuer.data,
            announced_on=self.announced_on.data,
            reason=self.reason.data or None,
        )

    def _end(self, point: GradeChange | None) -> PartialDate | None:
        day: date | None = self.expires_on.data
        if day is None:
            return None
        if point is not None and point.expires_on == day:
            return point.expires_as_known
        return PartialDate(day)


def as_recorded(point: GradeChange) -> GradeAward:
    return GradeAward(
        grade=point.grade,
        since=point.since_as_known,
        expires_on=point.expires_as_known,
        level=point.level,
        issuer=point.issuer,
        announced_on=point.announced_on,
        reason=point.reason,
    )


def _recorded(point: GradeChange | None) -> dict[str, object]:
    if point is None:
        return {"since": None}
    return {
        "grade": CANCELED if point.grade is None else point.grade.value,
        "level": point.level,
        "issuer": point.issuer,
        "announced_on": point.announced_on,
        "expires_on": point.expires_on,
    }
