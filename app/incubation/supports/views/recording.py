from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import accounts_by_name
from app.files.operations import attach_uploads
from app.files.refusals import QuotaExceededError
from app.i18n import _
from app.incubation.supports import operations, queries
from app.incubation.supports.forms import SupportEntryForm, usual
from app.incubation.supports.views.blueprint import blueprint
from app.organizations.models import Organization
from app.organizations.queries import get_organization
from app.organizations.views.writing import is_written
from app.web.links import local_path

SUBJECT = "support"


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def record() -> ResponseReturnValue:
    given = request.args.get("organization_id", type=int)
    if given is not None:
        get_organization(standpoint(), given)
    form = SupportEntryForm(
        organizations=[] if given is None else [given],
        **usual(queries.last_of(standpoint()), viewer().name),
    )
    form.offer(offered(form))
    made: list[int] = []

    if (
        request.method == "POST"
        and not form.look.data
        and form.validate()
        and is_kept(form, lambda: made.append(_record(form)))
    ):
        flash(_("服务已登记，共%(count)s家组织。", count=len(form.chosen())), "success")
        return redirect(_page_after(made[0]))

    return render_template(
        "supports/record.html",
        form=form,
        names=accounts_by_name(standpoint().division, also=standpoint().viewer),
        back=local_path(request.values.get("next")) or url_for("supports.index"),
    )


def is_kept(form: SupportEntryForm, write: Callable[[], object]) -> bool:
    """Write as `is_written`; files there is no room for become an error of their field."""
    try:
        return is_written(form, write)
    except QuotaExceededError:
        form.files.say_no_room()
        return False


def keep_files(form: SupportEntryForm, number: int) -> None:
    """Keep the files under the first organization; they are attached to the support."""
    attach_uploads(standpoint(), form.chosen()[0], form.files.data, SUBJECT, number)


def _record(form: SupportEntryForm) -> int:
    number = operations.record_support(standpoint(), form.entry())
    keep_files(form, number)
    return number


def offered(form: SupportEntryForm) -> list[Organization]:
    """Return the organizations to tick: those ticked, and those that the text finds."""
    text = form.text.data or ""
    return list(queries.find_organizations(standpoint(), ids=form.chosen(), text=text))


def _page_after(number: int) -> str:
    if "again" in request.form:
        return url_for("supports.record")
    path = local_path(request.args.get("next"))
    return path or url_for("supports.detail", support_id=number)
