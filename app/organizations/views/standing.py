from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations import operations, queries
from app.organizations.forms import StandingForm, WithdrawalForm
from app.organizations.forms.standing import as_recorded
from app.organizations.models import StandingChange
from app.organizations.standings import STANDING_LABELS
from app.organizations.views.blueprint import blueprint
from app.organizations.views.writing import get_point, is_written, live_points, way_back


@blueprint.route("/<int:organization_id>/standing", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_STANDING_CHANGE)
def change_standing(organization_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    form = StandingForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.record_standing(standpoint(), organization_id, form.move()),
    ):
        flash(_("“%(name)s”的登记状态已变更。", name=organization.name), "success")
        return redirect(way_back(organization_id))

    return render_template(
        "organizations/change_standing.html",
        organization=organization,
        form=form,
        points=live_points(StandingChange, organization_id),
        labels=STANDING_LABELS,
        back=way_back(organization_id),
    )


@blueprint.route("/<int:organization_id>/standing/<int:point_id>", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_STANDING_CHANGE)
def correct_standing(organization_id: int, point_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    point = get_point(StandingChange, organization_id, point_id)
    form = StandingForm(point)

    if form.validate_on_submit():
        move = form.move(point)
        if move == as_recorded(point):
            form.say_nothing_changed()
        elif is_written(form, lambda: operations.correct_standing(standpoint(), point_id, move)):
            flash(_("“%(name)s”的登记状态记录已更正。", name=organization.name), "success")
            return redirect(way_back(organization_id))

    return render_template(
        "organizations/correct_standing.html",
        organization=organization,
        form=form,
        point=point,
        labels=STANDING_LABELS,
        back=way_back(organization_id),
    )


@blueprint.route(
    "/<int:organization_id>/standing/<int:point_id>/withdrawal", methods=["GET", "POST"]
)
@requires(Permission.ORGANIZATION_STANDING_CHANGE)
def withdraw_standing(organization_id: int, point_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    point = get_point(StandingChange, organization_id, point_id)
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_standing(standpoint(), point_id, form.reason.data),
    ):
        flash(_("“%(name)s”的登记状态记录已撤回。", name=organization.name), "success")
        return redirect(way_back(organization_id))

    return render_template(
        "organizations/withdraw_standing.html",
        organization=organization,
        form=form,
        point=point,
        points=live_points(StandingChange, organization_id),
        labels=STANDING_LABELS,
        back=way_back(organization_id),
    )
