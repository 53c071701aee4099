from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.accounts.queries import account_names
from app.i18n import _
from app.organizations.views.writing import is_written
from app.trainings.categories import category_labels
from app.trainings.courses.queries import list_courses
from app.trainings.labels import (
    FORM_LABELS,
    PRESENCE_LABELS,
    SIGN_UP_LABELS,
    STATE_LABELS,
    WAY_LABELS,
)
from app.trainings.lessons import lesson_minutes
from app.trainings.models import Presence
from app.trainings.sessions import operations, queries
from app.trainings.sessions.forms import CancelForm, EmptyForm
from app.trainings.sessions.views.blueprint import (
    blueprint,
    look,
    may_edit,
    may_read_personal,
)
from app.web.paging import page_of


@blueprint.route("/trainings/<int:session_id>")
@requires(Permission.TRAINING_READ)
def detail(session_id: int) -> ResponseReturnValue:
    found = queries.get_session(standpoint(), session_id)
    signed_in = queries.attendance_counts(standpoint(), session_id)
    signed_up = queries.sign_up_counts(standpoint(), session_id)
    page = page_of(sum(signed_in.values()))
    courses = {course.id: course.title for course in list_courses(standpoint())}
    return render_template(
        "trainings/sessions/detail.html",
        detail=found,
        session=found.session,
        sign_ins=queries.list_sign_ins(
            standpoint(), session_id, offset=page.offset, limit=page.size
        ),
        page=page,
        numbers={
            **signed_in,
            **signed_up,
            "lessons": signed_in[Presence.PRESENT] * (found.minutes or 0) / lesson_minutes(),
        },
        category=category_labels().get(found.category_id or 0),
        course=courses.get(found.session.course_id or 0),
        mentors=queries.names_of_mentors(standpoint(), session_id),
        mentors_in_view=queries.mentor_names(standpoint()),
        recorder=account_names([found.recorded_by]).get(found.recorded_by, ""),
        labels={
            "form": FORM_LABELS,
            "presence": PRESENCE_LABELS,
            "sign_up": SIGN_UP_LABELS,
            "state": STATE_LABELS,
            "way": WAY_LABELS,
        },
        form=EmptyForm(),
        may_edit=may_edit(),
        may_read_personal=may_read_personal(),
        look=look(),
    )


@blueprint.route("/trainings/<int:session_id>/holding", methods=["POST"])
@requires(Permission.TRAINING_EDIT)
def hold(session_id: int) -> ResponseReturnValue:
    queries.get_session(standpoint(), session_id)
    return _pressed(
        session_id,
        lambda: operations.hold_session(standpoint(), session_id),
        _("已登记为已举办。"),
    )


@blueprint.route(
    "/trainings/<int:session_id>/sign-ins/<int:attendance_id>/withdrawal", methods=["POST"]
)
@requires(Permission.TRAINING_EDIT)
def withdraw_sign_in(session_id: int, attendance_id: int) -> ResponseReturnValue:
    queries.get_session(standpoint(), session_id)
    return _pressed(
        session_id,
        lambda: operations.withdraw_sign_in(standpoint(), session_id, attendance_id),
        _("签到已撤回。"),
    )


@blueprint.route("/trainings/<int:session_id>/cancellation", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def cancel(session_id: int) -> ResponseReturnValue:
    found = queries.get_session(standpoint(), session_id)
    form = CancelForm()
    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.cancel_session(standpoint(), session_id, form.reason.data),
    ):
        flash(_("培训已取消。"), "success")
        return redirect(url_for("trainings.detail", session_id=session_id))
    return render_template("trainings/sessions/cancel.html", form=form, detail=found)


@blueprint.route("/trainings/<int:session_id>/deletion", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def delete(session_id: int) -> ResponseReturnValue:
    found = queries.get_session(standpoint(), session_id)
    form = CancelForm()
    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.delete_session(standpoint(), session_id, form.reason.data),
    ):
        flash(_("培训已移入回收站，可从回收站恢复。"), "success")
        return redirect(url_for("trainings.index"))
    counts = queries.attendance_counts(standpoint(), session_id)
    return render_template(
        "trainings/sessions/delete.html",
        form=form,
        detail=found,
        present=counts[Presence.PRESENT],
    )


@blueprint.route("/trainings/<int:session_id>/restoration", methods=["POST"])
@requires(Permission.TRAINING_EDIT)
def restore(session_id: int) -> ResponseReturnValue:
    queries.get_deleted(standpoint(), session_id)
    return _pressed(
        session_id,
        lambda: operations.restore_session(standpoint(), session_id),
        _("培训已恢复。"),
        otherwise=url_for("trainings.deleted"),
    )


def _pressed(
    session_id: int, write: Callable[[], object], told: str, otherwise: str | None = None
) -> ResponseReturnValue:
    """Write what a button asks for, and say what became of it on the session's page."""
    form = EmptyForm()
    page = url_for("trainings.detail", session_id=session_id)
    if form.validate_on_submit() and is_written(form, write):
        flash(told, "success")
        return redirect(page)
    for errors in form.errors.values():
        flash(str(errors[0]), "danger")
    return redirect(otherwise or page)
