from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.incubation.filing import operations, queries
from app.incubation.filing.forms import PaperForm
from app.incubation.filing.models import STATE_LABELS
from app.incubation.filing.views.blueprint import blueprint
from app.incubation.filing.views.writing import checklist_url, is_written
from app.organizations.forms import WithdrawalForm
from app.organizations.queries import get_organization


@blueprint.route("/organizations/<int:organization_id>/filing/papers", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def record_paper(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    form = PaperForm(queries.list_kinds(standpoint()), request.args.get("paper"))

    if form.validate_on_submit() and is_written(
        form, lambda: operations.record_paper(standpoint(), organization_id, form.entry())
    ):
        flash(_("“%(name)s”的备案材料已登记。", name=organization.name), "success")
        return redirect(checklist_url(organization_id))

    return render_template(
        "incubation/filing/record_paper.html",
        organization=organization,
        form=form,
        back=checklist_url(organization_id),
    )


@blueprint.route("/incubation/filing/papers/<int:paper_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def withdraw_paper(paper_id: int) -> ResponseReturnValue:
    paper = queries.get_paper(standpoint(), paper_id)
    organization = get_organization(standpoint(), paper.organization_id)
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form, lambda: operations.withdraw_paper(standpoint(), paper_id, form.reason.data)
    ):
        flash(_("“%(name)s”的材料记录已撤回。", name=organization.name), "success")
        return redirect(checklist_url(organization.id))

    kinds = {kind.key: kind for kind in queries.list_kinds(standpoint(), with_retired=True)}
    return render_template(
        "incubation/filing/withdraw_paper.html",
        organization=organization,
        form=form,
        paper=paper,
        kind=kinds[paper.kind],
        state_labels=STATE_LABELS,
        back=checklist_url(organization.id),
    )
