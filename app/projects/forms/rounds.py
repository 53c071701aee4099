from collections.abc import Sequence
from typing import Any

from wtforms.fields import BooleanField, HiddenField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from app.divisions.models import Division
from app.i18n import _, _l
from app.organizations.forms.fields import LongTextField, TextField
from app.organizations.predicates import Rule, RuleError, read_rule
from app.organizations.rule_words import RULE_REASONS, read_rule_texts, rule_texts
from app.projects.forms.money import money_field
from app.projects.forms.refusals import ProjectRefusableForm
from app.projects.models import Round
from app.projects.operations.rounds import RoundDraft
from app.projects.pipelines import pipeline_words
from app.web.forms import DateField, SelectChoice

BAR = "|"
PARTS = 3  # of a condition: column, operator, value
LONG = 2000


class RoundForm(ProjectRefusableForm):
    """Makes a round, or changes the one it is given."""

    name = TextField(_l("批次名称"), longest=100, validators=[InputRequired(_l("请填写批次名称"))])
    kind = TextField(_l("类型"), longest=50, validators=[InputRequired(_l("请填写类型"))])
    pipeline = SelectField(_l("流程"))
    division_code = SelectField(_l("所属辖区"))
    opens_on = DateField(_l("申报开始日期"), validators=[Optional()])
    ends_on = DateField(_l("申报截止日期"), validators=[Optional()])
    budget = money_field(_l("总预算（元）"))
    cap = money_field(_l("单个项目上限（元）"))
    may_filed_apply = BooleanField(_l("已备案、未备案的组织也可以申报"))
    conditions = LongTextField(_l("申报条件"), longest=LONG)
    form_fields = LongTextField(_l("申报书另填内容"), longest=LONG)
    criteria = LongTextField(_l("评审标准"), longest=LONG)
    remark = LongTextField(_l("备注"), longest=LONG)
    version = HiddenField()

    def __init__(self, homes: Sequence[Division], round_: Round | None = None) -> None:
        usual = {"may_filed_apply": True} if round_ is None else _as_recorded(round_)
        super().__init__(data=usual)
        words = pipeline_words().values()
        self.pipeline.choices = [
            SelectChoice(item.key, item.label) for item in words if not item.is_retired
        ]
        self.division_code.choices = [SelectChoice(item.code, item.name) for item in homes]

    def validate_conditions(self, field: LongTextField) -> None:
        for number, line in enumerate(_lines(field.data), 1):
            try:
                _rule(line)
            except RuleError as error:
                reason = RULE_REASONS[error.reason]
                text = _("第%(number)s行：%(reason)s", number=number, reason=reason)
                raise ValidationError(text) from error

    def validate_criteria(self, field: LongTextField) -> None:
        for line in _lines(field.data):
            _text, _blank, points = line.rpartition(" ")
            if not (_text and points.isascii() and points.isdigit()):
                raise ValidationError(_("每行写一条标准，末尾空一格写分值，如：必要性 20"))

    def draft(self) -> RoundDraft:
        """Return what was asked for. Only call it on a form that has validated."""
        return RoundDraft(
            name=self.name.data or "",
            division_code=self.division_code.data,
            kind=self.kind.data or "",
            pipeline=self.pipeline.data,
            opens_on=self.opens_on.data,
            closes_on=self.ends_on.data,
            budget=self.budget.data,
            cap=self.cap.data,
            may_filed_apply=bool(self.may_filed_apply.data),
            conditions=tuple(_rule(line) for line in _lines(self.conditions.data)),
            form_fields=tuple(_lines(self.form_fields.data)),
            criteria=_criteria(self.criteria.data),
            remark=self.remark.data,
        )

    def made_from(self) -> int:
        text = self.version.data or ""
        return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _rule(line: str) -> Rule:
    """Read 字段 | 条件 | 值, or the three with blanks between. Raises RuleError."""
    # Words of other languages have blanks in them, so what is shown is told apart by bars.
    barred = line.replace("｜", BAR)
    parts = barred.split(BAR) if BAR in barred else line.split(maxsplit=PARTS - 1)
    column, operator, value = (*(part.strip() for part in parts), "", "")[:PARTS]
    rule = read_rule_texts(column, operator, value)
    if rule is None:
        raise RuleError("unknown_column")
    return rule


def _criteria(text: str | None) -> dict[str, Any]:
    lines = [line.rpartition(" ") for line in _lines(text)]
    if not lines:
        return {}
    return {"lines": [{"text": head.strip(), "points": int(points)} for head, _x, points in lines]}


def _as_recorded(round_: Round) -> dict[str, Any]:
    names = ("name", "kind", "division_code", "opens_on", "budget", "cap", "may_filed_apply")
    rules = [rule_texts(read_rule(kept)) for kept in round_.conditions]
    lines = round_.criteria.get("lines", [])
    return {
        **{name: getattr(round_, name) for name in (*names, "remark")},
        "pipeline": round_.pipeline_key,
        "ends_on": round_.closes_on,
        "conditions": "\n".join(f" {BAR} ".join(part for part in rule if part) for rule in rules),
        "form_fields": "\n".join(round_.form_fields),
        "criteria": "\n".join(f"{line['text']} {line['points']}" for line in lines),
        "version": str(round_.version),
    }
