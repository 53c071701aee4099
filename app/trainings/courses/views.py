"""Pages of courses."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.i18n import _
from app.organizations.views.writing import is_written
from app.trainings.categories import category_labels, list_categories
from app.trainings.courses import operations, queries
from app.trainings.courses.forms import PROGRAMMES, CourseForm
from app.trainings.labels import FORM_LABELS, STATE_LABELS
from app.trainings.sessions.queries import SessionFilter, count_sessions, list_sessions
from app.web.paging import page_of

blueprint = Blueprint("courses", __name__, url_prefix="/trainings/courses")


@blueprint.route("")
@requires(Permission.TRAINING_READ)
def index() -> ResponseReturnValue:
    page = page_of(queries.count_courses(standpoint()))
    return render_template(
        "trainings/courses/index.html",
        rows=queries.list_course_rows(standpoint(), offset=page.offset, limit=page.size),
        page=page,
        categories=category_labels(),
        form_labels=FORM_LABELS,
        may_edit=_may_edit(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def add() -> ResponseReturnValue:
    form = CourseForm(list_categories())
    made: list[int] = []
    if form.validate_on_submit() and is_written(
        form, lambda: made.append(operations.add_course(standpoint(), form.facts()))
    ):
        flash(_("课程已添加。"), "success")
        return redirect(url_for("courses.show", course_id=made[0]))
    return render_template(
        "trainings/courses/edit.html", form=form, course=None, programmes=PROGRAMMES
    )


@blueprint.route("/<int:course_id>")
@requires(Permission.TRAINING_READ)
def show(course_id: int) -> ResponseReturnValue:
    course = queries.get_course(standpoint(), course_id)
    wanted = SessionFilter(course_id=course_id, of_all_time=True)
    page = page_of(count_sessions(standpoint(), wanted))
    return render_template(
        "trainings/courses/show.html",
        course=course,
        rows=list_sessions(standpoint(), wanted, offset=page.offset, limit=page.size),
        page=page,
        categories=category_labels(),
        form_labels=FORM_LABELS,
        state_labels=STATE_LABELS,
        may_edit=_may_edit(),
        look={},
    )


@blueprint.route("/<int:course_id>/edit", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def edit(course_id: int) -> ResponseReturnValue:
    course = queries.get_course(standpoint(), course_id)
    version = course.version
    form = CourseForm(list_categories(), course)
    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.edit_course(standpoint(), course_id, form.facts(), form.version_sent()),
    ):
        flash(_("课程已保存。"), "success")
        return redirect(url_for("courses.show", course_id=course_id))
    if form.is_stale:
        form.version.data = str(version)
    page = render_template(
        "trainings/courses/edit.html", form=form, course=course, programmes=PROGRAMMES
    )
    return page, 409 if form.is_stale else 200


def _may_edit() -> bool:
    return viewer().may(Permission.TRAINING_EDIT) and standpoint().known_at is None
