from collections.abc import Sequence
from typing import Any, ClassVar

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.fields import HiddenField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app.divisions.models import Division
from app.files.forms import EvidenceField
from app.files.refusals import QuotaExceededError
from app.i18n import _, _l
from app.incubation.filing import errors
from app.incubation.filing.models import STATE_LABELS, FilingRule, PaperKind, PaperState
from app.incubation.filing.operations import Filing, KindEdit, PaperEntry, RuleEdit
from app.organizations import errors as changes
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.homes import home_choices
from app.organizations.forms.number_patterns import checked_pattern
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.standpoint import today
from app.values.number_patterns import LONGEST
from app.web.forms import DateField, SelectChoice

NOTE_LENGTH = 500
LABEL_LENGTH = 40
SHORT_LENGTH = 10
LAST_SEQUENCE = 999_999
PATTERN_HINT = _l(
    "可用 {area} 区简称、{street} 街道简称、{yyyy} 或 {yy} 年份、{seq:3} 流水号（3为最少位数），其余照写"
)
BEFORE_GROUP = _l("这一天组织尚未成立。请填写最早一条登记状态当日或之后的日期")
DAY_AFTER_TODAY = _l("日期不能晚于今天，请填写今天或之前的日期")


class PaperForm(RefusableForm):
    """Says that a paper came to be in a state on a day."""

    kind = SelectField(_l("材料"), validators=[InputRequired(_l("请选择材料"))])
    state = SelectField(_l("状态"), validators=[InputRequired(_l("请选择状态"))])
    on = DateField(_l("日期"), validators=[InputRequired(_l("请填写日期")), not_after_today])
    note = LongTextField(_l("说明"), longest=NOTE_LENGTH, description=_l("如退回补正的原因"))
    files = EvidenceField(_l("材料扫描件或照片"))

    own_refusals: ClassVar[Refusals] = {
        errors.UnknownPaperError: ("kind", _l("这种材料已停用，请选择其他材料")),
        changes.BeforeExistenceError: ("on", BEFORE_GROUP),
        changes.FutureDayError: ("on", DAY_AFTER_TODAY),
    }

    def __init__(self, kinds: Sequence[PaperKind], chosen: str | None = None) -> None:
        super().__init__(data={"on": today(), "kind": chosen, "state": PaperState.RECEIVED.value})
        self.kind.choices = [
            SelectChoice("", _("请选择")),
            *(SelectChoice(kind.key, kind.label) for kind in kinds),
        ]
        self.state.choices = [SelectChoice(item.value, STATE_LABELS[item]) for item in PaperState]

    def entry(self) -> PaperEntry:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.on.data is not None
        return PaperEntry(
            kind=self.kind.data,
            state=PaperState(self.state.data),
            on=self.on.data,
            note=self.note.data,
            files=self.files.data,
        )

    def refuse(self, error: Exception) -> None:
        if isinstance(error, QuotaExceededError):
            self.files.say_no_room()
        else:
            super().refuse(error)


class FilingForm(RefusableForm):
    """Files a group; an empty number is the authority's next one."""

    on = DateField(
        _l("备案日期"), validators=[InputRequired(_l("请填写备案日期")), not_after_today]
    )
    number = TextField(_l("备案编号"), longest=LONGEST)
    reason = LongTextField(_l("原因或依据"), longest=NOTE_LENGTH)

    own_refusals: ClassVar[Refusals] = {
        errors.NumberTakenError: (
            "number",
            _l("这个编号已经用过，或已登记在其他组织名下。请改用其他编号，或留空由系统取号"),
        ),
        errors.NoRuleError: (
            "number",
            _l("还没有设置编号规则，请填写编号，或先到“编号规则”中设置"),
        ),
        errors.ConditionsUnmetError: ("reason", _l("有备案条件未满足，请写明仍予备案的原因")),
        errors.NotFileableError: ("", _l("这个组织已经备案或登记，不需要再登记备案")),
        changes.BeforeExistenceError: ("on", BEFORE_GROUP),
        changes.FutureDayError: ("on", DAY_AFTER_TODAY),
        changes.SameValueError: ("on", _l("这一天前后已有备案记录，请核对备案日期")),
        changes.NotReachableError: ("on", _l("与前后的登记状态接不上，请核对备案日期")),
    }

    def __init__(self, known_number: str | None) -> None:
        super().__init__(data={"on": today(), "number": known_number})

    def filing(self) -> Filing:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.on.data is not None
        return Filing(self.on.data, self.number.data, self.reason.data)

    def refuse(self, error: Exception) -> None:
        if isinstance(error, errors.PapersNotCompleteError):
            self.form_errors.append(
                _("还有材料没有核对：%(labels)s。请先登记材料。", labels="、".join(error.labels))
            )
        else:
            super().refuse(error)


class RuleForm(RefusableForm):
    """Makes the rule of an authority, or changes `rule`."""

    division_code = SelectField(_l("备案机关所在辖区"))
    authority = TextField(
        _l("备案机关"), longest=LABEL_LENGTH, validators=[InputRequired(_l("请填写备案机关"))]
    )
    pattern = TextField(
        _l("编号格式"),
        longest=200,
        validators=[InputRequired(_l("请填写编号格式"))],
        description=PATTERN_HINT,
    )
    area = TextField(_l("区简称"), longest=SHORT_LENGTH)
    street = TextField(_l("街道简称"), longest=SHORT_LENGTH)
    first_sequence = IntegerField(
        _l("流水号起始"),
        validators=[InputRequired(_l("请填写整数")), NumberRange(1, LAST_SEQUENCE)],
        description=_l("系统外已用到第30号的，填31"),
    )
    version = HiddenField()

    own_refusals: ClassVar[Refusals] = {
        errors.DivisionHasRuleError: (
            "division_code",
            _l("这个辖区已有编号规则，请直接修改原规则"),
        ),
    }

    def __init__(self, divisions: Sequence[Division], rule: FilingRule | None = None) -> None:
        super().__init__(obj=rule, data={} if rule else {"first_sequence": 1})
        self.division_code.choices = home_choices(divisions)
        if rule is not None:
            del self.division_code

    def validate_pattern(self, field: Any) -> None:
        pattern = checked_pattern(field.data, self.area.data or "", self.street.data or "")
        if pattern.missing_names():
            raise ValidationError(_("编号格式中用到的区简称或街道简称还没有填写"))

    def edit(self, rule: FilingRule | None) -> RuleEdit:
        """Return what was asked for. Only call it on a form that has validated."""
        version = self.version.data or ""
        assert self.first_sequence.data is not None
        return RuleEdit(
            division_code=rule.division_code if rule else self.division_code.data,
            authority=self.authority.data or "",
            pattern=self.pattern.data or "",
            area=self.area.data,
            street=self.street.data,
            first_sequence=self.first_sequence.data,
            version=int(version[:9]) if version.isascii() and version.isdigit() else 0,
        )


class KindForm(RefusableForm):
    """Adds a paper to the dictionary, or changes one."""

    label = TextField(
        _l("材料名称"), longest=LABEL_LENGTH, validators=[InputRequired(_l("请填写材料名称"))]
    )
    position = IntegerField(
        _l("排序"), validators=[InputRequired(_l("请填写整数")), NumberRange(1, 999)]
    )
    is_required = BooleanField(_l("备案必交"))
    is_retired = BooleanField(_l("停用"), description=_l("停用后不再要求，已登记的记录保留"))

    def edit(self) -> KindEdit:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.position.data is not None
        return KindEdit(
            label=self.label.data or "",
            is_required=self.is_required.data,
            is_retired=self.is_retired.data,
            position=self.position.data,
        )
