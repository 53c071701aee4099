import json
from collections.abc import Sequence
from typing import Any

from wtforms.fields import HiddenField, SelectField
from wtforms.validators import Optional

from app.divisions.models import Division
from app.i18n import _l
from app.organizations.attributes import EDITABLE, value_of
from app.organizations.forms.attributes import AttributeForm, text_of
from app.organizations.forms.fields import not_after_today
from app.organizations.forms.homes import home_choices
from app.organizations.forms.refusals import RefusableForm
from app.organizations.models import Organization
from app.organizations.operations import AttributeEdit
from app.values.codes import CreditCode
from app.web.forms import DateField

COUNTS = frozenset(key for key in EDITABLE if key.endswith("_count"))
MERGED = (*EDITABLE, "division_code")


class EditForm(AttributeForm, RefusableForm):
    """Made from an organization; `version` and `made_from` say from which state of it."""

    division_code = SelectField(_l("所属社区或街道"))
    renamed_on = DateField(
        _l("更名日期"),
        validators=[Optional(), not_after_today],
        description=_l("名称有改动时填写，原名称作为曾用名保留；不填为今天"),
    )
    version = HiddenField()
    made_from = HiddenField()

    def __init__(
        self, organization: Organization, divisions: Sequence[Division], **options: Any
    ) -> None:
        super().__init__(data=_as_recorded(organization), **options)
        self.known_code = organization.credit_code
        self.division_code.choices = home_choices(divisions)
        if self.made_from.data is None:
            self.made_from.data = json.dumps(self.texts(), ensure_ascii=False)

    def texts(self) -> dict[str, str]:
        """Return what stands in each field, as it would be sent."""
        return {name: text_of(self[name]) for name in MERGED}

    def edit(self, organization: Organization) -> AttributeEdit:
        """Return what differs from the organization. Only call it on a form that has validated."""
        words = self.words_of_counts()
        values = {
            key: value
            for key, value in self.attribute_values().items()
            if value != value_of(organization, key) or self._makes_exact(key, organization)
        }
        return AttributeEdit(
            values=values,
            version=_number(self.version.data),
            division_code=self.division_code.data,
            renamed_on=self.renamed_on.data,
            as_written=words,
        )

    def _makes_exact(self, key: str, organization: Organization) -> bool:
        """Tell whether the number stands, but no longer for 约350 as a ledger had it."""
        note = organization.as_written.get(key)
        return key in COUNTS and note is not None and text_of(self[key]) != note


def _number(text: str | None) -> int:
    """Return a version, 0 (which no organization has) for what is none."""
    return int(text[:9]) if text and text.isascii() and text.isdigit() else 0


def _as_recorded(organization: Organization) -> dict[str, Any]:
    data = {key: value_of(organization, key) for key in EDITABLE}
    if organization.credit_code is not None:
        data["credit_code"] = CreditCode(organization.credit_code)
    for key, text in organization.as_written.items():
        if key in COUNTS and data.get(key) is not None:
            data[key] = text
    data["division_code"] = organization.division_code
    data["version"] = str(organization.version)
    return data
