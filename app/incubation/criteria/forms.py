"""Forms of sets and of criteria."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app.i18n import _, _l
from app.incubation.criteria import errors
from app.incubation.criteria.labels import AUDIENCE_LABELS, DIMENSION_LABELS, PROOF_LABELS
from app.incubation.criteria.models import Audience, Criterion, CriterionSet, Dimension, Proof
from app.incubation.criteria.operations import CriterionDraft, SetDraft
from app.incubation.criteria.workbook import HEAVIEST, LONGEST_CODE, LONGEST_TEXT
from app.organizations.forms.fields import LongTextField, TextField
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.organizations.predicates import Rule, RuleError, read_rule
from app.organizations.rule_words import (
    OPERATOR_LABELS,
    RULE_REASONS,
    answering_columns,
    read_rule_texts,
    rule_texts,
)
from app.organizations.stages import StageWord
from app.web.forms import DateField, SelectChoice

LONGEST_NAME = 50
USED = _l("已有完成的评估使用这套标准，不能再改。请另建一套新标准，从某一天起启用")


class VersionedForm(RefusableForm):
    """A form that changes a set, and was made from one version of it."""

    version = HiddenField()

    def say_stale(self, current: CriterionSet) -> None:
        """Keep what was typed, and have it sent again on top of the set as it is now."""
        self.version.data = str(current.version)
        text = _("这套标准刚刚被其他人修改过。请核对后再次保存，将以本页填写的内容为准")
        self.form_errors.append(text)

    @property
    def made_from(self) -> int:
        """The version posted back; one that is none fits no set."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() else 0


class SetForm(VersionedForm):
    name = TextField(_l("名称"), validators=[InputRequired(_l("请填写名称"))], longest=LONGEST_NAME)
    since = DateField(_l("启用日期"), validators=[InputRequired(_l("请填写启用日期"))])
    weighed_share = IntegerField(
        _l("加权项达标比例（%）"),
        description=_l("必备项须全部达到；加权项达到的权重占比不低于此数，即可进入该阶段"),
        validators=[
            InputRequired(_l("请填写0到100的整数")),
            NumberRange(0, 100, message=_l("请填写0到100的整数")),
        ],
    )

    own_refusals: ClassVar[Refusals] = {
        errors.SetDayTakenError: ("since", _l("这一天已有一套标准启用，请换一天")),
        errors.SetUsedError: ("since", USED),
    }

    def __init__(self, found: CriterionSet | None = None, **values: Any) -> None:
        if found is not None:
            values = {
                "name": found.name,
                "since": found.since,
                "weighed_share": found.weighed_share,
                "version": found.version,
            }
        super().__init__(data={"weighed_share": 60, **values})

    def draft(self) -> SetDraft:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.since.data is not None
        assert self.weighed_share.data is not None
        return SetDraft(self.name.data or "", self.since.data, self.weighed_share.data)


class SetCopyForm(SetForm):
    source = SelectField(_l("以哪套标准为底稿"), coerce=int)

    def __init__(self, sets: Sequence[CriterionSet], **values: Any) -> None:
        super().__init__(None, **values)
        self.source.choices = [
            SelectChoice(item.id, _("%(name)s（%(day)s 启用）", name=item.name, day=item.since))
            for item in sets
        ]


class SetImportForm(SetForm):
    file = FileField(_l("评估标准文件"), validators=[FileRequired(_l("请选择要导入的文件"))])

    own_refusals: ClassVar[Refusals] = {
        **SetForm.own_refusals,
        errors.CodeTakenError: ("file", _l("有两条标准的编号相同")),
    }


