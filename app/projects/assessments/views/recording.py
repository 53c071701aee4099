from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.files.operations import attach_uploads
from app.files.queries import files_of
from app.files.refusals import QuotaExceededError
from app.i18n import _
from app.organizations.views.writing import is_written
from app.projects.assessments import operations, queries
from app.projects.assessments.errors import StaleAssessmentError
from app.projects.assessments.forms import (
    AssessmentForm,
    AssessmentWithdrawalForm,
    RectificationForm,
    usual,
)
from app.projects.assessments.labels import SCORED
from app.projects.assessments.views.blueprint import SUBJECT, blueprint, list_of, look
from app.projects.labels import ASSESSMENT_LABELS
from app.projects.models import Assessment
from app.projects.queries import Overview, overview_of
from app.projects.words import AssessmentKind


@blueprint.route("/<int:project_id>/assessments/new", methods=["GET", "POST"])
@requires(Permission.PROJECT_ASSESS)
def record(project_id: int) -> ResponseReturnValue:
    overview = overview_of(standpoint(), project_id)
    sheet = queries.score_sheet_of(standpoint(), overview.project)
    form = AssessmentForm(**usual(_kind(), sheet))
    home = file_home(overview)
    if home is None:
        del form.files
    made: list[int] = []

    def write() -> None:
        made.append(operations.record_assessment(standpoint(), project_id, form.entry()))
        keep_files(form, home, made[0])

    if form.validate_on_submit() and is_kept(form, write):
        flash(_("评审已登记。"), "success")
        if form.kind.data in SCORED:
            return redirect(url_for("assessments.score", assessment_id=made[0]))
        return redirect(list_of(project_id))

    return render_template(
        "projects/assessments/record.html",
        form=form,
        name=overview.detail.name,
        project_id=project_id,
        has_files=home is not None,
        back=list_of(project_id),
        look=look(),
    )


@blueprint.route("/assessments/<int:assessment_id>/edit", methods=["GET", "POST"])
@requires(Permission.PROJECT_ASSESS)
def edit(assessment_id: int) -> ResponseReturnValue:
    row = to_change(assessment_id)
    overview = overview_of(standpoint(), row.project_id)
    project_id, form, home = row.project_id, AssessmentForm(row), file_home(overview)
    if home is None:
        del form.files
    status = 200

    def write() -> None:
        operations.edit_assessment(standpoint(), assessment_id, form.entry(), form.made_from())
        keep_files(form, home, assessment_id)

    if form.validate_on_submit():
        try:
            if is_kept(form, write):
                flash(_("评审已保存。"), "success")
                return redirect(list_of(project_id))
        except StaleAssessmentError:
            form.version.data = str(to_change(assessment_id).version)
            form.form_errors.append(
                _("这条评审刚刚被别人改过，本次还没有保存。填写的内容都在，核对后可再次保存。")
            )
            status = 409

    row = to_change(assessment_id)  # what was refused let go of it
    page = render_template(
        "projects/assessments/edit.html",
        form=form,
        item=queries.assessing_of(standpoint(), row),
        files=files_of(standpoint(), SUBJECT, [assessment_id]).get(assessment_id, []),
        name=overview_of(standpoint(), project_id).detail.name,
        kind_labels=ASSESSMENT_LABELS,
        has_files=home is not None,
        back=list_of(project_id),
        project_id=project_id,
        look=look(),
    )
    return page, status


@blueprint.route("/assessments/<int:assessment_id>/rectification", methods=["GET", "POST"])
@requires(Permission.PROJECT_ASSESS)
def rectify(assessment_id: int) -> ResponseReturnValue:
    row = to_change(assessment_id)
    project_id, form = row.project_id, RectificationForm()

    def write() -> None:
        assert form.on.data is not None
        operations.finish_rectification(standpoint(), assessment_id, form.on.data, form.note.data)

    if form.validate_on_submit() and is_written(form, write):
        flash(_("整改完成情况已登记。"), "success")
        return redirect(list_of(project_id))
    return _small_page("projects/assessments/rectify.html", assessment_id, form)


@blueprint.route("/assessments/<int:assessment_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PROJECT_ASSESS)
def withdraw(assessment_id: int) -> ResponseReturnValue:
    row = to_change(assessment_id)
    project_id, form = row.project_id, AssessmentWithdrawalForm()
    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_assessment(standpoint(), assessment_id, form.reason.data),
    ):
        flash(_("评审已撤回。"), "success")
        return redirect(list_of(project_id))
    return _small_page("projects/assessments/withdraw.html", assessment_id, form)


def to_change(assessment_id: int) -> Assessment:
    """Return the assessment; answers 409 when it was withdrawn since the page was opened."""
    try:
        return queries.get_assessment(standpoint(), assessment_id)
    except NoResultFound:
        if queries.is_superseded(standpoint(), assessment_id):
            abort(409)
        raise


def file_home(overview: Overview) -> int | None:
    """Return the organization files of the project are kept under: its first of the register."""
    inside = (item.organization_id for item in overview.carriers if item.organization_id)
    return next(inside, None)


def keep_files(form: AssessmentForm, home: int | None, assessment_id: int) -> None:
    if home is not None:
        attach_uploads(standpoint(), home, form.files.data, SUBJECT, assessment_id)


def is_kept(form: AssessmentForm, write: Callable[[], object]) -> bool:
    """Write as `is_written`; files there is no room for become an error of their field."""
    try:
        return is_written(form, write)
    except QuotaExceededError:
        form.files.say_no_room()
        return False


def _kind() -> AssessmentKind:
    kind = request.args.get("kind")
    return AssessmentKind(kind) if kind in set(AssessmentKind) else AssessmentKind.APPLICATION


def _small_page(
    template: str, assessment_id: int, form: RectificationForm | AssessmentWithdrawalForm
) -> str:
    row = to_change(assessment_id)
    return render_template(
        template,
        form=form,
        row=row,
        name=overview_of(standpoint(), row.project_id).detail.name,
        project_id=row.project_id,
        kind_labels=ASSESSMENT_LABELS,
        back=list_of(row.project_id),
        look=look(),
    )
