from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.divisions.queries import find_division
from app.i18n import _
from app.organizations.views.writing import is_written
from app.standpoint import today
from app.trainings.labels import PRESENCE_LABELS
from app.trainings.models import Presence, SessionState, SignUpState
from app.trainings.sessions import operations, queries
from app.trainings.sessions.facts import SignInCounts
from app.trainings.sessions.forms import GridForm
from app.trainings.sessions.grid import make_grid, read_grid, typed_sign_ins
from app.trainings.sessions.views.blueprint import blueprint, may_edit

BLANK_LINES = 10  # of a printed sheet, for those who come unannounced


@blueprint.route("/trainings/<int:session_id>/sign-ins", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def sign_ins(session_id: int) -> ResponseReturnValue:
    """Tick who is there, a row a person; the whole grid is saved in one request."""
    detail = queries.get_session(standpoint(), session_id)
    form = GridForm()
    made: list[SignInCounts] = []
    if form.validate_on_submit() and is_written(
        form, lambda: made.append(_save(session_id, form, detail.state))
    ):
        flash(
            _("签到已保存：新增%(added)s人，更正%(corrected)s人。",
              added=made[0].added, corrected=made[0].corrected),
            "success",
        )  # fmt: skip
        return redirect(url_for("trainings.sign_ins", session_id=session_id))
    return render_template(
        "trainings/sessions/sign_ins.html",
        detail=detail,
        form=form,
        grid=make_grid(standpoint(), session_id),
        counts=queries.attendance_counts(standpoint(), session_id),
        presences=[(item, PRESENCE_LABELS[item]) for item in Presence],
        is_open=may_edit()
        and detail.state is not SessionState.CANCELED
        and detail.held_on <= today(),
        is_planned=detail.state is SessionState.PLANNED,
    )


@blueprint.route("/trainings/<int:session_id>/sign-in-sheet")
@requires(Permission.TRAINING_EDIT)
def sheet(session_id: int) -> ResponseReturnValue:
    """Show a sheet to be printed and signed by hand."""
    detail = queries.get_session(standpoint(), session_id)
    division = find_division(viewer().division_code)
    return render_template(
        "trainings/sessions/sheet.html",
        detail=detail,
        unit=division.name if division else "",
        people=queries.list_sign_ups(standpoint(), session_id, (SignUpState.TAKEN,)),
        blank_lines=BLANK_LINES,
    )


def _save(session_id: int, form: GridForm, state: SessionState) -> SignInCounts:
    if "hold" in request.form and state is SessionState.PLANNED:
        operations.hold_session(standpoint(), session_id)
    ticked = read_grid(standpoint(), session_id, request.form)
    typed = typed_sign_ins(standpoint(), session_id, form.typed())
    return operations.record_sign_ins(standpoint(), session_id, [*ticked, *typed])
