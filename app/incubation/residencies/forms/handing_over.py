from wtforms.fields import SelectField
from wtforms.validators import Optional

from app.i18n import _l
from app.incubation.residencies.forms.refusals import VersionedForm
from app.incubation.residencies.models import HandOverItem
from app.incubation.residencies.operations import HandOver
from app.incubation.residencies.steps import HAND_OVER_LABELS, HandOverState
from app.organizations.forms.changes import REASON_LENGTH
from app.organizations.forms.fields import LongTextField, not_after_today
from app.standpoint import today
from app.web.forms import DateField, SelectChoice


class HandOverForm(VersionedForm):
    state = SelectField(_l("交接情况"), coerce=HandOverState)
    done_on = DateField(
        _l("交接日期"),
        validators=[Optional(), not_after_today],
        description=_l("已交接的填写；不填为今天"),
    )
    note = LongTextField(_l("说明"), longest=REASON_LENGTH)

    def __init__(self, item: HandOverItem) -> None:
        proposed = HandOverState.DONE if item.state is HandOverState.OPEN else item.state
        super().__init__(
            data={
                "state": proposed,
                "done_on": item.done_on or today(),
                "note": item.note,
                "version": str(item.version),
            }
        )
        self.state.choices = [SelectChoice(key, text) for key, text in HAND_OVER_LABELS.items()]

    def change(self) -> HandOver:
        """Return what was asked for. Only call it on a form that has validated."""
        return HandOver(
            state=self.state.data,
            version=self.version_sent(),
            done_on=self.done_on.data,
            note=self.note.data,
        )
