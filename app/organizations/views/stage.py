from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations import operations, queries
from app.organizations.dictionaries import stage_words
from app.organizations.forms import StageForm, WithdrawalForm
from app.organizations.forms.stage import as_recorded
from app.organizations.models import StageChange
from app.organizations.views.blueprint import blueprint
from app.organizations.views.writing import get_point, is_written, live_points, way_back


@blueprint.route("/<int:organization_id>/stage", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_STAGE_CHANGE)
def change_stage(organization_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    form = StageForm(stage_words())

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.record_stage(standpoint(), organization_id, form.move()),
    ):
        flash(_("“%(name)s”的孵化阶段已变更。", name=organization.name), "success")
        return redirect(way_back(organization_id))

    return render_template(
        "organizations/change_stage.html",
        organization=organization,
        form=form,
        points=live_points(StageChange, organization_id),
        labels=_labels(),
        back=way_back(organization_id),
    )


@blueprint.route("/<int:organization_id>/stage/<int:point_id>", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_STAGE_CHANGE)
def correct_stage(organization_id: int, point_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    point = get_point(StageChange, organization_id, point_id)
    form = StageForm(stage_words(), point)

    if form.validate_on_submit():
        move = form.move(point)
        if move == as_recorded(point):
            form.say_nothing_changed()
        elif is_written(form, lambda: operations.correct_stage(standpoint(), point_id, move)):
            flash(_("“%(name)s”的孵化阶段记录已更正。", name=organization.name), "success")
            return redirect(way_back(organization_id))

    return render_template(
        "organizations/correct_stage.html",
        organization=organization,
        form=form,
        point=point,
        labels=_labels(),
        back=way_back(organization_id),
    )


@blueprint.route("/<int:organization_id>/stage/<int:point_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_STAGE_CHANGE)
def withdraw_stage(organization_id: int, point_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    point = get_point(StageChange, organization_id, point_id)
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_stage(standpoint(), point_id, form.reason.data),
    ):
        flash(_("“%(name)s”的孵化阶段记录已撤回。", name=organization.name), "success")
        return redirect(way_back(organization_id))

    return render_template(
        "organizations/withdraw_stage.html",
        organization=organization,
        form=form,
        point=point,
        points=live_points(StageChange, organization_id),
        labels=_labels(),
        back=way_back(organization_id),
    )


def _labels() -> dict[str, str]:
    return {word.key: word.label for word in stage_words()}
