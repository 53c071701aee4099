from collections.abc import Sequence

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.incubation.gates.queries import gates_of
from app.incubation.reviews.labels import distance_text
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.queries import ReviewFilter, list_reviews
from app.incubation.stages import operations
from app.incubation.stages.forms import StageForm, as_recorded
from app.incubation.stages.notes import notes_of_changes
from app.incubation.stages.queries import bases_of
from app.incubation.stages.views.blueprint import blueprint
from app.organizations import queries
from app.organizations.dictionaries import stage_words
from app.organizations.forms import WithdrawalForm
from app.organizations.models import StageChange
from app.organizations.operations import withdraw_stage as withdraw
from app.organizations.views.writing import get_point, is_written, live_points, way_back


@blueprint.route("/organizations/<int:organization_id>/stage", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_STAGE_CHANGE)
def change_stage(organization_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    reviews = _citable(organization_id)
    form = StageForm(
        stage_words(),
        reviews,
        review_id=_asked_for(reviews),
        proposed=request.args.get("to"),
    )

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.move_stage(standpoint(), organization_id, form.move(), form.review_id()),
    ):
        flash(_("“%(name)s”的孵化阶段已变更。", name=organization.name), "success")
        return redirect(way_back(organization_id))

    points = live_points(StageChange, organization_id)
    return render_template(
        "incubation/stages/change_stage.html",
        organization=organization,
        form=form,
        gates=gates_of(standpoint(), [organization_id]).get(organization_id, {}),
        distance_text=distance_text,
        points=points,
        notes=notes_of_changes(standpoint(), [point.id for point in points]),
        labels=_labels(),
        back=way_back(organization_id),
    )


@blueprint.route(
    "/organizations/<int:organization_id>/stage/<int:point_id>", methods=["GET", "POST"]
)
@requires(Permission.ORGANIZATION_STAGE_CHANGE)
def correct_stage(organization_id: int, point_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    point = get_point(StageChange, organization_id, point_id)
    basis = bases_of(standpoint(), [point_id]).get(point_id)
    cited = None if basis is None else basis.review_id
    form = StageForm(stage_words(), _citable(organization_id), point, review_id=cited)

    if form.validate_on_submit():
        move = form.move(point)
        if (move, form.review_id()) == (as_recorded(point), cited):
            form.say_nothing_changed()
        elif is_written(
            form,
            lambda: operations.correct_move(standpoint(), point_id, move, form.review_id()),
        ):
            flash(_("“%(name)s”的孵化阶段记录已更正。", name=organization.name), "success")
            return redirect(way_back(organization_id))

    return render_template(
        "incubation/stages/correct_stage.html",
        organization=organization,
        form=form,
        point=point,
        labels=_labels(),
        back=way_back(organization_id),
    )


@blueprint.route(
    "/organizations/<int:organization_id>/stage/<int:point_id>/withdrawal",
    methods=["GET", "POST"],
)
@requires(Permission.ORGANIZATION_STAGE_CHANGE)
def withdraw_stage(organization_id: int, point_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(standpoint(), organization_id)
    point = get_point(StageChange, organization_id, point_id)
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form, lambda: withdraw(standpoint(), point_id, form.reason.data)
    ):
        flash(_("“%(name)s”的孵化阶段记录已撤回。", name=organization.name), "success")
        return redirect(way_back(organization_id))

    return render_template(
        "incubation/stages/withdraw_stage.html",
        organization=organization,
        form=form,
        point=point,
        points=live_points(StageChange, organization_id),
        labels=_labels(),
        back=way_back(organization_id),
    )


def _citable(organization_id: int) -> Sequence[Review]:
    wanted = ReviewFilter(ReviewState.CONCLUDED, organization_id=organization_id)
    return list_reviews(standpoint(), wanted)


def _asked_for(reviews: Sequence[Review]) -> int | None:
    """Return the review that the address names, where it may be cited."""
    wanted = request.args.get("review")
    return next((review.id for review in reviews if str(review.id) == wanted), None)


def _labels() -> dict[str, str]:
    return {word.key: word.label for word in stage_words()}
