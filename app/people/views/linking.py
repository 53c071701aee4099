from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.views.writing import is_written
from app.people import operations, queries
from app.people.forms import EndForm, LinkForm, WithdrawalForm
from app.people.labels import ROLE_LABELS
from app.people.models import PersonLink
from app.people.views.blueprints import people
from app.web.links import local_path


@people.route("/people/<int:person_id>/links", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def link(person_id: int) -> ResponseReturnValue:
    queries.get_person(standpoint(), person_id)
    form = LinkForm()
    form.offer(queries.find_organizations(standpoint(), form.text.data or ""))

    if (
        request.method == "POST"
        and not form.look.data
        and form.is_complete()
        and is_written(form, lambda: operations.link_person(standpoint(), person_id, form.link()))
    ):
        flash(_("任职已登记。"), "success")
        return redirect(url_for("people.detail", person_id=person_id))

    return render_template(
        "people/link.html",
        person=queries.get_person(standpoint(), person_id),
        form=form,
        back=url_for("people.detail", person_id=person_id),
    )


@people.route("/people/links/<int:link_id>/end", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def end(link_id: int) -> ResponseReturnValue:
    found = _link_to_change(link_id)
    person_id, text = found.person_id, _text(found)
    form = EndForm()

    if form.validate_on_submit() and is_written(
        form, lambda: operations.end_link(standpoint(), link_id, form.day())
    ):
        flash(_("离开日期已登记。"), "success")
        return redirect(_after(person_id))

    return render_template("people/end.html", text=text, form=form, back=_after(person_id))


@people.route("/people/links/<int:link_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def withdraw_link(link_id: int) -> ResponseReturnValue:
    found = _link_to_change(link_id)
    person_id, text = found.person_id, _text(found)
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form, lambda: operations.withdraw_link(standpoint(), link_id, form.reason.data)
    ):
        flash(_("任职记录已撤回。"), "success")
        return redirect(_after(person_id))

    return render_template(
        "people/withdraw.html",
        title=_("撤回任职"),
        text=_("将撤回：%(link)s。只是不再任职的，请登记离开日期。", link=text),
        form=form,
        back=_after(person_id),
    )


def _link_to_change(link_id: int) -> PersonLink:
    """Return the link; answers 409 when somebody changed it since the page was opened."""
    try:
        return queries.get_link(standpoint(), link_id)
    except NoResultFound:
        if queries.link_is_superseded(standpoint(), link_id):
            abort(409)
        raise


def _text(found: PersonLink) -> str:
    return _(
        "%(name)s，%(organization)s%(role)s，%(day)s起",
        name=found.person.name,
        organization=found.organization.name,
        role=ROLE_LABELS[found.role],
        day=found.since,
    )


def _after(person_id: int) -> str:
    path = local_path(request.args.get("next"))
    return path or url_for("people.detail", person_id=person_id)
