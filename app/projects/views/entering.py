from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.queries import get_organization, list_homes
from app.organizations.views.writing import is_written
from app.projects import operations, queries
from app.projects.candidates import find_organizations
from app.projects.errors import StaleProjectError
from app.projects.forms import ProjectForm, WithdrawalForm
from app.projects.pipelines import pipeline_of_kind, pipeline_words
from app.projects.rounds import list_rounds
from app.projects.views.blueprint import blueprint, look, page_of_project


@blueprint.route("/projects/new", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def enter() -> ResponseReturnValue:
    given = request.args.get("organization_id", type=int)
    if given is not None:
        get_organization(standpoint(), given)
    form = ProjectForm(
        homes=list_homes(standpoint()),
        rounds=list_rounds(standpoint(), is_offered=True),
        organizations=[] if given is None else [given],
        round_id=request.args.get("round", type=int),
    )
    _offer(form)
    made: list[int] = []

    if (
        request.method == "POST"
        and not form.look.data
        and form.validate()
        and is_written(form, lambda: made.append(_enter(form)))
    ):
        flash(_("项目已登记。"), "success")
        return redirect(page_of_project(made[0]))
    return render_template(
        "projects/enter.html", form=form, back=url_for(".index", **look()), look=look()
    )


@blueprint.route("/projects/<int:project_id>/edit", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def edit(project_id: int) -> ResponseReturnValue:
    overview = queries.overview_of(standpoint(), project_id)
    form = ProjectForm(
        homes=list_homes(standpoint()),
        rounds=list_rounds(standpoint(), is_offered=True),
        overview=overview,
    )
    _offer(form)
    status = 200

    if request.method == "POST" and not form.look.data and form.validate():
        try:
            if is_written(form, lambda: _edit(project_id, form)):
                flash(_("项目已保存。"), "success")
                return redirect(page_of_project(project_id))
        except StaleProjectError:
            form.version.data = str(queries.get_project(standpoint(), project_id).version)
            form.form_errors.append(
                _("这个项目刚刚被别人修改过，本次还没有保存。填写的内容都在，核对后可再次保存。")
            )
            status = 409
    page = render_template(
        "projects/edit.html",
        form=form,
        name=overview.detail.name,
        back=page_of_project(project_id),
        look=look(),
    )
    return page, status


@blueprint.route("/projects/<int:project_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def withdraw(project_id: int) -> ResponseReturnValue:
    overview = queries.overview_of(standpoint(), project_id)
    form = WithdrawalForm()
    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_project(standpoint(), project_id, reason=form.opinion.data),
    ):
        flash(_("项目已移入回收站。"), "success")
        return redirect(url_for(".index", **look()))
    return render_template(
        "projects/withdraw.html",
        form=form,
        name=overview.detail.name,
        back=page_of_project(project_id),
        look=look(),
    )


@blueprint.route("/projects/recycle-bin")
@requires(Permission.PROJECT_EDIT)
def recycle_bin() -> ResponseReturnValue:
    withdrawn = queries.list_withdrawn(standpoint())
    return render_template(
        "projects/recycle_bin.html", withdrawn=withdrawn, form=WithdrawalForm(), look=look()
    )


@blueprint.route("/projects/<int:project_id>/restoration", methods=["POST"])
@requires(Permission.PROJECT_EDIT)
def restore(project_id: int) -> ResponseReturnValue:
    form = WithdrawalForm()
    if form.validate_on_submit() and is_written(
        form, lambda: operations.restore_project(standpoint(), project_id)
    ):
        flash(_("项目已恢复。"), "success")
        return redirect(page_of_project(project_id))
    for text in form.form_errors:
        flash(text, "danger")
    return redirect(url_for(".recycle_bin", **look()))


def _offer(form: ProjectForm) -> None:
    text = form.text.data or ""
    form.offer(find_organizations(standpoint(), ids=form.chosen(), text=text))


def _enter(form: ProjectForm) -> int:
    facts = form.facts()
    key = facts.pipeline
    if key is None and facts.round_id is not None:
        round_ = queries.find_round(standpoint(), facts.round_id)
        key = round_.pipeline_key if round_ else None
    way = pipeline_words()[key] if key else pipeline_of_kind(facts.kind)
    return operations.enter_project(standpoint(), facts, form.first_step(way.first.key))


def _edit(project_id: int, form: ProjectForm) -> None:
    reason = form.opinion.data if form.opinion else None
    operations.edit_project(standpoint(), project_id, form.facts(), form.made_from(), reason)
