from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.incubation.plans import queries
from app.incubation.plans.forms import ServiceForm
from app.incubation.plans.services import add_service, edit_service
from app.incubation.plans.views.blueprint import blueprint
from app.organizations.dictionaries import stage_words
from app.organizations.views.writing import is_written


@blueprint.route("/incubation/plans/services", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def services() -> ResponseReturnValue:
    form = ServiceForm(stage_words())

    if form.validate_on_submit() and is_written(
        form, lambda: add_service(standpoint(), form.edit())
    ):
        flash(_("服务模板已新增。"), "success")
        return redirect(url_for("plans.services"))

    return render_template(
        "plans/services.html",
        services=queries.list_services(standpoint(), with_retired=True),
        form=form,
        stages={word.key: word.label for word in stage_words()},
    )


@blueprint.route("/incubation/plans/services/<int:service_id>", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def service(service_id: int) -> ResponseReturnValue:
    recorded = queries.get_service(standpoint(), service_id)
    form = ServiceForm(stage_words(), recorded)

    if form.validate_on_submit() and is_written(
        form, lambda: edit_service(standpoint(), service_id, form.edit())
    ):
        flash(_("服务模板已保存。"), "success")
        return redirect(url_for("plans.services"))

    return render_template(
        "plans/service.html", service=recorded, form=form, back=url_for("plans.services")
    )
