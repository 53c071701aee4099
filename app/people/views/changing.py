from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.views.writing import is_written
from app.people import operations, queries
from app.people.errors import StalePersonError
from app.people.forms import PersonEditForm, QualificationForm, WithdrawalForm
from app.people.labels import LEVEL_LABELS
from app.people.views.blueprints import people
from app.people.views.looks import look


@people.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def edit(person_id: int) -> ResponseReturnValue:
    form = PersonEditForm(queries.get_person(standpoint(), person_id))
    status = 200

    if form.validate_on_submit():
        try:
            if is_written(
                form, lambda: operations.edit_person(standpoint(), person_id, form.edit())
            ):
                flash(_("人员信息已保存。"), "success")
                return redirect(url_for("people.detail", person_id=person_id))
        except StalePersonError:
            form.version.data = str(queries.get_person(standpoint(), person_id).version)
            form.form_errors.append(
                _("这个人的信息刚刚被别人改过，本次还没有保存。填写的内容都在，核对后可再次保存。")
            )
            status = 409

    page = render_template(
        "people/edit.html",
        person=queries.get_person(standpoint(), person_id),
        form=form,
        back=url_for("people.detail", person_id=person_id),
    )
    return page, status


@people.route("/people/<int:person_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def withdraw(person_id: int) -> ResponseReturnValue:
    person = queries.get_person(standpoint(), person_id)
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form, lambda: operations.withdraw_person(standpoint(), person_id, form.reason.data)
    ):
        flash(_("人员已撤回。"), "success")
        return redirect(url_for("people.index", **look()))

    person = queries.get_person(standpoint(), person_id)
    return render_template(
        "people/withdraw.html",
        title=_("撤回人员"),
        text=_(
            "将撤回“%(name)s”及其任职、资格和导师记录；撤回后不再计入人数，记录本身仍保留。",
            name=person.name,
        ),
        form=form,
        back=url_for("people.detail", person_id=person_id),
    )


@people.route("/people/<int:person_id>/qualifications", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def qualify(person_id: int) -> ResponseReturnValue:
    queries.get_person(standpoint(), person_id)
    form = QualificationForm()

    if form.validate_on_submit() and is_written(form, lambda: _qualify(person_id, form)):
        flash(_("资格已登记。"), "success")
        return redirect(url_for("people.detail", person_id=person_id))

    return render_template(
        "people/qualify.html",
        person=queries.get_person(standpoint(), person_id),
        form=form,
        back=url_for("people.detail", person_id=person_id),
    )


@people.route("/people/qualifications/<int:qualification_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def withdraw_qualification(qualification_id: int) -> ResponseReturnValue:
    qualification = queries.get_qualification(standpoint(), qualification_id)
    person_id, level = qualification.person_id, LEVEL_LABELS[qualification.level]
    name = qualification.person.name
    form = WithdrawalForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_qualification(standpoint(), qualification_id, form.reason.data),
    ):
        flash(_("资格记录已撤回。"), "success")
        return redirect(url_for("people.detail", person_id=person_id))

    return render_template(
        "people/withdraw.html",
        title=_("撤回资格"),
        text=_("将撤回“%(name)s”的%(level)s资格。", name=name, level=level),
        form=form,
        back=url_for("people.detail", person_id=person_id),
    )


def _qualify(person_id: int, form: QualificationForm) -> None:
    assert form.obtained_on.data is not None
    operations.record_qualification(
        standpoint(),
        person_id,
        form.level.data,
        form.obtained_on.data,
        form.certificate_number.data,
    )
