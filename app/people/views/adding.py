from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.divisions.choices import list_choices
from app.i18n import _
from app.organizations.queries import get_organization
from app.organizations.views.writing import is_written
from app.people import operations, queries
from app.people.errors import SamePersonError
from app.people.forms import MemberForm, NewPersonForm
from app.people.forms.people import AddingForm
from app.people.models import Person
from app.people.views.blueprints import people
from app.people.views.looks import look
from app.web.links import local_path


@people.route("/people/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def add() -> ResponseReturnValue:
    choices = list_choices(standpoint(), viewer().division_code)
    form = NewPersonForm(choices, standpoint().division)
    made: list[int] = []

    if form.validate_on_submit():
        chosen = form.chosen()
        if chosen is not None:
            flash(_("这个人已登记，可在这里补充任职和资格。"), "info")
            return redirect(url_for("people.detail", person_id=chosen))
        if _is_added(form, lambda: made.append(operations.add_person(standpoint(), form.draft()))):
            flash(_("人员已添加。"), "success")
            return redirect(url_for("people.detail", person_id=made[0]))

    return render_template("people/add.html", form=form, back=url_for("people.index", **look()))


@people.route("/organizations/<int:organization_id>/people/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def add_member(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    division = organization.division_code
    form = MemberForm()

    if form.validate_on_submit() and _is_added(
        form, lambda: _add_member(form, organization_id, division)
    ):
        flash(_("人员已添加到组织。"), "success")
        return redirect(_members(organization_id))

    return render_template(
        "people/add_member.html",
        organization=get_organization(standpoint(), organization_id),
        form=form,
        back=_members(organization_id),
    )


def _add_member(form: MemberForm, organization_id: int, division: str) -> None:
    person_id = form.chosen()
    if person_id is None:
        person_id = operations.add_person(standpoint(), form.draft_in(division))
    operations.link_person(standpoint(), person_id, form.link_to(organization_id))


def _is_added(form: AddingForm, write: Callable[[], object]) -> bool:
    """Write as `is_written`; who may be the same person is offered on the page."""
    try:
        return is_written(form, write)
    except SamePersonError as error:
        form.offer(_told_apart([person.id for person in error.people]))
        return False


def _told_apart(ids: list[int]) -> list[tuple[Person, str]]:
    links = queries.links_of(standpoint(), ids)
    found = []
    for id_ in ids:
        person = queries.get_person(standpoint(), id_)
        names = "、".join(link.organization.name for link in links.get(id_, []))
        found.append((person, names or person.employer or ""))
    return found


def _members(organization_id: int) -> str:
    path = local_path(request.args.get("next"))
    return path or url_for("people.of_organization", organization_id=organization_id)
