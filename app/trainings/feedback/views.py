from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.extensions import db
from app.i18n import _
from app.trainings.feedback import operations, queries
from app.trainings.feedback.forms import FeedbackForm
from app.trainings.public.limits import TooManyUsesError
from app.trainings.public.links import Purpose
from app.trainings.public.pages import NotOpenError, check_window, for_visitors, open_link
from app.trainings.public.sessions import OpenSession
from app.trainings.public.windows import feedback_window
from app.turns import writing

blueprint = Blueprint("feedback", __name__)


@blueprint.route("/f/<string:token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def answer(token: str) -> ResponseReturnValue:
    return for_visitors(lambda device: _answer(token, device))


@blueprint.app_context_processor
def hooks() -> dict[str, Any]:
    """Let pages of sessions and mentors show what people thought, without knowing of this area."""
    return {"session_feedback": _session_feedback, "mentor_feedback": _mentor_feedback}


def _mentor_feedback(mentor_ids: Collection[int]) -> Mapping[int, queries.Satisfaction]:
    return queries.satisfaction_by_mentor(standpoint(), mentor_ids)


def _session_feedback(session_id: int) -> tuple[queries.Satisfaction, Sequence[queries.Remark]]:
    return (
        queries.satisfaction_of(standpoint(), session_id),
        queries.list_remarks(standpoint(), session_id),
    )


def _answer(token: str, device: str) -> ResponseReturnValue:
    session = open_link(Purpose.FEEDBACK, token)
    check_window(feedback_window(session.timetable), _("满意度填写"))
    form = FeedbackForm()

    if form.validate_on_submit():
        is_first = _is_kept(session, form, device)
        return render_template("trainings/feedback/thanks.html", session=session, is_first=is_first)

    return render_template("trainings/feedback/answer.html", session=session, form=form)


def _is_kept(session: OpenSession, form: FeedbackForm, device: str) -> bool:
    given = operations.Answer(
        score=form.score.data,
        mentor_score=form.mentor_score.data,
        text=form.text.data,
        device=device,
        address=request.remote_addr,
    )
    try:
        with writing():
            is_first = operations.answer(session, given)
            db.session.commit()
    except TooManyUsesError as error:
        raise NotOpenError(429, _("现在填写的人太多，请一分钟后再试。")) from error
    return is_first