class CriterionForm(VersionedForm):
    code = TextField(_l("编号"), validators=[InputRequired(_l("请填写编号"))], longest=LONGEST_CODE)
    stage = SelectField(_l("要进入的阶段"))
    audience = SelectField(_l("适用对象"), coerce=Audience)
    dimension = SelectField(_l("维度"), coerce=Dimension)
    text = LongTextField(
        _l("内容"), validators=[InputRequired(_l("请填写内容"))], longest=LONGEST_TEXT
    )
    is_required = BooleanField(_l("必备项（不达到不能进入该阶段）"))
    weight = IntegerField(
        _l("权重"),
        description=_l("加权项的分量，1到9"),
        validators=[
            InputRequired(_l("请填写1到9的整数")),
            NumberRange(1, HEAVIEST, message=_l("请填写1到9的整数")),
        ],
    )
    proof = SelectField(_l("证明方式"), coerce=Proof)
    column = SelectField(
        _l("由哪个字段自动判断"), description=_l("不选则由评估人判断"), validate_choice=False
    )
    operator = SelectField(_l("条件"))
    value = TextField(
        _l("值"),
        description=_l("“不少于”“已满”填数；“属于”填选项，几项用顿号隔开；其他条件留空"),
        longest=LONGEST_TEXT,
    )

    own_refusals: ClassVar[Refusals] = {
        errors.CodeTakenError: ("code", _l("这套标准中已有这个编号")),
        errors.UnknownStageError: ("stage", _l("这个阶段已停用，请选择其他阶段")),
        errors.UnknownColumnError: ("column", RULE_REASONS["unknown_column"]),
        errors.UnfittingRuleError: ("value", RULE_REASONS["bad_value"]),
        errors.SetUsedError: ("", USED),
    }

    def __init__(
        self,
        stages: Sequence[StageWord],
        version: int,
        criterion: Criterion | None = None,
        **values: Any,
    ) -> None:
        rule = None if criterion is None else read_rule(criterion.rule)
        if criterion is not None:
            values = {**_recorded(criterion), **_rule_values(rule)}
        super().__init__(data={"weight": 1, "proof": Proof.JUDGMENT, "version": version, **values})
        recorded = None if criterion is None else criterion.stage
        self.stage.choices = [
            SelectChoice(word.key, word.label)
            for word in stages
            if not word.is_retired or word.key == recorded
        ]
        self.audience.choices = _choices(AUDIENCE_LABELS)
        self.dimension.choices = _choices(DIMENSION_LABELS)
        self.proof.choices = _choices(PROOF_LABELS)
        self.column.choices = _column_choices(rule)
        self.operator.choices = [SelectChoice("", _("请选择")), *_choices(OPERATOR_LABELS)]

    def validate_value(self, field: TextField) -> None:
        """Put what is wrong with the rule where it can be put right."""
        try:
            self._rule()
        except RuleError as error:
            places = {"unknown_column": self.column, "unfitting_operator": self.operator}
            place = places.get(error.reason, field)
            place.errors = [str(RULE_REASONS[error.reason])]
            if place is field:
                raise ValidationError(str(RULE_REASONS[error.reason])) from error

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        is_valid: bool = super().validate(*args, **kwargs)
        return is_valid and not self.column.errors and not self.operator.errors

    def draft(self) -> CriterionDraft:
        """Return what was asked for. Only call it on a form that has validated."""
        return CriterionDraft(
            code=self.code.data or "",
            stage=self.stage.data,
            audience=self.audience.data,
            dimension=self.dimension.data,
            text=self.text.data or "",
            is_required=bool(self.is_required.data),
            weight=self.weight.data or 1,
            proof=self.proof.data,
            rule=self._rule(),
        )

    def _rule(self) -> Rule | None:
        if not self.column.data:
            return None
        return read_rule_texts(self.column.data, self.operator.data or "", self.value.data or "")


def _recorded(criterion: Criterion) -> dict[str, Any]:
    names = ("code", "stage", "audience", "dimension", "text", "is_required", "weight", "proof")
    return {name: getattr(criterion, name) for name in names}


def _rule_values(rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    _column, _operator, value = rule_texts(rule)
    return {"column": rule.column, "operator": rule.operator.value, "value": value}


def _choices(labels: Any) -> list[SelectChoice]:
    return [SelectChoice(member.value, label) for member, label in labels.items()]


def _column_choices(rule: Rule | None) -> list[SelectChoice]:
    columns = [SelectChoice(column.key, column.label) for column in answering_columns()]
    known = {choice.value for choice in columns}
    if rule is not None and rule.column not in known:
        columns.append(SelectChoice(rule.column, rule.column))
    return [SelectChoice("", _("不自动判断")), *columns]
