from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations import operations, queries
from app.organizations.forms import GradeForm, WithdrawalForm
from app.organizations.forms.grade import as_recorded
from app.organizations.grades import GRADE_LEVEL_LABELS, proposed_validity
from app.organizations.models import GradeChange
from app.organizations.views.blueprint import blueprint
from app.organizations.views.writing import get_point, is_written, live_points, way_back
from app.values.dates import Precision, parse_date
from app.values.unreadable import UnreadableValueError


@blueprint.route("/<int:organization_id>/grade", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_GRADE_CHANGE)
def change_grade(organization_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    form = GradeForm()

    if _asks_for_proposal():
        form.propose_validity()
    elif form.validate_on_submit() and is_written(
        form,
        lambda: operations.record_grade(standpoint(), organization_id, form.award()),
    ):
        flash(_("“%(name)s”的评估等级已登记。", name=organization.name), "success")
        return redirect(way_back(organization_id))

    return render_template(
        "organizations/change_grade.html",
        organization=organization,
        form=form,
        points=live_points(GradeChange, organization_id),
        labels=GRADE_LEVEL_LABELS,
        back=way_back(organization_id),
    )


@blueprint.route("/<int:organization_id>/grade/<int:point_id>", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_GRADE_CHANGE)
def correct_grade(organization_id: int, point_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    point = get_point(GradeChange, organization_id, point_id)
    form = GradeForm(point)

    if _asks_for_proposal():
        form.propose_validity()
    elif form.validate_on_submit():
        award = form.award(point)
        if award == as_recorded(point):
            form.say_nothing_changed()
        elif is_written(form, lambda: operations.correct_grade(standpoint(), point_id, award)):
            flash(_("“%(name)s”的评估等级记录已更正。", name=organization.name), "success")
            return redirect(way_back(organization_id))

    return render_template(
        "organizations/correct_grade.html",
        organization=organization,
        form=form,
        point=point,
        labels=GRADE_LEVEL_LABELS,
        back=way_back(organization_id),
    )


@blueprint.route("/<int:organization_id>/grade/<int:point_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_GRADE_CHANGE)
def withdraw_grade(organization_id: int, point_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    point = get_point(GradeChange, organization_id, point_id)
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_grade(standpoint(), point_id, form.reason.data),
    ):
        flash(_("“%(name)s”的评估等级记录已撤回。", name=organization.name), "success")
        return redirect(way_back(organization_id))

    return render_template(
        "organizations/withdraw_grade.html",
        organization=organization,
        form=form,
        point=point,
        points=live_points(GradeChange, organization_id),
        labels=GRADE_LEVEL_LABELS,
        back=way_back(organization_id),
    )


@blueprint.route("/grade-validity")
@requires(Permission.ORGANIZATION_GRADE_CHANGE)
def grade_validity() -> ResponseReturnValue:
    """Answer scripts with the validity that the rule of the day of announcement proposes."""
    try:
        announced = parse_date(request.args.get("announced-on"))
    except UnreadableValueError:
        announced = None
    if announced is None or announced.precision is not Precision.DAY:
        abort(400)
    since, expires_on = proposed_validity(announced.date)
    return {"since": since.isoformat(), "expires_on": expires_on.isoformat()}


def _asks_for_proposal() -> bool:
    return request.method == "POST" and "propose" in request.form
