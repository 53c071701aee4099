from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.accounts.queries import account_names, accounts_by_name
from app.i18n import _
from app.incubation.plans import operations, queries
from app.incubation.plans.document import file_name, plan_document
from app.incubation.plans.errors import StalePlanError
from app.incubation.plans.forms import ChecklistForm, ClosingForm, PlanForm
from app.incubation.plans.labels import STATE_LABELS
from app.incubation.plans.models import GrowthPlan, PlanState, ServiceTemplate
from app.incubation.plans.operations import StepDraft, days_ahead
from app.incubation.plans.views.blueprint import blueprint
from app.incubation.plans.views.listing import look
from app.organizations.dictionaries import stage_words
from app.organizations.views.writing import is_written
from app.web.media_types import DOCX


@blueprint.route("/incubation/plans/<int:plan_id>")
@requires(Permission.INCUBATION_READ)
def detail(plan_id: int) -> ResponseReturnValue:
    plan = queries.get_plan(standpoint(), plan_id)
    lists = _checklists()
    return render_template(
        "plans/detail.html",
        plan=plan,
        maker=account_names([plan.recorded_by]).get(plan.recorded_by, ""),
        form=ChecklistForm(_labels(lists)),
        state_labels=STATE_LABELS,
        stages={word.key: word.label for word in stage_words()},
        standpoint=standpoint(),
        back=url_for("plans.index", **look()),
        look=look(),
    )


@blueprint.route("/incubation/plans/<int:plan_id>/edit", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def edit(plan_id: int) -> ResponseReturnValue:
    plan = queries.get_plan(standpoint(), plan_id)
    form = PlanForm(plan)

    if form.validate_on_submit():
        try:
            if is_written(form, lambda: operations.edit_plan(standpoint(), plan_id, form.edit())):
                flash(_("大纲已保存。"), "success")
                return redirect(url_for("plans.detail", plan_id=plan_id))
        except StalePlanError:
            newest = queries.get_plan(standpoint(), plan_id)
            form.version.data = str(newest.version)
            return _edit_page(newest, form, is_stale=True), 409
        plan = queries.get_plan(standpoint(), plan_id)  # what was refused let go of it

    return _edit_page(plan, form)


@blueprint.route("/incubation/plans/<int:plan_id>/checklist", methods=["POST"])
@requires(Permission.INCUBATION_EDIT)
def add_checklist(plan_id: int) -> ResponseReturnValue:
    queries.get_plan(standpoint(), plan_id)
    lists = _checklists()
    form = ChecklistForm(_labels(lists))
    added: list[int] = []

    if form.validate() and is_written(
        form, lambda: added.append(_add(plan_id, lists[form.checklist.data][1]))
    ):
        flash(_("已加入%(count)s个步骤，已有的不重复加入。", count=added[0]), "success")
    else:
        texts = [text for errors in form.errors.values() for text in errors]
        flash(texts[0], "warning")
    return redirect(url_for("plans.detail", plan_id=plan_id))


@blueprint.route("/incubation/plans/<int:plan_id>/closing", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def close(plan_id: int) -> ResponseReturnValue:
    form = ClosingForm()

    if form.validate_on_submit() and is_written(form, lambda: _close(plan_id, form)):
        flash(_("大纲已结束。"), "success")
        return redirect(url_for("plans.detail", plan_id=plan_id))

    return render_template(
        "plans/close.html",
        plan=queries.get_plan(standpoint(), plan_id),
        form=form,
        back=url_for("plans.detail", plan_id=plan_id),
    )


@blueprint.route("/incubation/plans/<int:plan_id>/plan.docx")
@requires(Permission.INCUBATION_READ)
def document(plan_id: int) -> ResponseReturnValue:
    plan = queries.get_plan(standpoint(), plan_id)
    return send_file(
        BytesIO(plan_document(plan)),
        mimetype=DOCX,
        as_attachment=True,
        download_name=file_name(plan),
    )


def _edit_page(plan: GrowthPlan, form: PlanForm, *, is_stale: bool = False) -> str:
    return render_template(
        "plans/edit.html",
        plan=plan,
        form=form,
        is_stale=is_stale,
        names=accounts_by_name(standpoint().division, also=standpoint().viewer),
        back=url_for("plans.detail", plan_id=plan.id),
    )


def _close(plan_id: int, form: ClosingForm) -> None:
    assert form.on.data is not None
    state = PlanState(form.state.data)
    operations.close_plan(standpoint(), plan_id, state, form.on.data, form.summary.data)


def _add(plan_id: int, items: list[ServiceTemplate]) -> int:
    steps = [StepDraft(item.text, days_ahead(item.due_days)) for item in items]
    return operations.add_steps(standpoint(), plan_id, steps)


def _checklists() -> dict[str, tuple[str, list[ServiceTemplate]]]:
    labels = {word.key: word.label for word in stage_words()}
    return queries.checklists(standpoint(), labels)


def _labels(lists: dict[str, tuple[str, Any]]) -> dict[str, str]:
    return {
        key: _("%(name)s（%(count)s项）", name=label or _("各阶段"), count=len(items))
        for key, (label, items) in lists.items()
    }
