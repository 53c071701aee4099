from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.accounts.queries import account_names
from app.i18n import _
from app.organizations.views.writing import is_written
from app.people import mentor_queries, operations, queries
from app.people.forms import RevealForm
from app.people.labels import GRADE_LABELS, LEVEL_LABELS, ROLE_LABELS
from app.people.views.blueprints import people
from app.people.views.looks import look
from app.web.links import local_path


@people.route("/people/<int:person_id>")
@requires(Permission.PEOPLE_READ)
def detail(person_id: int) -> ResponseReturnValue:
    person = queries.get_person(standpoint(), person_id)
    mentor = mentor_queries.find_mentor(standpoint(), person_id)
    return render_template(
        "people/detail.html",
        person=person,
        links=queries.links_of(standpoint(), [person_id], with_past=True).get(person_id, []),
        qualifications=queries.list_qualifications(standpoint(), person_id),
        mentor=mentor,
        grades=mentor_queries.list_grades(standpoint(), mentor.id) if mentor else [],
        recorder=account_names([person.recorded_by]).get(person.recorded_by, ""),
        role_labels=ROLE_LABELS,
        level_labels=LEVEL_LABELS,
        grade_labels=GRADE_LABELS,
        standpoint=standpoint(),
        back=local_path(request.args.get("next")) or url_for("people.index", **look()),
        look=look(),
    )


@people.route("/people/<int:person_id>/phone", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_PERSONAL_READ)
def reveal(person_id: int) -> ResponseReturnValue:
    """Show the full phone once, in answer to a reason, which is written down."""
    person = queries.get_person(standpoint(), person_id)
    form = RevealForm()
    shown: list[str] = []
    if form.validate_on_submit():
        is_written(form, lambda: shown.append(_phone(person_id, form)))
        person = queries.get_person(standpoint(), person_id)
    return render_template(
        "people/reveal.html",
        person=person,
        form=form,
        phone=shown[0] if shown else None,
        back=url_for("people.detail", person_id=person_id, **look()),
    )


def _phone(person_id: int, form: RevealForm) -> str:
    phone = operations.reveal_phone(standpoint(), person_id, form.reason.data or "")
    return phone or _("未登记")
