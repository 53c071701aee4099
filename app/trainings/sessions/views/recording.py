from dataclasses import replace
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.views.writing import is_written
from app.trainings.categories import find_or_add_category, list_categories
from app.trainings.courses.queries import list_courses
from app.trainings.sessions import operations, queries
from app.trainings.sessions.forms import SessionForm
from app.trainings.sessions.forms.session import listed_text
from app.trainings.sessions.views.blueprint import blueprint


@blueprint.route("/trainings/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def plan() -> ResponseReturnValue:
    form = SessionForm(course_id=request.args.get("course", type=int), state="planned")
    form.offer(list_categories(), list_courses(standpoint()), queries.mentor_names(standpoint()))
    days: list[date] = []
    made: list[int] = []

    if form.validate_on_submit():
        days = list(form.days())
        if not form.preview.data and form.agrees_to(days):
            if is_written(form, lambda: made.extend(_plan(form, days))):
                return _after(made)
        else:
            form.listed.data = listed_text(days)
    return render_template(
        "trainings/sessions/plan.html", form=form, days=days if len(days) > 1 else []
    )


@blueprint.route("/trainings/<int:session_id>/edit", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def edit(session_id: int) -> ResponseReturnValue:
    detail = queries.get_session(standpoint(), session_id)
    mentors = queries.names_of_mentors(standpoint(), session_id)
    version = detail.session.version
    form = SessionForm(operations.facts_of(detail, list(mentors)), version=str(version))
    form.offer(
        list_categories(),
        list_courses(standpoint()),
        queries.mentor_names(standpoint()) | mentors,
    )

    if form.validate_on_submit() and is_written(form, lambda: _edit(session_id, form)):
        flash(_("培训已保存。"), "success")
        return redirect(url_for("trainings.detail", session_id=session_id))

    if form.is_stale:
        form.version.data = str(version)
    page = render_template("trainings/sessions/edit.html", form=form, detail=detail)
    return page, 409 if form.is_stale else 200


def _plan(form: SessionForm, days: list[date]) -> list[int]:
    facts = form.facts(_category(form))
    length = facts.last_day - facts.held_on
    wanted = [
        replace(
            facts,
            held_on=day,
            ends_on=day + length,
            number=facts.number if len(days) == 1 else None,
        )
        for day in days
    ]
    return operations.plan_sessions(standpoint(), wanted)


def _edit(session_id: int, form: SessionForm) -> None:
    operations.edit_session(
        standpoint(), session_id, form.facts(_category(form)), form.version_sent()
    )


def _category(form: SessionForm) -> int | None:
    if form.new_category.data:
        return find_or_add_category(standpoint(), form.new_category.data)
    chosen: int | None = form.category_id.data
    return chosen


def _after(made: list[int]) -> ResponseReturnValue:
    if len(made) == 1:
        flash(_("培训已登记。"), "success")
        return redirect(url_for("trainings.detail", session_id=made[0]))
    flash(_("已登记%(count)s场培训。", count=len(made)), "success")
    return redirect(url_for("trainings.index"))
