from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.accounts.queries import account_names, accounts_by_name
from app.files.queries import files_of
from app.i18n import _
from app.incubation.supports import operations, queries
from app.incubation.supports.errors import StaleSupportError
from app.incubation.supports.forms import (
    FollowUpForm,
    SupportEntryForm,
    SupportWithdrawalForm,
    as_recorded,
)
from app.incubation.supports.kinds import FORM_LABELS, KIND_LABELS
from app.incubation.supports.models import Support
from app.incubation.supports.views.blueprint import blueprint
from app.incubation.supports.views.listing import look
from app.incubation.supports.views.recording import SUBJECT, is_kept, keep_files, offered
from app.organizations.models import Organization
from app.organizations.views.writing import is_written
from app.web.links import local_path


@blueprint.route("/<int:support_id>")
@requires(Permission.INCUBATION_READ)
def detail(support_id: int) -> ResponseReturnValue:
    support = queries.get_support(standpoint(), support_id)
    organizations = _recipients(support)
    count = queries.count_recipients(standpoint(), support)
    return render_template(
        "supports/detail.html",
        support=support,
        organizations=organizations,
        outside=count - len(organizations),
        files=files_of(standpoint(), SUBJECT, [support.number]).get(support.number, []),
        recorder=account_names([support.recorded_by]).get(support.recorded_by, ""),
        kind_labels=KIND_LABELS,
        form_labels=FORM_LABELS,
        back=local_path(request.args.get("next")) or url_for("supports.index", **look()),
    )


@blueprint.route("/<int:support_id>/edit", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def correct(support_id: int) -> ResponseReturnValue:
    support = _support_to_change(support_id)
    form = SupportEntryForm(**as_recorded(support, [item.id for item in _recipients(support)]))
    form.offer(offered(form))
    status = 200

    if request.method == "POST" and not form.look.data and form.validate():
        try:
            if is_kept(form, lambda: _correct(support_id, form)):
                flash(_("服务记录已更正。"), "success")
                return redirect(url_for("supports.detail", support_id=support_id))
        except StaleSupportError:
            form.made_from.data = str(_support_to_change(support_id).id)
            form.form_errors.append(
                _("这条记录刚刚被别人更正过，本次还没有保存。填写的内容都在，核对后可再次保存。")
            )
            status = 409

    page = render_template(
        "supports/correct.html",
        support=support,
        form=form,
        names=accounts_by_name(standpoint().division, also=standpoint().viewer),
        back=url_for("supports.detail", support_id=support_id),
    )
    return page, status


@blueprint.route("/<int:support_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def withdraw(support_id: int) -> ResponseReturnValue:
    support = _support_to_change(support_id)
    form = SupportWithdrawalForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_support(standpoint(), support_id, form.reason.data),
    ):
        flash(_("服务记录已撤回。"), "success")
        return redirect(url_for("supports.index"))

    return render_template(
        "supports/withdraw.html",
        support=support,
        organizations=_recipients(support),
        form=form,
        kind_labels=KIND_LABELS,
        back=url_for("supports.detail", support_id=support_id),
    )


@blueprint.route("/<int:support_id>/follow-up", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def follow_up(support_id: int) -> ResponseReturnValue:
    support = _support_to_change(support_id)
    form = FollowUpForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: _finish_follow_up(support_id, form),
    ):
        flash(_("跟进结果已登记。"), "success")
        return redirect(url_for("supports.detail", support_id=support_id))

    return render_template(
        "supports/follow_up.html",
        support=support,
        organizations=_recipients(support),
        form=form,
        kind_labels=KIND_LABELS,
        back=url_for("supports.detail", support_id=support_id),
    )


def _recipients(support: Support) -> list[Organization]:
    return queries.recipients_of(standpoint(), [support.id])[support.id]


def _support_to_change(support_id: int) -> Support:
    """Return the support; answers 409 when somebody withdrew it since the page was opened."""
    try:
        return queries.get_support(standpoint(), support_id)
    except NoResultFound:
        if queries.is_superseded(standpoint(), support_id):
            abort(409)
        raise


def _finish_follow_up(support_id: int, form: FollowUpForm) -> None:
    assert form.done_on.data is not None
    operations.finish_follow_up(standpoint(), support_id, form.done_on.data, form.note.data)


def _correct(support_id: int, form: SupportEntryForm) -> None:
    text = form.made_from.data or ""
    made_from = int(text[:9]) if text.isascii() and text.isdigit() else 0
    operations.correct_support(standpoint(), support_id, form.entry(), made_from=made_from)
    keep_files(form, support_id)
