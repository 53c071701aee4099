from collections.abc import Sequence

from wtforms.fields import SelectField
from wtforms.validators import InputRequired

from app.i18n import _, _l
from app.organizations.forms.fields import LongTextField, not_after_today
from app.projects.facts import StepTaken
from app.projects.forms.refusals import ProjectRefusableForm
from app.projects.labels import DECISION_LABELS
from app.projects.models import ProjectStep
from app.projects.pipelines import PipelineWord, Stand, StepWord, may_follow
from app.projects.words import Decision
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

LONGEST = 1000


class StepForm(ProjectRefusableForm):
    """Takes a project further: a decision, and for 通过 and 退回修改 the step it leads to."""

    decision = SelectField(_l("决定"), validators=[InputRequired(_l("请选择决定"))])
    to = SelectField(_l("到达环节"))
    on = DateField(_l("日期"), validators=[InputRequired(_l("请填写日期")), not_after_today])
    opinion = LongTextField(_l("意见"), longest=LONGEST)

    def __init__(
        self, way: PipelineWord, before: Stand, recorded: ProjectStep | None = None
    ) -> None:
        here = before.step
        after = way.after(here.key)
        usual = {
            "on": today(),
            "decision": Decision.PASS.value,
            "to": after.key if after else here.key,
        }
        if recorded is not None:
            usual = {
                "on": recorded.since,
                "decision": recorded.decision.value if recorded.decision else "",
                "to": recorded.step,
                "opinion": recorded.reason,
            }
        super().__init__(data=usual)
        self._here = here
        self.decision.choices = [
            SelectChoice(item.value, DECISION_LABELS[item]) for item in decisions(way, before)
        ]
        self.to.choices = [SelectChoice(step.key, step.label) for step in way.steps]

    def taken(self) -> StepTaken:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.on.data is not None
        decision = Decision(self.decision.data)
        moves = decision in {Decision.PASS, Decision.RETURN}
        to = self.to.data if moves else self._here.key
        return StepTaken(to, self.on.data, decision, self.opinion.data)


class FirstStepForm(ProjectRefusableForm):
    """Puts the first step of a project right."""

    to = SelectField(_l("环节"))
    on = DateField(_l("日期"), validators=[InputRequired(_l("请填写日期")), not_after_today])
    opinion = LongTextField(_l("意见"), longest=LONGEST)

    def __init__(self, way: PipelineWord, recorded: ProjectStep) -> None:
        super().__init__(
            data={"to": recorded.step, "on": recorded.since, "opinion": recorded.reason}
        )
        self.to.choices = [SelectChoice(step.key, step.label) for step in way.steps]

    def taken(self) -> StepTaken:
        assert self.on.data is not None
        return StepTaken(self.to.data, self.on.data, None, self.opinion.data)


class WithdrawalForm(ProjectRefusableForm):
    opinion = LongTextField(_l("撤回原因"), longest=LONGEST)


def decisions(way: PipelineWord, before: Stand) -> Sequence[Decision]:
    """Return the decisions that can be made where the project stands."""

    def leads(decision: Decision) -> Sequence[StepWord]:
        return [step for step in way.steps if may_follow(before, Stand(step, decision))]

    return [decision for decision in Decision if leads(decision)]


def told(stand: Stand) -> str:
    """Return in words where a project stands."""
    if stand.decision in {None, Decision.PASS}:
        return stand.step.label
    assert stand.decision is not None
    decision = str(DECISION_LABELS[stand.decision])
    return _("%(step)s（%(decision)s）", step=stand.step.label, decision=decision)
