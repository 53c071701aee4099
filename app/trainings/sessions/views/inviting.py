from collections.abc import Mapping, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.contributions import find_column
from app.organizations.views.writing import is_written
from app.trainings.sessions import operations, queries
from app.trainings.sessions.facts import SignUpCounts
from app.trainings.sessions.forms import InviteForm
from app.trainings.sessions.invitations import (
    FILTERS,
    MOST_INVITED,
    count_candidates,
    list_candidates,
)
from app.trainings.sessions.views.blueprint import blueprint
from app.trainings.sessions.views.signing_up import say_counts
from app.web.paging import page_of


@blueprint.route("/trainings/<int:session_id>/invitations", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def invite(session_id: int) -> ResponseReturnValue:
    """Choose organizations by the register's columns; their contacts are signed up."""
    detail = queries.get_session(standpoint(), session_id)
    picked = {key: tuple(request.args.getlist(key)) for key in FILTERS}
    form = InviteForm()
    made: list[SignUpCounts] = []
    if form.validate_on_submit() and is_written(
        form, lambda: made.append(_invite(session_id, form, picked))
    ):
        say_counts(made[0])
        return redirect(url_for("trainings.sign_ups", session_id=session_id))
    total = count_candidates(standpoint(), picked)
    page = page_of(total)
    return render_template(
        "trainings/sessions/invite.html",
        detail=detail,
        form=form,
        candidates=list_candidates(standpoint(), picked, offset=page.offset, limit=page.size),
        page=page,
        most=MOST_INVITED,
        filters=[column for key in FILTERS if (column := find_column(key)) and column.choices],
        is_filtered=any(picked.values()),
    )


def _invite(session_id: int, form: InviteForm, picked: Mapping[str, Sequence[str]]) -> SignUpCounts:
    is_all = "everybody" in request.form
    ids = None if is_all else list(form.organization.data or ())
    candidates = list_candidates(standpoint(), {} if ids is not None else picked, ids=ids)
    nobody = _("联系人")
    entries = [candidate.entry(nobody) for candidate in candidates]
    return operations.sign_up(standpoint(), session_id, entries)
