from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import account_names
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.i18n import _
from app.organizations.views.writing import is_written
from app.people import mentor_queries, operations, queries
from app.people.errors import StaleMentorError
from app.people.forms import GradeForm, MentorEditForm, MentorForm, WithdrawalForm
from app.people.labels import GRADE_LABELS
from app.people.mentor_queries import MentorFilter
from app.people.models import MentorGrade
from app.people.views.blueprints import mentors, people
from app.people.views.looks import asked, in_force, look
from app.web.links import local_path
from app.web.paging import page_of

TERMS = {"current": True, "other": False}


@mentors.route("")
@requires(Permission.PEOPLE_READ)
def index() -> ResponseReturnValue:
    wanted = _wanted()
    page = page_of(mentor_queries.count_mentors(standpoint(), wanted))
    labels = {True: _("聘期内"), False: _("不在聘期")}
    return render_template(
        "mentors/index.html",
        mentors=mentor_queries.list_mentors(
            standpoint(), wanted, offset=page.offset, limit=page.size
        ),
        page=page,
        filters=in_force(
            [
                ("q", _("姓名、单位或领域"), wanted.text),
                ("grade", _("督导等级"), wanted.grade and GRADE_LABELS[wanted.grade]),
                ("term", _("聘期"), wanted.in_term is not None and labels[wanted.in_term]),
            ]
        ),
        grade_choices=[Choice(item, GRADE_LABELS[item]) for item in MentorGrade],
        term_choices=[Choice(key, labels[value]) for key, value in TERMS.items()],
        grade_labels=GRADE_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


@mentors.route("/<int:mentor_id>")
@requires(Permission.PEOPLE_READ)
def detail(mentor_id: int) -> ResponseReturnValue:
    mentor = mentor_queries.get_mentor(standpoint(), mentor_id)
    grades = mentor_queries.list_grades(standpoint(), mentor_id)
    return render_template(
        "mentors/detail.html",
        mentor=mentor,
        grades=grades,
        names=account_names({point.recorded_by for point in grades}),
        grade_labels=GRADE_LABELS,
        standpoint=standpoint(),
        back=local_path(request.args.get("next")) or url_for("mentors.index", **look()),
        look=look(),
    )


@people.route("/people/<int:person_id>/mentor", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def make_mentor(person_id: int) -> ResponseReturnValue:
    queries.get_person(standpoint(), person_id)
    form = MentorForm()
    made: list[int] = []

    if form.validate_on_submit() and is_written(
        form,
        lambda: made.append(operations.make_mentor(standpoint(), person_id, form.profile())),
    ):
        flash(_("已加入智库导师团。"), "success")
        return redirect(url_for("mentors.detail", mentor_id=made[0]))

    return render_template(
        "mentors/make.html",
        person=queries.get_person(standpoint(), person_id),
        form=form,
        back=url_for("people.detail", person_id=person_id),
    )


@mentors.route("/<int:mentor_id>/edit", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def edit(mentor_id: int) -> ResponseReturnValue:
    form = MentorEditForm(mentor_queries.get_mentor(standpoint(), mentor_id))
    status = 200

    if form.validate_on_submit():
        try:
            if is_written(form, lambda: _edit(mentor_id, form)):
                flash(_("导师信息已保存。"), "success")
                return redirect(url_for("mentors.detail", mentor_id=mentor_id))
        except StaleMentorError:
            form.version.data = str(mentor_queries.get_mentor(standpoint(), mentor_id).version)
            form.form_errors.append(
                _("导师信息刚刚被别人改过，本次还没有保存。填写的内容都在，核对后可再次保存。")
            )
            status = 409

    page = render_template(
        "mentors/edit.html",
        mentor=mentor_queries.get_mentor(standpoint(), mentor_id),
        form=form,
        back=url_for("mentors.detail", mentor_id=mentor_id),
    )
    return page, status


@mentors.route("/<int:mentor_id>/grade", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def record_grade(mentor_id: int) -> ResponseReturnValue:
    mentor_queries.get_mentor(standpoint(), mentor_id)
    form = GradeForm()

    if form.validate_on_submit() and is_written(
        form, lambda: operations.record_mentor_grade(standpoint(), mentor_id, form.move())
    ):
        flash(_("督导等级已登记。"), "success")
        return redirect(url_for("mentors.detail", mentor_id=mentor_id))

    return render_template(
        "mentors/record_grade.html",
        mentor=mentor_queries.get_mentor(standpoint(), mentor_id),
        form=form,
        back=url_for("mentors.detail", mentor_id=mentor_id),
    )


@mentors.route("/<int:mentor_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def withdraw(mentor_id: int) -> ResponseReturnValue:
    name = mentor_queries.get_mentor(standpoint(), mentor_id).person.name
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form, lambda: operations.withdraw_mentor(standpoint(), mentor_id, form.reason.data)
    ):
        flash(_("已移出智库导师团。"), "success")
        return redirect(url_for("mentors.index", **look()))

    return render_template(
        "people/withdraw.html",
        title=_("移出导师团"),
        text=_("将把“%(name)s”移出智库导师团；人员信息和以往授课记录仍保留。", name=name),
        form=form,
        back=url_for("mentors.detail", mentor_id=mentor_id),
    )


def _edit(mentor_id: int, form: MentorEditForm) -> None:
    operations.edit_mentor(standpoint(), mentor_id, form.profile(), version=form.made_from())


def _wanted() -> MentorFilter:
    """Return what the query string asks for; what it cannot mean is left out."""
    grade = request.args.get("grade")
    return MentorFilter(
        text=asked("q"),
        grade=MentorGrade(grade) if grade in set(MentorGrade) else None,
        in_term=TERMS.get(request.args.get("term", "")),
    )
