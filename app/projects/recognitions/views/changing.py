from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.accounts.queries import account_names
from app.files.queries import files_of
from app.i18n import _
from app.organizations.views.writing import is_written
from app.projects.recognitions import operations, queries
from app.projects.recognitions.errors import StaleRecognitionError
from app.projects.recognitions.forms import (
    RecognitionForm,
    RecognitionWithdrawalForm,
    RevocationForm,
    as_recorded,
)
from app.projects.recognitions.queries import RecognitionRow
from app.projects.recognitions.views.blueprint import blueprint
from app.projects.recognitions.views.listing import words
from app.projects.recognitions.views.recording import is_complete, is_kept, keep_files, offer
from app.projects.views.blueprint import look
from app.web.links import local_path


@blueprint.route("/<int:recognition_id>")
@requires(Permission.PROJECT_READ)
def detail(recognition_id: int) -> ResponseReturnValue:
    row = queries.get_recognition(standpoint(), recognition_id)
    recorded_by = row.recognition.recorded_by
    return render_template(
        "projects/recognitions/detail.html",
        row=row,
        item=row.recognition,
        files=files_of(standpoint(), operations.SUBJECT, [recognition_id]).get(recognition_id, []),
        recorder=account_names([recorded_by]).get(recorded_by, ""),
        back=local_path(request.args.get("next")) or url_for("recognitions.index", **look()),
        look=look(),
        **words(),
    )


@blueprint.route("/<int:recognition_id>/edit", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def correct(recognition_id: int) -> ResponseReturnValue:
    row = _to_change(recognition_id)
    form = RecognitionForm(**as_recorded(row))
    offer(form)
    made: list[int] = []

    if (
        request.method == "POST"
        and not form.look.data
        and is_complete(form)
        and _or_conflict(lambda: is_kept(form, lambda: made.append(_correct(recognition_id, form))))
    ):
        flash(_("已更正。"), "success")
        return redirect(url_for("recognitions.detail", recognition_id=made[0]))

    return render_template(
        "projects/recognitions/correct.html",
        form=form,
        back=url_for("recognitions.detail", recognition_id=recognition_id),
    )


@blueprint.route("/<int:recognition_id>/revocation", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def revoke(recognition_id: int) -> ResponseReturnValue:
    row = _to_change(recognition_id)
    title = row.recognition.title
    form = RevocationForm()
    made: list[int] = []

    if form.validate_on_submit() and _or_conflict(
        lambda: is_written(form, lambda: made.append(_revoke(recognition_id, form)))
    ):
        flash(_("撤销已登记。"), "success")
        return redirect(url_for("recognitions.detail", recognition_id=made[0]))

    return render_template(
        "projects/recognitions/revoke.html",
        title=title,
        form=form,
        back=url_for("recognitions.detail", recognition_id=recognition_id),
    )


@blueprint.route("/<int:recognition_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def withdraw(recognition_id: int) -> ResponseReturnValue:
    row = _to_change(recognition_id)
    title = row.recognition.title
    form = RecognitionWithdrawalForm()

    if form.validate_on_submit() and _or_conflict(
        lambda: is_written(form, lambda: _withdraw(recognition_id, form))
    ):
        flash(_("记录已撤回。"), "success")
        return redirect(url_for("recognitions.index"))

    return render_template(
        "projects/recognitions/withdraw.html",
        title=title,
        form=form,
        back=url_for("recognitions.detail", recognition_id=recognition_id),
    )


def _to_change(recognition_id: int) -> RecognitionRow:
    """Return the recognition; answers 409 when somebody changed it since the page was opened."""
    try:
        return queries.get_recognition(standpoint(), recognition_id)
    except NoResultFound:
        if queries.is_superseded(standpoint(), recognition_id):
            abort(409)
        raise


def _or_conflict(is_done: Callable[[], bool]) -> bool:
    """Answer 409 where somebody was quicker in between."""
    try:
        return is_done()
    except StaleRecognitionError:
        abort(409)


def _correct(recognition_id: int, form: RecognitionForm) -> int:
    number = operations.correct_recognition(standpoint(), recognition_id, form.entry())
    keep_files(form, number)
    return number


def _revoke(recognition_id: int, form: RevocationForm) -> int:
    return operations.revoke_recognition(
        standpoint(), recognition_id, form.day(), form.reason.data or ""
    )


def _withdraw(recognition_id: int, form: RecognitionWithdrawalForm) -> None:
    operations.withdraw_recognition(standpoint(), recognition_id, form.reason.data)
