from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import accounts_by_name
from app.i18n import _
from app.incubation.plans import operations, queries
from app.incubation.plans.errors import NoStageAboveError
from app.incubation.plans.forms import PlanDraftForm
from app.incubation.plans.proposing import propose
from app.incubation.plans.views.blueprint import blueprint
from app.organizations.queries import get_organization
from app.organizations.views.writing import is_written


@blueprint.route("/organizations/<int:organization_id>/plan/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def make(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    active = queries.find_active_plan(standpoint(), organization_id)
    if active is not None:
        return redirect(url_for("plans.detail", plan_id=active.id))
    try:
        proposal = propose(standpoint(), organization_id)
    except NoStageAboveError:
        return render_template("plans/make.html", organization=organization, proposal=None)
    form = PlanDraftForm(
        proposal,
        title=_("%(name)s孵化大纲", name=organization.name),
        goals=_("进入%(stage)s。", stage=proposal.to_stage.label),
        responsible=viewer().name,
    )
    made: list[int] = []

    if form.validate_on_submit() and is_written(
        form,
        lambda: made.append(operations.make_plan(standpoint(), organization_id, form.draft())),
    ):
        flash(_("大纲已生成，请核对步骤、负责人和期限。"), "success")
        return redirect(url_for("plans.edit", plan_id=made[0]))

    return render_template(
        "plans/make.html",
        organization=organization,
        proposal=proposal,
        form=form,
        names=accounts_by_name(standpoint().division, also=standpoint().viewer),
        back=url_for("register.detail", organization_id=organization_id),
    )
