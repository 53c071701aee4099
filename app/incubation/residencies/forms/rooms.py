from collections.abc import Sequence
from dataclasses import asdict

from wtforms.fields import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.divisions.models import Division
from app.i18n import _, _l
from app.incubation.residencies.errors import RoomInUseError
from app.incubation.residencies.forms.applying import MOST_DESKS
from app.incubation.residencies.forms.refusals import VersionedForm
from app.incubation.residencies.models import Room
from app.incubation.residencies.operations import RoomFacts
from app.incubation.residencies.steps import ROOM_KIND_LABELS, RoomKind
from app.organizations.forms.changes import REASON_LENGTH
from app.organizations.forms.fields import LongTextField, TextField
from app.organizations.forms.homes import home_choices
from app.web.forms import SelectChoice

LARGEST_AREA = 100_000


class RoomForm(VersionedForm):
    """Adds a room, or changes or retires one."""

    name = TextField(
        _l("场所名称"), longest=60, validators=[InputRequired(_l("请填写场所名称，如 201室"))]
    )
    division_code = SelectField(_l("所属辖区"))
    kind = SelectField(_l("类型"), coerce=RoomKind)
    capacity = IntegerField(
        _l("工位总数"),
        validators=[InputRequired(_l("请填写工位总数")), NumberRange(1, MOST_DESKS)],
    )
    area = IntegerField(_l("面积（平方米）"), validators=[Optional(), NumberRange(1, LARGEST_AREA)])
    note = LongTextField(_l("备注"), longest=REASON_LENGTH)
    is_retired = BooleanField(_l("停用（不再安排入驻，历史记录保留）"))

    def __init__(self, divisions: Sequence[Division], room: Room | None = None) -> None:
        names = asdict(RoomFacts("", "", RoomKind.ROOM, 1))
        recorded = {} if room is None else {name: getattr(room, name) for name in names}
        if room is not None:
            recorded["version"] = str(room.version)
        super().__init__(data=recorded)
        self.division_code.choices = home_choices(divisions)
        self.kind.choices = [SelectChoice(key, text) for key, text in ROOM_KIND_LABELS.items()]
        if room is None:
            del self.is_retired

    def facts(self) -> RoomFacts:
        """Return what was asked for. Only call it on a form that has validated."""
        return RoomFacts(
            division_code=self.division_code.data,
            name=self.name.data or "",
            kind=self.kind.data,
            capacity=self.capacity.data or 0,
            area=self.area.data,
            note=self.note.data,
            is_retired="is_retired" in self and bool(self.is_retired.data),
        )

    def refuse(self, error: Exception) -> None:
        if isinstance(error, RoomInUseError):
            text = _("现有%(taken)s个工位在用：工位总数不能再少，也不能停用", taken=error.taken)
            self.capacity.errors = [text]
            return
        super().refuse(error)
