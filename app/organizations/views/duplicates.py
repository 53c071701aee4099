"""Whether an organization like the one in a form stands in the register already."""

from collections.abc import Sequence
from dataclasses import replace

from app.accounts.guards import standpoint, viewer
from app.i18n import _
from app.organizations import queries
from app.organizations.forms.attributes import AttributeForm
from app.organizations.forms.registering import RegistrationForm
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.values.codes import normalize_code
from app.values.unreadable import UnreadableValueError


def whole_view() -> Standpoint:
    """Return the standpoint over all that the viewer may look at."""
    return replace(standpoint(), division=viewer().division_code)


def holder_of_code(form: AttributeForm, *, but: int | None = None) -> Sequence[Organization]:
    """Return the organization in view, other than `but`, that has the form's credit code.

    The form then refuses the code. One outside the view is refused by the operation, unnamed.
    """
    code = form.attribute_values()["credit_code"]
    holder = None if code is None else queries.find_by_credit_code(whole_view(), code)
    if holder is None or holder.id == but:
        return []
    form.credit_code.errors = [
        _("这个代码已登记在下列组织名下，请核对证书；同一家组织请直接修改它")
    ]
    return [holder]


def namesakes(form: RegistrationForm) -> Sequence[Organization]:
    """Return the organizations in view with the form's name; the form asks about them once."""
    found = queries.list_namesakes(whole_view(), form.name.data)
    if found and form.confirmed_name.data != form.name.data:
        form.name.errors = [_("已有同名组织，请先核对；确为另一家，请勾选确认后再保存")]
    return found


def organizations_like(name: str, code: str) -> Sequence[Organization]:
    """Return the organizations in view with the name or the credit code, as typed so far."""
    found = list(queries.list_namesakes(whole_view(), name)) if name else []
    holder = _find_holder(code)
    return found if holder is None or holder in found else [*found, holder]


def _find_holder(text: str) -> Organization | None:
    try:
        code = normalize_code(text)
    except UnreadableValueError:
        return None
    return None if code is None else queries.find_by_credit_code(whole_view(), code)
