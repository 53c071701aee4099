"""Certificates of one course: who fulfils the conditions, the test, and issuing in bulk."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.views.writing import is_written
from app.trainings.certificates import operations
from app.trainings.certificates.candidates import conditions_of, list_candidates
from app.trainings.certificates.forms import IssueForm, PassedTestsForm
from app.trainings.certificates.labels import LACK_LABELS
from app.trainings.certificates.views.blueprint import blueprint
from app.trainings.courses.queries import get_course


@blueprint.route("/trainings/courses/<int:course_id>/certificates", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def of_course(course_id: int) -> ResponseReturnValue:
    course = get_course(standpoint(), course_id)
    form = IssueForm()

    if form.validate_on_submit():
        numbers: list[str] = []
        if is_written(form, lambda: numbers.extend(_issue(form, course_id))):
            flash(_("已发证书%(count)s份。", count=len(numbers)), "success")
            return redirect(url_for(".of_course", course_id=course_id))

    return render_template(
        "trainings/certificates/course.html",
        course=course,
        conditions=conditions_of(course),
        candidates=list_candidates(standpoint(), course),
        lack_labels=LACK_LABELS,
        form=form,
        tests_form=PassedTestsForm(),
        back=url_for("certificates.index"),
    )


@blueprint.route("/trainings/courses/<int:course_id>/passed-tests", methods=["POST"])
@requires(Permission.TRAINING_EDIT)
def passed_tests(course_id: int) -> ResponseReturnValue:
    get_course(standpoint(), course_id)
    form = PassedTestsForm()
    if form.validate_on_submit() and is_written(form, lambda: _save_tests(form, course_id)):
        flash(_("考核结果已保存。"), "success")
    else:
        flash(_("没有保存，请重新打开页面后再试。"), "danger")
    return redirect(url_for(".of_course", course_id=course_id))


def _issue(form: IssueForm, course_id: int) -> list[str]:
    return operations.issue_certificates(standpoint(), form.issue(course_id))


def _save_tests(form: PassedTestsForm, course_id: int) -> None:
    shown, passed = form.shown.data or (), form.passed.data or ()
    operations.save_tests(standpoint(), course_id, shown, passed)
