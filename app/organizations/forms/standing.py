from typing import ClassVar

from wtforms.fields import SelectField
from wtforms.validators import InputRequired

from app.i18n import _, _l
from app.organizations import errors
from app.organizations.forms.changes import ChangeForm
from app.organizations.forms.refusals import Refusals
from app.organizations.models import StandingChange
from app.organizations.operations import StandingMove
from app.organizations.standings import STANDING_LABELS, Standing
from app.web.forms import SelectChoice


class StandingForm(ChangeForm):
    to = SelectField(_l("登记状态"), validators=[InputRequired(_l("请选择登记状态"))])

    own_refusals: ClassVar[Refusals] = {
        errors.SameValueError: (
            "to",
            _l("与前一条或后一条记录的状态相同，无需重复登记；如日期有误，请更正那条记录"),
        ),
        errors.NotReachableError: (
            "to",
            _l(
                "与前后记录接不上：例如已登记的不能改回已备案。请核对状态和生效日期，记错的请更正原记录"
            ),
        ),
    }

    def __init__(self, point: StandingChange | None = None) -> None:
        super().__init__(point, to=None if point is None else point.standing.value)
        blank = [] if point is not None else [SelectChoice("", _("请选择"))]
        self.to.choices = [
            *blank,
            *(SelectChoice(item.value, STANDING_LABELS[item]) for item in Standing),
        ]

    def move(self, point: StandingChange | None = None) -> StandingMove:
        """Return what was asked for. Only call it on a form that has validated."""
        return StandingMove(
            Standing(self.to.data), self.effective_from(point), self.reason.data or None
        )


def as_recorded(point: StandingChange) -> StandingMove:
    return StandingMove(point.standing, point.since_as_known, point.reason)
