"""Fields of these forms: texts of limited length, and texts that are read as something."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import wtforms
from wtforms.validators import StopValidation, ValidationError

from app.i18n import _, _l
from app.standpoint import today
from app.values.unreadable import UnreadableValueError

# What to do about a text that cannot be read; a field may say it in its own words.
ADVICE: Mapping[str, str] = {
    "ambiguous_date": _l("请写清月份，如 2023-01 或 2023-10"),
    "unparsable_date": _l("请按 2023-05-06 的格式填写；只知道年月写 2023-05，只知道年份写 2023"),
    "unparsable_number": _l("请填写数字，如 30"),
    "unparsable_phone": _l("请填写完整的电话，如 13800000000 或 0571-81234567，多个用顿号分开"),
    "unknown_value": _l("请只填写字母和数字"),
    "digits_lost": _l("末尾几位像是被表格软件改成了0，请对照证书重新填写"),
    "masked_value": _l("请填写完整内容，不要用星号代替"),
}


class ReadField(wtforms.StringField):
    """A text that is read when it is sent: `data` is its meaning, the text stays for the page.

    `read` takes the text and raises UnreadableValueError; `write` makes the text of a meaning.
    `advice` says what to do about a code that ADVICE has no fitting words for.
    """

    data: Any

    def __init__(
        self,
        label: str,
        *,
        read: Callable[[str], Any],
        write: Callable[[Any], str] = str,
        longest: int,
        advice: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(label, [*options.pop("validators", ()), longest_text(longest)], **options)
        self._read = read
        self._write = write
        self._longest = longest
        self._advice = {**ADVICE, **(advice or {})}

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        text = str(valuelist[0])
        if len(text) > self._longest:  # the validator says so; nothing that long is read
            self.data = None
            return
        try:
            self.data = self._read(text)
        except UnreadableValueError as error:
            self.data = None
            raise ValueError(str(self._advice[error.code])) from error

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self._write(self.data)


class TextField(wtforms.StringField):
    """A text on one line; nothing typed is None."""

    def __init__(self, label: str, *, longest: int, **options: Any) -> None:
        validators = [*options.pop("validators", ()), longest_text(longest)]
        super().__init__(label, validators, filters=(nothing_as_none,), **options)


class LongTextField(wtforms.TextAreaField):
    """A text of several lines; nothing typed is None."""

    def __init__(self, label: str, *, longest: int, **options: Any) -> None:
        validators = [*options.pop("validators", ()), longest_text(longest)]
        super().__init__(label, validators, filters=(nothing_as_none,), **options)


def longest_text(longest: int) -> Callable[[wtforms.Form, wtforms.Field], None]:
    """Refuse a text as typed that is longer, whatever the field made of it."""

    def check(_form: wtforms.Form, field: wtforms.Field) -> None:
        typed = len(field.raw_data[0]) if field.raw_data else 0
        if typed > longest:
            raise StopValidation(
                _("请控制在%(most)s字以内，现在是%(now)s字", most=longest, now=typed)
            )

    return check


def nothing_as_none(text: str | None) -> str | None:
    return text or None


def not_after_today(_form: wtforms.Form, field: wtforms.Field) -> None:
    """Refuse a day, or the first day of a month or year, that is yet to come."""
    day = getattr(field.data, "date", field.data)
    if isinstance(day, date) and day > today():
        raise ValidationError(_("请填写今天或之前的日期"))
