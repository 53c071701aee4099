"""Forms of plans and of the services they are made from."""

from collections.abc import Sequence
from typing import Any, ClassVar

import wtforms
from wtforms.fields import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.i18n import _, _l
from app.incubation.plans import errors
from app.incubation.plans.labels import STATE_LABELS
from app.incubation.plans.models import GrowthPlan, PlanState, PlanStep, ServiceTemplate
from app.incubation.plans.operations import PlanDraft, PlanEdit, StepDraft, StepEdit
from app.incubation.plans.proposing import Proposal
from app.incubation.plans.services import ServiceEdit
from app.organizations.errors import BeforeExistenceError, FutureDayError, RetiredStageError
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.organizations.stages import StageWord
from app.standpoint import today
from app.web.forms import DateField, SelectChoice
from app.web.messages import Messages

LONGEST_TITLE = 100
LONGEST_STEP = 200
LONGEST_TEXT = 2000
MOST_STEPS = 60
BLANK_STEPS = 2
MOST_DAYS = 1095
CLOSED: Refusals = {
    errors.PlanClosedError: ("", _l("这份大纲已经结束，不能再修改。")),
}


class PlanDraftForm(RefusableForm):
    """A new plan; every proposed step is taken over unless it is unticked."""

    title = TextField(
        _l("标题"), longest=LONGEST_TITLE, validators=[InputRequired(_l("请填写标题"))]
    )
    goals = LongTextField(_l("培育目标"), longest=LONGEST_TEXT)
    responsible = TextField(_l("负责人"), longest=50)
    steps = SelectMultipleField(
        _l("步骤"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    own_refusals: ClassVar[Refusals] = {
        errors.PlanExistsError: ("", _l("这家组织已有进行中的大纲，请在那份大纲上修改。")),
        BeforeExistenceError: ("", _l("这家组织在回收站中，请先恢复登记状态。")),
    }

    def __init__(self, proposal: Proposal, **data: Any) -> None:
        keys = [step.key for step in proposal.steps]
        super().__init__(data={"steps": keys, **data})
        self.proposal = proposal
        self.steps.choices = [SelectChoice(step.key, step.text) for step in proposal.steps]

    def draft(self) -> PlanDraft:
        """Return what was asked for. Only call it on a form that has validated."""
        chosen, proposal = set(self.steps.data or []), self.proposal
        return PlanDraft(
            title=self.title.data or "",
            from_stage=proposal.from_stage.key if proposal.from_stage else None,
            to_stage=proposal.to_stage.key,
            goals=self.goals.data,
            steps=tuple(
                StepDraft(step.text, step.due_on, self.responsible.data, step.criterion_id)
                for step in proposal.steps
                if step.key in chosen
            ),
        )


class StepForm(wtforms.Form):
    """One step in the form of a plan; a new one without a text is none."""

    step_id = HiddenField()
    position = IntegerField(_l("顺序"), validators=[Optional(), NumberRange(1, 999)])
    text = TextField(_l("步骤"), longest=LONGEST_STEP)
    responsible = TextField(_l("负责人"), longest=50)
    due_on = DateField(_l("完成期限"), validators=[Optional()])
    done_on = DateField(_l("完成日期"), validators=[Optional(), not_after_today])
    note = TextField(_l("备注"), longest=500)
    is_removed = BooleanField(_l("删除这一步"))

    class Meta:
        def get_translations(self, _form: Any) -> Messages:
            return Messages()

    def validate_text(self, field: wtforms.Field) -> None:
        if self.step_id.data and not field.data and not self.is_removed.data:
            raise wtforms.validators.ValidationError(_("请填写步骤，不要的请勾选删除"))

    def edit(self) -> StepEdit:
        return StepEdit(
            id=_number(self.step_id.data),
            text=self.text.data or "",
            responsible=self.responsible.data,
            due_on=self.due_on.data,
            done_on=self.done_on.data,
            note=self.note.data,
            is_removed=bool(self.is_removed.data),
        )


class PlanForm(RefusableForm):
    """A plan with all its steps on one page; `version` says from which state it was made."""

    title = TextField(
        _l("标题"), longest=LONGEST_TITLE, validators=[InputRequired(_l("请填写标题"))]
    )
    goals = LongTextField(_l("培育目标"), longest=LONGEST_TEXT)
    steps = FieldList(FormField(StepForm), max_entries=MOST_STEPS)
    version = HiddenField()

    own_refusals: ClassVar[Refusals] = {
        **CLOSED,
        FutureDayError: ("", _l("完成日期不能晚于今天")),
    }

    def __init__(self, plan: GrowthPlan) -> None:
        steps = [_as_recorded(step, at) for at, step in enumerate(plan.steps, 1)]
        blank = min(BLANK_STEPS, MOST_STEPS - len(steps))
        super().__init__(
            data={
                "title": plan.title,
                "goals": plan.goals,
                "version": str(plan.version),
                "steps": [*steps, *({} for _blank in range(blank))],
            }
        )

    def validate(self, **options: Any) -> bool:
        """Say what is wrong with which step above the form, where a list has no words for it."""
        is_valid: bool = super().validate(**options)
        for at, entry in enumerate(self.steps.entries, 1):
            self.form_errors += [
                _("第%(at)s步，%(label)s：%(error)s", at=at, label=field.label.text, error=error)
                for field in entry.form
                for error in field.errors
            ]
        self.steps.errors = []
        return is_valid

    def edit(self) -> PlanEdit:
        """Return what was asked for, in order. Only call it on a form that has validated."""
        ordered = sorted(
            enumerate(self.steps.entries), key=lambda pair: (_place(pair[1].form), pair[0])
        )
        edits = [entry.form.edit() for _at, entry in ordered]
        return PlanEdit(
            version=_number(self.version.data) or 0,
            title=self.title.data or "",
            goals=self.goals.data,
            steps=tuple(item for item in edits if item.id is not None or item.text),
        )


class ChecklistForm(RefusableForm):
    checklist = SelectField(_l("套用清单"))

    own_refusals: ClassVar[Refusals] = CLOSED

    def __init__(self, labels: dict[str, str]) -> None:
        super().__init__()
        self.checklist.choices = [SelectChoice(key, label) for key, label in labels.items()]


class ClosingForm(RefusableForm):
    state = SelectField(_l("结果"))
    on = DateField(
        _l("结束日期"), validators=[InputRequired(_l("请填写结束日期")), not_after_today]
    )
    summary = LongTextField(_l("小结"), longest=LONGEST_TEXT)

    own_refusals: ClassVar[Refusals] = {
        **CLOSED,
        FutureDayError: ("on", _l("结束日期不能晚于今天")),
        errors.BeforePlanError: ("on", _l("结束日期不能早于制定日期")),
    }

    def __init__(self) -> None:
        super().__init__(data={"on": today()})
        self.state.choices = [
            SelectChoice(item.value, STATE_LABELS[item])
            for item in (PlanState.COMPLETED, PlanState.ABANDONED)
        ]


class ServiceForm(RefusableForm):
    text = TextField(
        _l("服务内容"), longest=LONGEST_STEP, validators=[InputRequired(_l("请填写服务内容"))]
    )
    stage = SelectField(_l("适用阶段"))
    group = TextField(_l("清单"), longest=20)
    due_days = IntegerField(
        _l("制定大纲后几天内完成"),
        validators=[
            InputRequired(_l("请填写天数")),
            NumberRange(1, MOST_DAYS, message=_l("请填写1到1095之间的天数")),
        ],
    )
    is_retired = BooleanField(_l("停用，不再用于新的大纲"))

    own_refusals: ClassVar[Refusals] = {
        RetiredStageError: ("stage", _l("这个阶段已停用，请选择其他阶段")),
    }

    def __init__(self, words: Sequence[StageWord], service: ServiceTemplate | None = None) -> None:
        super().__init__(obj=service, data={"due_days": 30} if service is None else None)
        self.stage.choices = [
            SelectChoice("", _("各阶段")),
            *(SelectChoice(word.key, word.label) for word in words),
        ]

    def edit(self) -> ServiceEdit:
        """Return what was asked for. Only call it on a form that has validated."""
        return ServiceEdit(
            text=self.text.data or "",
            due_days=self.due_days.data or 0,
            stage=self.stage.data or None,
            group=self.group.data,
            is_retired=bool(self.is_retired.data),
        )


def _as_recorded(step: PlanStep, at: int) -> dict[str, Any]:
    return {
        "step_id": str(step.id),
        "position": at,
        "text": step.text,
        "responsible": step.responsible,
        "due_on": step.due_on,
        "done_on": step.done_on,
        "note": step.note,
    }


def _place(form: StepForm) -> int:
    return form.position.data or 1000


def _number(text: str | None) -> int | None:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else None
