from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.views.writing import is_written
from app.projects import operations, queries
from app.projects.acceptance import missing_for_acceptance
from app.projects.forms import FirstStepForm, StepForm, WithdrawalForm
from app.projects.forms.steps import told
from app.projects.models import ProjectStep
from app.projects.pipelines import pipeline_words
from app.projects.stands import stand_of
from app.projects.views.blueprint import blueprint, look, page_of_project
from app.standpoint import today


@blueprint.route("/projects/<int:project_id>/steps/new", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def take_step(project_id: int) -> ResponseReturnValue:
    overview = queries.overview_of(standpoint(), project_id)
    steps = _live(project_id)
    way = pipeline_words()[overview.project.pipeline_key]
    before = stand_of(way.key, steps[-1])
    form = StepForm(way, before)
    if not form.decision.choices:
        return redirect(page_of_project(project_id))
    if form.validate_on_submit() and is_written(
        form, lambda: operations.take_step(standpoint(), project_id, form.taken())
    ):
        flash(_("环节已登记。"), "success")
        return redirect(page_of_project(project_id))
    return render_template(
        "projects/take_step.html",
        form=form,
        name=overview.detail.name,
        stand=told(before),
        last=steps[-1],
        missing=missing_for_acceptance(project_id, today()),
        back=page_of_project(project_id),
        look=look(),
    )


@blueprint.route("/projects/<int:project_id>/steps/<int:project_step_id>", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def correct_step(project_id: int, project_step_id: int) -> ResponseReturnValue:
    overview = queries.overview_of(standpoint(), project_id)
    step, steps = _step(project_id, project_step_id), _live(project_id)
    way = pipeline_words()[overview.project.pipeline_key]
    place = steps.index(step)
    form: StepForm | FirstStepForm = (
        StepForm(way, stand_of(way.key, steps[place - 1]), recorded=step)
        if place
        else FirstStepForm(way, step)
    )
    if form.validate_on_submit() and is_written(
        form, lambda: operations.correct_step(standpoint(), project_step_id, form.taken())
    ):
        flash(_("环节已更正。"), "success")
        return redirect(page_of_project(project_id))
    return render_template(
        "projects/correct_step.html",
        form=form,
        name=overview.detail.name,
        back=page_of_project(project_id),
        look=look(),
    )


@blueprint.route(
    "/projects/<int:project_id>/steps/<int:project_step_id>/withdrawal", methods=["GET", "POST"]
)
@requires(Permission.PROJECT_EDIT)
def withdraw_step(project_id: int, project_step_id: int) -> ResponseReturnValue:
    overview = queries.overview_of(standpoint(), project_id)
    _step(project_id, project_step_id)
    form = WithdrawalForm()
    if form.validate_on_submit() and is_written(
        form, lambda: operations.withdraw_step(standpoint(), project_step_id, form.opinion.data)
    ):
        flash(_("环节已撤回。"), "success")
        return redirect(page_of_project(project_id))
    return render_template(
        "projects/withdraw_step.html",
        form=form,
        name=overview.detail.name,
        back=page_of_project(project_id),
        look=look(),
    )


def _live(project_id: int) -> list[ProjectStep]:
    steps = queries.list_steps(standpoint(), project_id)
    return [item for item in steps if item.superseded_at is None]


def _step(project_id: int, step_id: int) -> ProjectStep:
    """Return a live step of the project; answers 409 when it was put right meanwhile."""
    try:
        step = queries.get_step(standpoint(), step_id)
    except NoResultFound:
        if any(item.id == step_id for item in queries.list_steps(standpoint(), project_id)):
            abort(409)
        raise
    if step.project_id != project_id:
        abort(404)
    return step
