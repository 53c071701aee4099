"""The form of a course."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from wtforms.fields import BooleanField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.i18n import _, _l
from app.organizations.forms.fields import TextField
from app.organizations.forms.number_patterns import checked_pattern
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.trainings.courses.operations import CourseFacts, PatternError, StaleCourseError
from app.trainings.labels import FORM_LABELS
from app.trainings.models import Course, Form, TrainingCategory
from app.web.forms import SelectChoice

PROGRAMMES = (_l("六个一"),)
MOST_MINUTES = 100_000
MOST_SESSIONS = 1000
MOST_MONTHS = 600


def _number_or_none(text: Any) -> int | None:
    return int(text) if str(text).isascii() and str(text).isdigit() else None


class CourseForm(RefusableForm):
    title = TextField(_l("课程名称"), longest=100, validators=[InputRequired(_l("请填写课程名称"))])
    category_id = SelectField(_l("类别"), coerce=_number_or_none)
    form = SelectField(_l("形式"))
    audience = TextField(_l("培训对象"), longest=100)
    programme = TextField(_l("培养计划"), longest=50)
    certificate_minutes = IntegerField(
        _l("至少参训（分钟）"), validators=[Optional(), NumberRange(1, MOST_MINUTES)]
    )
    certificate_sessions = IntegerField(
        _l("至少参训（场次）"), validators=[Optional(), NumberRange(1, MOST_SESSIONS)]
    )
    certificate_needs_test = BooleanField(_l("须通过考核"))
    certificate_pattern = TextField(_l("证书编号规则"), longest=60)
    certificate_months = IntegerField(
        _l("有效期（月）"), validators=[Optional(), NumberRange(1, MOST_MONTHS)]
    )
    version = HiddenField()

    own_refusals: ClassVar[Refusals] = {
        PatternError: (
            "certificate_pattern",
            _l("编号规则中要有流水号的位置，写作 {seq}，如 MP-{yyyy}-{seq:4}"),
        ),
    }
    is_stale = False

    def __init__(
        self, categories: Sequence[TrainingCategory], course: Course | None = None
    ) -> None:
        super().__init__(data=None if course is None else _as_recorded(course))
        chosen = None if course is None else course.category_id
        self.category_id.choices = [
            SelectChoice("", _("未选择")),
            *(
                SelectChoice(str(item.id), item.label)
                for item in categories
                if not item.is_retired or item.id == chosen
            ),
        ]
        self.form.choices = [
            SelectChoice("", _("未注明")),
            *(SelectChoice(item.value, FORM_LABELS[item]) for item in Form),
        ]

    def validate_certificate_pattern(self, field: TextField) -> None:
        if field.data and checked_pattern(field.data).missing_names():
            raise ValidationError(_("证书编号里没有区和街道的简称，请去掉 {area} 和 {street}"))

    def facts(self) -> CourseFacts:
        """Return what was asked for. Only call it on a form that has validated."""
        names = asdict(CourseFacts(title=""))
        values = {name: self[name].data for name in names}
        values["form"] = Form(self.form.data) if self.form.data else None
        return CourseFacts(**values)

    def version_sent(self) -> int:
        return _number_or_none((self.version.data or "")[:9]) or 0

    def refuse(self, error: Exception) -> None:
        if isinstance(error, StaleCourseError):
            self.is_stale = True
            self.form_errors.append(
                _("打开本页后，他人已修改过这门课程。请核对下方内容，确认无误再次保存即以您的为准")
            )
            return
        super().refuse(error)


def _as_recorded(course: Course) -> dict[str, Any]:
    recorded = {name: getattr(course, name) for name in asdict(CourseFacts(title=""))}
    recorded["form"] = course.form.value if course.form else ""
    recorded["version"] = str(course.version)
    return recorded
