from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.incubation.residencies import operations, queries
from app.incubation.residencies.forms import ApplicationForm, WishForm
from app.incubation.residencies.views.blueprint import blueprint, look, page_of_residency
from app.incubation.residencies.views.writing import is_written_with_files
from app.organizations.queries import get_organization
from app.organizations.views.writing import is_written, way_back


@blueprint.route("/organizations/<int:organization_id>/residencies/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def apply(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    form = ApplicationForm()
    made: list[int] = []

    def write() -> int:
        made.append(operations.apply(standpoint(), organization_id, form.application()))
        return made[0]

    if form.validate_on_submit() and is_written_with_files(form, organization_id, write):
        flash(_("“%(name)s”的入驻申请已登记。", name=organization.name), "success")
        return redirect(page_of_residency(made[0]))

    return render_template(
        "incubation/residencies/apply.html",
        organization=organization,
        form=form,
        back=way_back(organization_id),
        look=look(),
    )


@blueprint.route("/incubation/residencies/<int:residency_id>/application", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def edit_application(residency_id: int) -> ResponseReturnValue:
    form = WishForm(queries.get_residency(standpoint(), residency_id))

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.edit_wish(
            standpoint(), residency_id, form.wish(), version=form.version_sent()
        ),
    ):
        flash(_("入驻申请信息已保存。"), "success")
        return redirect(page_of_residency(residency_id))

    residency = queries.get_residency(standpoint(), residency_id)  # a refused write forgot it
    if form.is_stale:
        form.version.data = str(residency.version)
    page = render_template(
        "incubation/residencies/edit_application.html",
        residency=residency,
        organization=residency.organization,
        form=form,
        look=look(),
    )
    return page, 409 if form.is_stale else 200
