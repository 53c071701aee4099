from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from wtforms.fields import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.files.forms import EvidenceField
from app.i18n import _, _l
from app.incubation.residencies.forms.applying import MOST_DESKS
from app.incubation.residencies.forms.refusals import ResidencyForm
from app.incubation.residencies.models import ResidencyStep
from app.incubation.residencies.operations import StepTaken
from app.incubation.residencies.queries import RoomUse
from app.incubation.residencies.steps import (
    ENDED,
    EXIT_LABELS,
    JUDGED,
    PLACED,
    VERDICT_LABELS,
    Exit,
    Step,
    Verdict,
)
from app.organizations.forms.changes import REASON_LENGTH
from app.organizations.forms.fields import LongTextField, not_after_today
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

FULL_SCORE = 100
TOLD = ("room_id", "desks", "ends_on", "verdict", "score", "exit_kind")
RECORDED = ("since", "reason", *TOLD)
DAYS_OF_TERM = 364  # the usual year, its first day counted


class StepForm(ResidencyForm):
    """Takes a step, or puts one right; asks only what the step says."""

    since = DateField(_l("日期"), validators=[InputRequired(_l("请填写日期")), not_after_today])
    room_id = SelectField(
        _l("场所"),
        coerce=lambda text: int(text) if text else None,
        validators=[InputRequired(_l("请选择场所"))],
    )
    desks = IntegerField(
        _l("工位数"),
        validators=[InputRequired(_l("请填写工位数")), NumberRange(1, MOST_DESKS)],
    )
    ends_on = DateField(_l("期限止"), validators=[InputRequired(_l("请填写期限的最后一天"))])
    verdict = SelectField(_l("结果"), coerce=lambda text: Verdict(text) if text else None)
    score = IntegerField(_l("得分"), validators=[Optional(), NumberRange(0, FULL_SCORE)])
    exit_kind = SelectField(
        _l("出壳方式"),
        coerce=lambda text: Exit(text) if text else None,
        validators=[InputRequired(_l("请选择出壳方式"))],
    )
    reason = LongTextField(_l("意见或说明"), longest=REASON_LENGTH)
    files = EvidenceField(_l("附件"))

    def __init__(
        self,
        step: Step,
        rooms: Sequence[RoomUse],
        *,
        before: ResidencyStep | None = None,
        recorded: ResidencyStep | None = None,
    ) -> None:
        """`before` is the last step so far, `recorded` the one to be put right."""
        usual = _usual(step, before) if recorded is None else _as_recorded(recorded)
        super().__init__(data=usual)
        self.step = step
        for name in _not_asked(step):
            del self[name]
        if recorded is not None:
            del self.files
        if step in PLACED:
            kept = None if recorded is None else recorded.room_id
            self.room_id.choices = _room_choices(rooms, kept)
        if step in JUDGED:
            self.verdict.choices = _choices(VERDICT_LABELS, _("未填"))
        if step is Step.LEFT:
            self.exit_kind.choices = _choices(EXIT_LABELS, _("请选择"))
        if step in ENDED:
            self.reason.label.text = _("原因")
            self.reason.validators = (InputRequired(_("请填写原因")), *self.reason.validators)
            self.reason.flags.required = True

    def taken(self) -> StepTaken:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.since.data is not None
        return StepTaken(
            step=self.step,
            on=self.since.data,
            opinion=self.reason.data or None,
            **{name: self[name].data for name in TOLD if name in self},
        )

    def is_as_recorded(self, recorded: ResidencyStep) -> bool:
        """Tell whether the form says just what is recorded already."""
        return all(
            field.data == getattr(recorded, field.name) for field in self if field.name in RECORDED
        )


class WithdrawalForm(ResidencyForm):
    """Takes the last step back; why is asked, not demanded."""

    reason = LongTextField(_l("撤回原因"), longest=REASON_LENGTH)


def _not_asked(step: Step) -> list[str]:
    names = []
    if step not in PLACED:
        names += ["room_id", "desks", "ends_on"]
    if step not in JUDGED:
        names += ["verdict", "score"]
    if step is not Step.LEFT:
        names.append("exit_kind")
    return names


def _usual(step: Step, before: ResidencyStep | None) -> dict[str, Any]:
    """Propose today, and the place and term agreed on; a renewal for another year."""
    found: dict[str, Any] = {"since": today()}
    if before is None or step not in PLACED:
        return found
    found |= {"room_id": before.room_id, "desks": before.desks, "ends_on": before.ends_on}
    if before.ends_on is None:
        found["ends_on"] = today() + timedelta(days=DAYS_OF_TERM)
    elif step is Step.RENEWED:
        found["ends_on"] = before.ends_on + timedelta(days=DAYS_OF_TERM + 1)
    return found


def _as_recorded(step: ResidencyStep) -> dict[str, Any]:
    return {name: getattr(step, name) for name in RECORDED}


def _room_choices(rooms: Sequence[RoomUse], kept: int | None) -> list[Any]:
    offered = [use for use in rooms if not use.room.is_retired or use.room.id == kept]
    labels = [
        SelectChoice(
            str(use.room.id),
            _(
                "%(room)s（共%(capacity)s个工位，空余%(free)s个）",
                room=use.room.name,
                capacity=use.room.capacity,
                free=use.free,
            ),
        )
        for use in offered
    ]
    return [SelectChoice("", _("请选择")), *labels]


def _choices(labels: Any, blank: str) -> list[Any]:
    return [SelectChoice("", blank), *(SelectChoice(key, text) for key, text in labels.items())]
