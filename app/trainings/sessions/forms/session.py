"""The form of a session, and of several at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

import wtforms
from wtforms.fields import (
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    SubmitField,
    TimeField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.i18n import _, _l
from app.organizations.forms.fields import LongTextField, ReadField, TextField
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.trainings.labels import FORM_LABELS, STATE_LABELS
from app.trainings.models import Course, Form, SessionState, TrainingCategory
from app.trainings.sessions.errors import StaleSessionError
from app.trainings.sessions.facts import SessionFacts
from app.trainings.sessions.forms.refusals import REFUSED
from app.trainings.sessions.operations.checks import MOST_MINUTES
from app.trainings.sessions.repeating import Repeat, repeated_days
from app.values.counts import Count, parse_count
from app.values.money import in_yuan, parse_money
from app.values.texts import clean_line
from app.web.forms import DateField, SelectChoice

MOST_TIMES = 24
MOST_PEOPLE = 100_000
REPEAT_LABELS = {
    Repeat.WEEKLY: _l("每周同一星期"),
    Repeat.MONTHLY_DAY: _l("每月同一日"),
    Repeat.MONTHLY_WEEKDAY: _l("每月同一个第几星期"),
}
COPIED = (
    "title", "number", "held_on", "ends_on", "starts_at", "minutes", "place", "host", "organizer",
    "lecturer", "lecturer_title", "audience", "capacity", "cost", "links", "remark",
)  # fmt: skip


def _yuan_text(fen: int) -> str:
    return f"{in_yuan(fen):f}".removesuffix(".00")


def _number_or_none(text: Any) -> int | None:
    return int(text) if str(text).isascii() and str(text).isdigit() else None


class SessionForm(RefusableForm):
    """Plans a session, several with `repeat`, or changes one when given its facts."""

    title = TextField(_l("培训主题"), longest=100, validators=[InputRequired(_l("请填写培训主题"))])
    course_id = SelectField(_l("所属课程"), coerce=_number_or_none)
    category_id = SelectField(_l("类别"), coerce=_number_or_none)
    new_category = TextField(_l("新类别"), longest=20)
    form = SelectField(_l("形式"))
    state = SelectField(_l("状态"))
    number = ReadField(_l("期次编号"), read=clean_line, longest=40)
    held_on = DateField(_l("培训日期"), validators=[InputRequired(_l("请填写培训日期"))])
    ends_on = DateField(_l("结束日期"), validators=[Optional()])
    starts_at = TimeField(_l("开始时间"), validators=[Optional()])
    minutes = IntegerField(
        _l("时长（分钟）"),
        validators=[
            Optional(),
            NumberRange(1, MOST_MINUTES, message=_l("请填写1到6000之间的分钟数")),
        ],
    )
    place = TextField(_l("地点"), longest=100)
    host = TextField(_l("主办单位"), longest=100)
    organizer = TextField(_l("承办单位"), longest=100)
    lecturer = TextField(_l("讲师"), longest=50)
    lecturer_title = TextField(_l("讲师单位（职称）"), longest=100)
    mentors = SelectMultipleField(
        _l("智库导师"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    audience = TextField(_l("培训对象"), longest=100)
    capacity = IntegerField(_l("计划人数"), validators=[Optional(), NumberRange(1, MOST_PEOPLE)])
    cost = ReadField(
        _l("经费（元）"),
        read=parse_money,
        write=_yuan_text,
        longest=30,
        advice={"unparsable_number": _l("请填写以元为单位的金额，如 2400 或 0.24万元")},
    )
    claimed = ReadField(_l("上报实到人数"), read=parse_count, longest=20)
    links = LongTextField(_l("新闻链接"), longest=2000)
    remark = LongTextField(_l("备注"), longest=2000)
    repeat = SelectField(_l("重复"))
    times = IntegerField(_l("共几次"), validators=[Optional(), NumberRange(2, MOST_TIMES)])
    preview = SubmitField(_l("列出各场日期"))
    listed = HiddenField()  # the days shown before, which one now agrees to
    version = HiddenField()

    own_refusals: ClassVar[Refusals] = REFUSED
    is_stale = False

    def __init__(self, known: SessionFacts | None = None, **data: Any) -> None:
        super().__init__(data=(data if known is None else _as_recorded(known)) | data)
        self._known = known
        self.form.choices = [
            SelectChoice("", _("未注明")),
            *(SelectChoice(item.value, FORM_LABELS[item]) for item in Form),
        ]
        self.state.choices = [SelectChoice(item.value, STATE_LABELS[item]) for item in SessionState]
        self.repeat.choices = [
            SelectChoice("", _("不重复")),
            *(SelectChoice(item.value, label) for item, label in REPEAT_LABELS.items()),
        ]
        if known is not None:
            del self.repeat, self.times, self.preview, self.listed

    def offer(
        self,
        categories: Sequence[TrainingCategory],
        courses: Sequence[Course],
        mentors: Mapping[int, str],
    ) -> None:
        """Offer what there is to choose from; retired categories only where chosen before."""
        chosen = None if self._known is None else self._known.category_id
        self.category_id.choices = [
            SelectChoice("", _("未选择")),
            *(
                SelectChoice(str(item.id), item.label)
                for item in categories
                if not item.is_retired or item.id == chosen
            ),
        ]
        self.course_id.choices = [
            SelectChoice("", _("不属于课程")),
            *(SelectChoice(str(item.id), item.title) for item in courses),
        ]
        self.mentors.choices = [SelectChoice(id_, name) for id_, name in mentors.items()]

    def validate_times(self, field: wtforms.Field) -> None:
        if self.repeat.data and field.data is None:
            raise ValidationError(_("请填写一共举办几次"))

    def facts(self, category_id: int | None) -> SessionFacts:
        """Return what was asked for. Only call it on a form that has validated."""
        values = {key: self[key].data for key in COPIED}
        values |= {
            "course_id": self.course_id.data,
            "category_id": category_id,
            "form": Form(self.form.data) if self.form.data else None,
            "state": SessionState(self.state.data),
            "mentor_ids": tuple(self.mentors.data or ()),
            "claimed": self.claimed.data.number if self.claimed.data else None,
            "claimed_qualifier": self.claimed.data.qualifier if self.claimed.data else None,
        }
        return SessionFacts(**values) if self._known is None else replace(self._known, **values)

    def days(self) -> Sequence[date]:
        """Return the days of the sessions asked for. Only call it on a form that has validated."""
        assert self.held_on.data is not None
        if "repeat" not in self or not self.repeat.data:
            return [self.held_on.data]
        return repeated_days(self.held_on.data, Repeat(self.repeat.data), self.times.data or 1)

    def agrees_to(self, days: Sequence[date]) -> bool:
        """Tell whether these very days were shown before, where there are several."""
        return len(days) == 1 or self.listed.data == listed_text(days)

    def version_sent(self) -> int:
        return _number_or_none((self.version.data or "")[:9]) or 0

    def refuse(self, error: Exception) -> None:
        if isinstance(error, StaleSessionError):
            self.is_stale = True
            self.form_errors.append(
                _("打开本页后，他人已修改过这场培训。请核对下方内容，确认无误再次保存即以您的为准")
            )
            return
        super().refuse(error)


def listed_text(days: Sequence[date]) -> str:
    return ",".join(day.isoformat() for day in days)


def _as_recorded(facts: SessionFacts) -> dict[str, Any]:
    claimed = None if facts.claimed is None else Count(facts.claimed, facts.claimed_qualifier)
    return {
        **{key: getattr(facts, key) for key in COPIED},
        "ends_on": None if facts.ends_on == facts.held_on else facts.ends_on,
        "course_id": facts.course_id,
        "category_id": facts.category_id,
        "form": facts.form.value if facts.form else "",
        "state": facts.state.value,
        "mentors": list(facts.mentor_ids),
        "claimed": claimed,
    }
