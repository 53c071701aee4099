from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.files.operations import attach_uploads
from app.files.refusals import QuotaExceededError
from app.i18n import _
from app.organizations.views.writing import is_written
from app.people.queries import find_organizations
from app.projects.recognitions import operations, queries
from app.projects.recognitions.forms import ORGANIZATION, PROJECT, RecognitionForm
from app.projects.recognitions.views.blueprint import blueprint
from app.web.links import local_path


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def record() -> ResponseReturnValue:
    form = RecognitionForm(bearer=_given())
    offer(form)
    made: list[int] = []

    if (
        request.method == "POST"
        and not form.look.data
        and is_complete(form)
        and is_kept(form, lambda: made.append(_record(form)))
    ):
        flash(_("已登记。"), "success")
        path = local_path(request.args.get("next"))
        return redirect(path or url_for("recognitions.detail", recognition_id=made[0]))

    return render_template(
        "projects/recognitions/record.html",
        form=form,
        back=local_path(request.values.get("next")) or url_for("recognitions.index"),
    )


def offer(form: RecognitionForm) -> None:
    """Offer what was chosen, and what the text finds."""
    text = form.text.data or ""
    chosen = queries.bearers_of(standpoint(), form.chosen(PROJECT), form.chosen(ORGANIZATION))
    projects = {item.project_id: item for item in chosen[0]}
    organizations = {item.id: item for item in chosen[1]}
    projects.update({item.project_id: item for item in queries.find_projects(standpoint(), text)})
    organizations.update({item.id: item for item in find_organizations(standpoint(), text)})
    form.offer(list(projects.values()), list(organizations.values()))


def is_complete(form: RecognitionForm) -> bool:
    """Tell whether the form is valid, and its files have an organization to be kept under."""
    if not form.validate():
        return False
    if form.files.data and _keeper(form) is None:
        form.files.errors = [_("附件要存在组织名下：请先选择组织，或有实施单位在名录中的项目")]
        return False
    return True


def is_kept(form: RecognitionForm, write: Callable[[], object]) -> bool:
    """Write as `is_written`; files there is no room for become an error of their field."""
    try:
        return is_written(form, write)
    except QuotaExceededError:
        form.files.say_no_room()
        return False


def keep_files(form: RecognitionForm, recognition_id: int) -> None:
    keeper = _keeper(form)
    if form.files.data and keeper is not None:
        attach_uploads(standpoint(), keeper, form.files.data, operations.SUBJECT, recognition_id)


def _keeper(form: RecognitionForm) -> int | None:
    """Return the organization that files of the recognition are kept under."""
    organization_id, project_id = form.chosen(ORGANIZATION), form.chosen(PROJECT)
    if organization_id is not None or project_id is None:
        return organization_id
    return queries.carriers_of(standpoint(), [project_id]).get(project_id)


def _given() -> str:
    for kind, key in ((PROJECT, "project_id"), (ORGANIZATION, "organization_id")):
        number = request.args.get(key, type=int)
        if number is not None:
            return f"{kind}-{number}"
    return ""


def _record(form: RecognitionForm) -> int:
    number = operations.record_recognition(standpoint(), form.entry())
    keep_files(form, number)
    return number
