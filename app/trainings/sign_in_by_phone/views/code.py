"""For staff: the QR codes of a session, to be shown on the wall."""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.db import utc_now
from app.trainings.models import SessionDetail, SessionState
from app.trainings.public.links import Purpose, make_token, public_address
from app.trainings.public.pictures import qr_code
from app.trainings.public.windows import Timetable, Window, feedback_window, sign_in_window
from app.trainings.sessions.queries import get_session
from app.trainings.sign_in_by_phone.views.blueprint import blueprint

PAGES = {Purpose.SIGN_IN: ".sign_in", Purpose.FEEDBACK: "feedback.answer"}


@blueprint.route("/trainings/<int:session_id>/qr-codes")
@requires(Permission.TRAINING_EDIT)
def codes(session_id: int) -> ResponseReturnValue:
    detail = get_session(standpoint(), session_id)
    windows = {purpose: _window(purpose, detail) for purpose in Purpose}
    return render_template(
        "trainings/sign_in_by_phone/codes.html",
        detail=detail,
        windows=windows,
        addresses={purpose: _address(purpose, detail) for purpose in Purpose},
        is_canceled=detail.state is SessionState.CANCELED,
        is_over={purpose: window.closes <= utc_now() for purpose, window in windows.items()},
        back=url_for("trainings.detail", session_id=session_id),
    )


@blueprint.route("/trainings/<int:session_id>/qr-codes/sign-in.svg")
@requires(Permission.TRAINING_EDIT)
def sign_in_code(session_id: int) -> ResponseReturnValue:
    return _picture(Purpose.SIGN_IN, session_id)


@blueprint.route("/trainings/<int:session_id>/qr-codes/feedback.svg")
@requires(Permission.TRAINING_EDIT)
def feedback_code(session_id: int) -> ResponseReturnValue:
    return _picture(Purpose.FEEDBACK, session_id)


def _picture(purpose: Purpose, session_id: int) -> ResponseReturnValue:
    address = _address(purpose, get_session(standpoint(), session_id))
    if address is None:
        return redirect(url_for(".codes", session_id=session_id))  # which says what to set
    return Response(qr_code(address), mimetype="image/svg+xml")


def _address(purpose: Purpose, detail: SessionDetail) -> str | None:
    token = make_token(purpose, detail.session_id, _window(purpose, detail).closes)
    return public_address(PAGES[purpose], token=token)


def _window(purpose: Purpose, detail: SessionDetail) -> Window:
    timetable = Timetable(detail.held_on, detail.ends_on, detail.starts_at, detail.minutes)
    is_for_sign_in = purpose is Purpose.SIGN_IN
    return sign_in_window(timetable) if is_for_sign_in else feedback_window(timetable)
