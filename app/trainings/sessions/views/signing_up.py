from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.views.writing import is_written
from app.trainings.labels import SIGN_UP_LABELS
from app.trainings.models import SignUp, SignUpState
from app.trainings.sessions import operations, queries
from app.trainings.sessions.facts import SignUpCounts, SignUpEntry
from app.trainings.sessions.forms import EmptyForm, SignUpForm
from app.trainings.sessions.grid import find_organizations
from app.trainings.sessions.views.blueprint import blueprint, look, may_edit, may_read_personal
from app.values.names import match_key


@blueprint.route("/trainings/<int:session_id>/sign-ups", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def sign_ups(session_id: int) -> ResponseReturnValue:
    """Show who signed up and who waits; people may be typed in, one a line."""
    detail = queries.get_session(standpoint(), session_id)
    form = SignUpForm()
    made: list[SignUpCounts] = []
    if form.validate_on_submit() and is_written(
        form, lambda: made.append(_sign_up(session_id, form))
    ):
        say_counts(made[0])
        return redirect(url_for("trainings.sign_ups", session_id=session_id))
    return render_template(
        "trainings/sessions/sign_ups.html",
        detail=detail,
        form=form,
        button=EmptyForm(),
        rows=_ordered(session_id),
        labels=SIGN_UP_LABELS,
        may_edit=may_edit(),
        may_read_personal=may_read_personal(),
        look=look(),
    )


@blueprint.route(
    "/trainings/<int:session_id>/sign-ups/<int:sign_up_id>/cancellation", methods=["POST"]
)
@requires(Permission.TRAINING_EDIT)
def cancel_sign_up(session_id: int, sign_up_id: int) -> ResponseReturnValue:
    queries.get_session(standpoint(), session_id)
    form = EmptyForm()
    moved: list[int] = []
    if form.validate_on_submit() and is_written(
        form,
        lambda: moved.append(operations.cancel_sign_up(standpoint(), session_id, sign_up_id)),
    ):
        flash(
            _("报名已取消，%(count)s名候补人员已递补。", count=moved[0])
            if moved[0]
            else _("报名已取消。"),
            "success",
        )
    return redirect(url_for("trainings.sign_ups", session_id=session_id))


def say_counts(counts: SignUpCounts) -> None:
    flash(
        _(
            "已报名%(taken)s人，候补%(waiting)s人；%(unchanged)s人已在名单中。",
            taken=counts.taken,
            waiting=counts.waiting,
            unchanged=counts.unchanged,
        ),
        "success",
    )


def _sign_up(session_id: int, form: SignUpForm) -> SignUpCounts:
    typed = form.typed()
    places = find_organizations(standpoint(), typed)
    entries = [
        SignUpEntry(
            name=person.name,
            phone=person.phone,
            organization_id=places.get(match_key(person.organization or "")),
            organization_text=person.organization,
        )
        for person in typed
    ]
    return operations.sign_up(standpoint(), session_id, entries)


def _ordered(session_id: int) -> list[SignUp]:
    states = list(SignUpState)
    rows = queries.list_sign_ups(standpoint(), session_id)
    return sorted(rows, key=lambda row: (states.index(row.state), row.id))
