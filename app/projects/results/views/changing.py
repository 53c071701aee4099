from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.files.refusals import QuotaExceededError
from app.i18n import _
from app.organizations.views.writing import is_written
from app.projects.queries import get_project, overview_of
from app.projects.results import operations, queries
from app.projects.results.forms import FORMS, ResultForm, ResultWithdrawalForm
from app.projects.results.kinds import KIND_LABELS, ResultKind
from app.projects.results.views.blueprint import blueprint
from app.projects.results.views.showing import look

KIND = "<any(activity,indicator,coverage,case):result_kind>"


@blueprint.route(f"/<int:project_id>/results/{KIND}/new", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def add(project_id: int, result_kind: str) -> ResponseReturnValue:
    get_project(standpoint(), project_id)
    kind = ResultKind(result_kind)
    form = FORMS[kind]()

    if form.validate_on_submit() and _is_kept(
        form,
        lambda: operations.add_result(standpoint(), project_id, form.entry(), form.files.data),
    ):
        flash(_("%(kind)s已登记。", kind=KIND_LABELS[kind]), "success")
        return redirect(url_for("results.show", project_id=project_id))

    heading = _("登记%(kind)s", kind=KIND_LABELS[kind])
    return _page(project_id, "projects/results/edit.html", form, kind, heading)


@blueprint.route(f"/results/{KIND}/<int:result_id>/edit", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def correct(result_kind: str, result_id: int) -> ResponseReturnValue:
    kind = ResultKind(result_kind)
    row = _result(kind, result_id)
    project_id = row.project_id
    form = FORMS[kind](row)

    if form.validate_on_submit() and _is_kept(
        form,
        lambda: operations.correct_result(standpoint(), result_id, form.entry(), form.files.data),
    ):
        flash(_("%(kind)s已更正。", kind=KIND_LABELS[kind]), "success")
        return redirect(url_for("results.show", project_id=project_id))

    heading = _("更正%(kind)s", kind=KIND_LABELS[kind])
    return _page(project_id, "projects/results/edit.html", form, kind, heading)


@blueprint.route(f"/results/{KIND}/<int:result_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def withdraw(result_kind: str, result_id: int) -> ResponseReturnValue:
    kind = ResultKind(result_kind)
    row = _result(kind, result_id)
    project_id = row.project_id
    what = row.label if kind is ResultKind.INDICATOR else row.title
    form = ResultWithdrawalForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_result(standpoint(), kind, result_id, form.reason.data),
    ):
        flash(_("%(kind)s已撤回。", kind=KIND_LABELS[kind]), "success")
        return redirect(url_for("results.show", project_id=project_id))

    heading = _("撤回%(kind)s", kind=KIND_LABELS[kind])
    return _page(project_id, "projects/results/withdraw.html", form, kind, heading, what=what)


def _is_kept(form: ResultForm, write: Callable[[], object]) -> bool:
    """Write as `is_written`; files there is no room for become an error of their field."""
    try:
        return is_written(form, write)
    except QuotaExceededError:
        form.files.say_no_room()
        return False


def _result(kind: ResultKind, result_id: int) -> Any:
    """Return a live result; answers 409 when somebody changed it since the page was opened."""
    try:
        return queries.get_result(standpoint(), kind, result_id)
    except NoResultFound:
        if queries.is_superseded(standpoint(), kind, result_id):
            abort(409)
        raise


def _page(
    project_id: int, template: str, form: Any, kind: ResultKind, heading: str, what: str = ""
) -> str:
    return render_template(
        template,
        name=overview_of(standpoint(), project_id).detail.name,
        back=url_for("results.show", project_id=project_id),
        has_home=queries.home_of_files(standpoint(), project_id) is not None,
        look=look(),
        form=form,
        kind=kind,
        heading=heading,
        what=what,
    )
