from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.accounts.queries import account_names
from app.audit.queries import list_events_of
from app.i18n import _
from app.organizations import operations, queries
from app.organizations.dictionaries import category_labels
from app.organizations.errors import StaleEditError
from app.organizations.forms import EditForm
from app.organizations.forms.conflict import Difference, merge
from app.organizations.models import Organization
from app.organizations.views.blueprint import blueprint
from app.organizations.views.duplicates import holder_of_code
from app.organizations.views.writing import is_written, way_back


@blueprint.route("/<int:organization_id>/edit", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_EDIT)
def edit(organization_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    homes = queries.list_homes(standpoint(), near=organization.division_code)
    form = EditForm(organization, homes)
    others: Sequence[Organization] = []

    if form.validate_on_submit():
        others = holder_of_code(form, but=organization_id)
        try:
            if not others and is_written(form, lambda: _edit(organization, form)):
                flash(_("“%(name)s”的资料已保存。", name=form.name.data), "success")
                return redirect(way_back(organization_id))
        except StaleEditError:
            differences = merge(form, EditForm(organization, homes, formdata=None))
            return _page(organization, form, conflict=_conflict(organization, differences)), 409

    return _page(organization, form, others=others)


def _edit(organization: Organization, form: EditForm) -> None:
    operations.edit_organization(standpoint(), organization.id, form.edit(organization))


def _conflict(organization: Organization, differences: Sequence[Difference]) -> dict[str, Any]:
    """Return what differs, and who changed the organization last and when."""
    actors = [item.actor_id for item in list_events_of("organization", organization.id)]
    last = actors[-1] if actors else None
    names = {} if last is None else account_names([last])
    return {"differences": differences, "by": names.get(last or 0), "at": organization.changed_at}


def _page(organization: Organization, form: EditForm, **options: Any) -> str:
    return render_template(
        "organizations/edit.html",
        organization=organization,
        form=form,
        categories=category_labels(),
        back=way_back(organization.id),
        **options,
    )
