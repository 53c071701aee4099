from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.incubation.residencies import operations, queries
from app.incubation.residencies.forms import StepForm, WithdrawalForm
from app.incubation.residencies.models import ResidencyStep
from app.incubation.residencies.steps import STEP_LABELS, Step, may_follow
from app.incubation.residencies.timeline import notes_of
from app.incubation.residencies.views.blueprint import blueprint, look, page_of_residency
from app.incubation.residencies.views.writing import is_written_with_files
from app.organizations.views.writing import is_written


@blueprint.route("/incubation/residencies/<int:residency_id>/steps/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def take_step(residency_id: int) -> ResponseReturnValue:
    organization_id = queries.get_residency(standpoint(), residency_id).organization_id
    live = queries.list_live_steps(standpoint(), residency_id)
    step = _step_asked(live)
    if step is None:
        return redirect(page_of_residency(residency_id))
    form = StepForm(step, queries.list_room_uses(standpoint()), before=live[-1])

    def write() -> int:
        operations.take_step(standpoint(), residency_id, form.taken())
        return residency_id

    if form.validate_on_submit() and is_written_with_files(form, organization_id, write):
        flash(_("“%(step)s”已登记。", step=STEP_LABELS[step]), "success")
        return redirect(page_of_residency(residency_id))

    return _page("take_step", residency_id, step, form)


@blueprint.route(
    "/incubation/residencies/<int:residency_id>/steps/<int:step_id>", methods=["GET", "POST"]
)
@requires(Permission.INCUBATION_EDIT)
def correct_step(residency_id: int, step_id: int) -> ResponseReturnValue:
    recorded = _recorded(residency_id, step_id)
    step = recorded.step
    form = StepForm(step, queries.list_room_uses(standpoint()), recorded=recorded)

    if form.validate_on_submit():
        if form.is_as_recorded(recorded):
            form.form_errors.append(_("内容与原记录相同，请修改后再保存，或点“取消”返回。"))
        elif is_written(form, lambda: operations.correct_step(standpoint(), step_id, form.taken())):
            flash(_("“%(step)s”的记录已更正。", step=STEP_LABELS[step]), "success")
            return redirect(page_of_residency(residency_id))

    return _page("correct_step", residency_id, step, form)


@blueprint.route(
    "/incubation/residencies/<int:residency_id>/steps/<int:step_id>/withdrawal",
    methods=["GET", "POST"],
)
@requires(Permission.INCUBATION_EDIT)
def withdraw_step(residency_id: int, step_id: int) -> ResponseReturnValue:
    step = _recorded(residency_id, step_id).step
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form, lambda: operations.withdraw_step(standpoint(), step_id, form.reason.data)
    ):
        flash(_("“%(step)s”的记录已撤回。", step=STEP_LABELS[step]), "success")
        return redirect(page_of_residency(residency_id))

    return _page("withdraw_step", residency_id, step, form)


def _step_asked(live: Sequence[ResidencyStep]) -> Step | None:
    """Return the step of the address when it may come next."""
    text = request.args.get("step")
    step = Step(text) if text in set(Step) else None
    if step is None or not live or not may_follow(live[-1].step, step):
        return None
    return step


def _recorded(residency_id: int, step_id: int) -> ResidencyStep:
    """Return a live step of the residency; 409 when it was corrected or taken back meanwhile."""
    queries.get_residency(standpoint(), residency_id)
    steps = [step for step in queries.list_steps(standpoint(), residency_id) if step.id == step_id]
    if not steps:
        abort(404)
    if steps[0].superseded_at is not None:
        abort(409)
    return steps[0]


def _page(name: str, residency_id: int, step: Step, form: FlaskForm) -> str:
    """Show the form beside what was recorded so far, read anew: a refused write forgot it."""
    residency = queries.get_residency(standpoint(), residency_id)
    return render_template(
        f"incubation/residencies/{name}.html",
        residency=residency,
        organization=residency.organization,
        steps=queries.list_live_steps(standpoint(), residency_id),
        label=STEP_LABELS[step],
        form=form,
        step_labels=STEP_LABELS,
        notes_of=notes_of,
        look=look(),
    )
