from collections.abc import Sequence
from typing import ClassVar

from wtforms.fields import SelectField
from wtforms.validators import InputRequired

from app.i18n import _, _l
from app.organizations import errors
from app.organizations.forms.changes import ChangeForm
from app.organizations.forms.refusals import Refusals
from app.organizations.models import StageChange
from app.organizations.operations import StageMove
from app.organizations.stages import StageWord
from app.web.forms import SelectChoice


class StageForm(ChangeForm):
    to = SelectField(_l("孵化阶段"), validators=[InputRequired(_l("请选择孵化阶段"))])

    own_refusals: ClassVar[Refusals] = {
        errors.SameValueError: (
            "to",
            _l("与前一条或后一条记录的阶段相同，无需重复登记；如日期有误，请更正那条记录"),
        ),
    }

    def __init__(self, words: Sequence[StageWord], point: StageChange | None = None) -> None:
        """Offer the stages in use, and the one recorded though it be retired since."""
        recorded = None if point is None else point.stage
        super().__init__(point, to=recorded)
        blank = [] if point is not None else [SelectChoice("", _("请选择"))]
        offered = [word for word in words if not word.is_retired or word.key == recorded]
        self.to.choices = [*blank, *(SelectChoice(word.key, word.label) for word in offered)]

    def move(self, point: StageChange | None = None) -> StageMove:
        """Return what was asked for. Only call it on a form that has validated."""
        return StageMove(self.to.data, self.effective_from(point), self.reason.data or None)


def as_recorded(point: StageChange) -> StageMove:
    return StageMove(point.stage, point.since_as_known, point.reason)
