from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.incubation.residencies import operations, queries
from app.incubation.residencies.forms import HandOverForm
from app.incubation.residencies.views.blueprint import blueprint, look, page_of_residency
from app.organizations.views.writing import is_written


@blueprint.route(
    "/incubation/residencies/<int:residency_id>/hand-over/<int:item_id>", methods=["GET", "POST"]
)
@requires(Permission.INCUBATION_EDIT)
def hand_over(residency_id: int, item_id: int) -> ResponseReturnValue:
    item, residency = queries.get_item(standpoint(), item_id)
    if residency.id != residency_id:
        abort(404)
    form = HandOverForm(item)

    if form.validate_on_submit() and is_written(
        form, lambda: operations.hand_over(standpoint(), item_id, form.change())
    ):
        flash(_("“%(item)s”的交接情况已保存。", item=item.text), "success")
        return redirect(page_of_residency(residency_id))

    item, residency = queries.get_item(standpoint(), item_id)  # a refused write forgot them
    if form.is_stale:
        form.version.data = str(item.version)
    page = render_template(
        "incubation/residencies/hand_over.html",
        residency=residency,
        organization=residency.organization,
        item=item,
        form=form,
        look=look(),
    )
    return page, 409 if form.is_stale else 200
