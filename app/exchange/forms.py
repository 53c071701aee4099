from collections.abc import Sequence
from datetime import date
from typing import Any

import wtforms
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, ValidationError

from app.divisions.codes import STEPS, meaningful
from app.divisions.models import Division
from app.exchange.engine import Adapter, ImportRequest
from app.i18n import _, _l
from app.standpoint import today
from app.values.texts import clean_line
from app.web.forms import BaseForm, DateField, SelectChoice

INDENT = "　"
LONGEST_NAME = 150  # of a file
FIRST_DAY = date(1949, 10, 1)


def possible_day(_form: wtforms.Form, field: DateField) -> None:
    if field.data is None:
        return
    if field.data > today():
        raise ValidationError(_("生效日期不能晚于今天"))
    if field.data < FIRST_DAY:
        raise ValidationError(_("请核对年份"))


class UploadForm(BaseForm):
    """A ledger and how to import it; `divisions` are those it may be of, the viewer's own first.

    Of division and day of effect it asks only what the kind of ledger makes use of.
    """

    file = FileField(_l("台账文件"), validators=[FileRequired(_l("请选择要导入的文件"))])
    division = SelectField(_l("归入辖区"))
    effective_on = DateField(
        _l("生效日期"),
        validators=[InputRequired(_l("请填写生效日期")), possible_day],
    )
    is_strict = BooleanField(_l("有一行错误就全部不导入"))

    def __init__(self, adapter: Adapter, divisions: Sequence[Division], own: str) -> None:
        super().__init__(data={"division": own, "effective_on": today()})
        self.division.description = adapter.wording.division_hint
        self.effective_on.description = adapter.wording.day_hint
        self.division.choices = [
            SelectChoice(item.code, INDENT * _depth(item.code, own) + item.name)
            for item in divisions
        ]
        if not adapter.has_division:
            del self.division
        if not adapter.has_day:
            del self.effective_on

    def request(self) -> ImportRequest:
        """Return what was asked for. Only call it on a form that has validated."""
        day = self.effective_on.data if self.effective_on else today()
        assert day is not None
        return ImportRequest(
            file_name=file_name_of(self.file.data.filename),
            effective_on=day,
            is_strict=self.is_strict.data,
        )


class RecheckForm(BaseForm):
    effective_on = DateField(
        _l("生效日期"), validators=[InputRequired(_l("请填写生效日期")), possible_day]
    )


class ConfirmForm(BaseForm):
    is_looked_at = BooleanField(_l("已逐行核对，确实要这样改"))


def file_name_of(sent: Any) -> str:
    """Return a file's name as it is kept: without the folders some browsers send."""
    name = clean_line(str(sent or "").replace("\\", "/").rpartition("/")[2])
    return (name or _("台账"))[-LONGEST_NAME:]


def _depth(code: str, top: str) -> int:
    return max(0, STEPS.index(len(meaningful(code))) - STEPS.index(len(meaningful(top))))
