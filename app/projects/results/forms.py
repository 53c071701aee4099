"""Forms of projects' results: one of each kind, each making the entry its operation takes."""

from collections.abc import Mapping
from typing import Any, ClassVar

import wtforms
from wtforms.fields import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from app.files.forms import EvidenceField
from app.i18n import _, _l
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.forms.fields import LongTextField, ReadField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.projects.errors import EndBeforeStartError
from app.projects.models import Indicator
from app.projects.results import errors
from app.projects.results.kinds import INDICATOR_LABELS, UNITS, ResultKind
from app.projects.results.operations import (
    ActivityEntry,
    CaseEntry,
    CoverageEntry,
    IndicatorEntry,
)
from app.standpoint import today
from app.values.durations import parse_minutes
from app.web.forms import DateField, SelectChoice

MOST = 999_999_999
LONGEST_CASE = 5000


def _count(label: str, **options: Any) -> IntegerField:
    numbers = NumberRange(0, MOST, message=_l("请填写不小于0的整数"))
    return IntegerField(label, validators=[Optional(), numbers], **options)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


class ResultForm(RefusableForm):
    """What all have in common; `row` is the result to be put right."""

    files = EvidenceField(_l("照片和佐证材料"))

    own_refusals: ClassVar[Refusals] = {
        FutureDayError: ("on", _l("日期不能晚于今天")),
        BeforeExistenceError: ("on", _l("这一天实施单位尚未成立，请核对日期")),
        EndBeforeStartError: ("until_day", _l("结束日期不能早于开始日期")),
        errors.NoNumberError: (
            "value",
            _l("这个指标要汇总，请填写一个整数，可带约数词，如 近2000人次"),
        ),
        errors.NoFilesError: (
            "files",
            _l("项目没有名录中的实施单位，附件无处保存。请先在项目信息中选择实施单位"),
        ),
        errors.WrongUnitError: (
            "value",
            _l("人次和人数要分开填：同一人来几次算几人次，人数每人只算一次。请核对单位和指标"),
        ),
    }

    def __init__(self, row: Any = None) -> None:
        super().__init__(data=self.usual() if row is None else self.as_recorded(row))

    def usual(self) -> dict[str, Any]:
        return {}

    def as_recorded(self, row: Any) -> dict[str, Any]:
        return {column.key: getattr(row, column.key) for column in row.__table__.columns}


class ActivityForm(ResultForm):
    on = DateField(
        _l("活动日期"), validators=[InputRequired(_l("请填写活动日期")), not_after_today]
    )
    title = TextField(_l("活动名称"), longest=100, validators=[InputRequired(_l("请填写活动名称"))])
    place = TextField(_l("地点"), longest=100)
    attendances = _count(_l("参加人次"))
    volunteers = _count(_l("志愿者人数"))
    volunteer_minutes = ReadField(
        _l("志愿服务时长（小时）"),
        read=lambda text: parse_minutes(text, "hours"),
        write=_hours,
        longest=20,
        advice={"unparsable_number": _l("请填写小时数，如 12 或 1.5")},
    )
    note = LongTextField(_l("说明"), longest=1000)

    def usual(self) -> dict[str, Any]:
        return {"on": today()}

    def entry(self) -> ActivityEntry:
        assert self.on.data is not None
        return ActivityEntry(
            on=self.on.data,
            title=self.title.data or "",
            place=self.place.data,
            attendances=self.attendances.data,
            volunteers=self.volunteers.data,
            volunteer_minutes=self.volunteer_minutes.data,
            note=self.note.data,
        )


class IndicatorForm(ResultForm):
    key = SelectField(_l("指标"))
    label = TextField(_l("指标名称"), longest=50)
    unit = TextField(_l("单位"), longest=10)
    baseline = _count(_l("基线值"))
    target = _count(_l("目标值"))
    value = TextField(_l("完成值"), longest=50)
    since = DateField(_l("统计期起"), validators=[Optional(), not_after_today])
    until_day = DateField(_l("统计期止"), validators=[Optional()])
    note = LongTextField(_l("依据"), longest=1000)

    own_refusals: ClassVar[Refusals] = {
        **ResultForm.own_refusals,
        FutureDayError: ("since", _l("日期不能晚于今天")),
    }

    def __init__(self, row: Indicator | None = None) -> None:
        super().__init__(row)
        self.key.choices = [
            *(
                SelectChoice(key, _("%(label)s（%(unit)s）", label=label, unit=UNITS[key]))
                for key, label in INDICATOR_LABELS.items()
            ),
            SelectChoice("", _("其他指标")),
        ]

    def as_recorded(self, row: Indicator) -> dict[str, Any]:
        value = row.as_written or (None if row.value is None else str(row.value))
        key = row.key if row.key in UNITS else ""
        return {**super().as_recorded(row), "value": value, "key": key}

    def validate_label(self, field: wtforms.Field) -> None:
        if not self.key.data and not field.data:
            raise wtforms.validators.ValidationError(_("请填写指标名称"))

    def entry(self) -> IndicatorEntry:
        return IndicatorEntry(
            key=self.key.data or None,
            label=self.label.data or "",
            value=self.value.data,
            unit=self.unit.data,
            baseline=self.baseline.data,
            target=self.target.data,
            since=self.since.data,
            until_day=self.until_day.data,
            note=self.note.data,
        )


class CoverageForm(ResultForm):
    on = DateField(
        _l("报道日期"), validators=[InputRequired(_l("请填写报道日期")), not_after_today]
    )
    medium = TextField(_l("媒体"), longest=50, validators=[InputRequired(_l("请填写媒体"))])
    title = TextField(_l("标题"), longest=200, validators=[InputRequired(_l("请填写标题"))])
    link = TextField(
        _l("链接"),
        longest=500,
        validators=[Optional(), Regexp(r"https?://\S+$", message=_l("请填写 http 开头的网址"))],
    )

    def usual(self) -> dict[str, Any]:
        return {"on": today()}

    def entry(self) -> CoverageEntry:
        assert self.on.data is not None
        medium, title = self.medium.data or "", self.title.data or ""
        return CoverageEntry(self.on.data, medium, title, self.link.data)


class CaseForm(ResultForm):
    title = TextField(_l("案例名称"), longest=100, validators=[InputRequired(_l("请填写案例名称"))])
    text = LongTextField(
        _l("案例内容"), longest=LONGEST_CASE, validators=[InputRequired(_l("请填写案例内容"))]
    )

    def entry(self) -> CaseEntry:
        return CaseEntry(self.title.data or "", self.text.data or "")


class ResultWithdrawalForm(RefusableForm):
    reason = LongTextField(_l("撤回原因"), longest=500)


AnyResultForm = ActivityForm | IndicatorForm | CoverageForm | CaseForm
FORMS: Mapping[ResultKind, type[AnyResultForm]] = {
    ResultKind.ACTIVITY: ActivityForm,
    ResultKind.INDICATOR: IndicatorForm,
    ResultKind.COVERAGE: CoverageForm,
    ResultKind.CASE: CaseForm,
}
