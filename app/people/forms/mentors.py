from typing import Any, ClassVar

from wtforms.fields import HiddenField, SelectField
from wtforms.validators import InputRequired, Optional

from app.i18n import _, _l
from app.organizations.errors import FutureDayError, SameValueError
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.people import errors
from app.people.labels import GRADE_LABELS
from app.people.models import Mentor, MentorGrade
from app.people.operations import GradeMove, MentorProfile
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

NONE = "none"


class MentorForm(RefusableForm):
    fields = TextField(_l("擅长领域"), longest=200, description=_l("多个用顿号分开"))
    availability = TextField(_l("可服务时间"), longest=200)
    term_since = DateField(_l("聘期起"), validators=[Optional()])
    term_until = DateField(_l("聘期止"), validators=[Optional()])

    own_refusals: ClassVar[Refusals] = {
        errors.AlreadyMentorError: ("", _l("这个人已在导师团中")),
        errors.TermError: ("term_until", _l("聘期止不能早于聘期起，请核对两个日期")),
    }

    def profile(self) -> MentorProfile:
        """Return what was asked for. Only call it on a form that has validated."""
        return MentorProfile(
            self["fields"].data,
            self.availability.data,
            self.term_since.data,
            self.term_until.data,
        )


class MentorEditForm(MentorForm):
    version = HiddenField()

    def __init__(self, mentor: Mentor) -> None:
        super().__init__(
            data={
                "fields": mentor.fields,
                "availability": mentor.availability,
                "term_since": mentor.term_since,
                "term_until": mentor.term_until,
                "version": str(mentor.version),
            }
        )

    def made_from(self) -> int:
        text = self.version.data or ""
        return int(text[:9]) if text.isascii() and text.isdigit() else 0


class GradeForm(RefusableForm):
    grade = SelectField(_l("督导等级"))
    since = DateField(
        _l("评定日期"), validators=[InputRequired(_l("请填写评定日期")), not_after_today]
    )
    reason = LongTextField(_l("依据"), longest=500)

    own_refusals: ClassVar[Refusals] = {
        FutureDayError: ("since", _l("请填写今天或之前的日期")),
        SameValueError: ("grade", _l("这一天已是这个等级，不必重复登记")),
    }

    def __init__(self, **data: Any) -> None:
        super().__init__(data={"since": today(), **data})
        self.grade.choices = [
            *(SelectChoice(item.value, GRADE_LABELS[item]) for item in MentorGrade),
            SelectChoice(NONE, _("取消等级")),
        ]

    def move(self) -> GradeMove:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.since.data is not None
        text = self.grade.data
        grade = None if text == NONE else MentorGrade(text)
        return GradeMove(grade, self.since.data, self.reason.data)
