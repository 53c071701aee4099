"""Two people edited one organization: what of both goes into the form that is shown again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms.fields import BooleanField, SelectField

from app.i18n import _
from app.organizations.forms.attributes import text_of
from app.organizations.forms.editing import MERGED, EditForm


@dataclass(frozen=True)
class Difference:
    """A field that says one thing in the register and another in the form that came too late.

    `is_taken`: the sender had not touched the field, so the form now has what the register has.
    """

    field: str  # the id of its input
    label: str
    recorded: str
    typed: str
    is_taken: bool


def merge(form: EditForm, current: EditForm) -> Sequence[Difference]:
    """Bring a stale form up to `current`, made from the organization as it is now.

    What was typed stays; a field that was not touched takes what others wrote. Without the texts
    the form was made from (a forged or mangled one) every text is taken for typed.
    """
    before = _texts_before(form)
    found = []
    for name in MERGED:
        typed, recorded = text_of(form[name]), text_of(current[name])
        if typed == recorded:
            continue
        is_taken = before.get(name) == typed
        found.append(
            Difference(
                form[name].id,
                form[name].label.text,
                _shown(current[name]),
                _shown(form[name]),
                is_taken,
            )
        )
        if is_taken:
            _take(form[name], current[name])
    form.version.data = current.version.data
    form.made_from.data = json.dumps(current.texts(), ensure_ascii=False)
    return found


def _texts_before(form: EditForm) -> dict[str, Any]:
    try:
        texts = json.loads(form.made_from.data or "{}")
    except ValueError:
        return {}
    return texts if isinstance(texts, dict) else {}


def _take(field: Any, other: Any) -> None:
    field.raw_data, field.data, field.errors = None, other.data, []


def _shown(field: Any) -> str:
    if isinstance(field, BooleanField):
        return _("是") if field.data else _("否")
    if isinstance(field, SelectField):
        labels = [str(choice[1]) for choice in field.iter_choices() if choice[2]]
        return labels[0] if labels else ""
    return text_of(field)
