"""The form every form derives from, and fields that read what people write."""

from datetime import date
from typing import Any

import wtforms
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

# The published types lag behind WTForms 3.3; everybody else imports it from here.
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]

from app.values.dates import Precision, parse_date
from app.values.texts import clean_text
from app.web.messages import DAY, Messages

__all__ = ["BaseForm", "DateField", "SelectChoice"]


class BaseForm(FlaskForm):
    """Reads texts as they are to be stored, blanks alone as nothing; passwords as they are."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            sent = super().wrap_formdata(form, formdata)
            return None if sent is None else _cleaned(form, sent)

        def get_translations(self, _form: Any) -> Messages:
            return Messages()


class DateField(wtforms.DateField):
    """A day: 2024-05-06, 2024.5.6, 2024/5/6, 2024年5月6日. A month or a year is not enough."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = self._read(valuelist[0]) if valuelist else None

    def _read(self, text: str) -> date | None:
        if not text:
            return None
        try:
            read = parse_date(text)
        except ValueError as error:
            raise ValueError(str(DAY)) from error
        # Words that say nothing, such as 无, are fine in a ledger but no day in a form.
        if read is None or read.precision is not Precision.DAY:
            raise ValueError(str(DAY))
        return read.date


def _cleaned(form: wtforms.Form, sent: Any) -> MultiDict[str, Any]:
    secret = {field.name for field in form if isinstance(field, wtforms.PasswordField)}
    return MultiDict(
        (
            name,
            (clean_text(value) or "") if isinstance(value, str) and name not in secret else value,
        )
        for name, value in sent.items(multi=True)
    )
