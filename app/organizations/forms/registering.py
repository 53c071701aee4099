from collections.abc import Sequence
from typing import Any

from wtforms.fields import SelectField, StringField
from wtforms.validators import InputRequired

from app.divisions.models import Division
from app.i18n import _, _l
from app.organizations.forms.attributes import AttributeForm
from app.organizations.forms.fields import not_after_today
from app.organizations.forms.homes import home_choices
from app.organizations.forms.refusals import RefusableForm
from app.organizations.operations import Registration, StageMove, StandingMove
from app.organizations.stages import StageWord
from app.organizations.standings import IN_FORCE, STANDING_LABELS, Standing
from app.standpoint import today
from app.values.dates import PartialDate
from app.web.forms import DateField, SelectChoice


class RegistrationForm(AttributeForm, RefusableForm):
    division_code = SelectField(
        _l("所属社区或街道"), validators=[InputRequired(_l("请选择所属社区或街道"))]
    )
    confirmed_name = StringField()  # the very name, once confirmed as another organization's too
    standing = SelectField(_l("登记状态"), coerce=Standing)
    since = DateField(
        _l("状态起始日期"),
        validators=[InputRequired(_l("请填写状态起始日期")), not_after_today],
        description=_l("已登记的填登记日期，已备案的填备案日期，未备案的填成立或掌握情况的日期"),
    )
    stage = SelectField(_l("孵化阶段"), coerce=lambda text: text or None)

    def __init__(self, divisions: Sequence[Division], words: Sequence[StageWord]) -> None:
        data: dict[str, Any] = {"standing": Standing.FILED, "since": today()}
        if len(divisions) > 1:
            data["division_code"] = ""
        super().__init__(data=data)
        blank = [SelectChoice("", _("请选择"))] if len(divisions) > 1 else []
        self.division_code.choices = [*blank, *home_choices(divisions)]
        self.standing.choices = [SelectChoice(item, STANDING_LABELS[item]) for item in IN_FORCE]
        self.stage.choices = [
            SelectChoice("", _("暂不填")),
            *(SelectChoice(word.key, word.label) for word in words if not word.is_retired),
        ]

    def registration(self) -> Registration:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.since.data is not None
        since = PartialDate(self.since.data)
        stages = (StageMove(self.stage.data, since),) if self.stage.data else ()
        return Registration(
            division_code=self.division_code.data,
            attributes=self.attribute_values(),
            standings=(StandingMove(self.standing.data, since),),
            stages=stages,
            as_written=self.words_of_counts(),
        )
