from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.extensions import db
from app.i18n import _
from app.incubation.criteria import operations, queries
from app.incubation.criteria.errors import StaleSetError
from app.incubation.criteria.forms import CriterionForm
from app.incubation.criteria.uses import is_set_used
from app.incubation.criteria.views.blueprint import CONFLICT, blueprint
from app.organizations.dictionaries import stage_words
from app.organizations.views.writing import is_written
from app.turns import writing


@blueprint.route("/<int:set_id>/criteria/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def add_criterion(set_id: int) -> ResponseReturnValue:
    found = queries.get_set(standpoint(), set_id)
    form = CriterionForm(stage_words(), found.version, stage=request.args.get("stage"))
    status = 200

    if form.validate_on_submit():
        draft, version = form.draft(), form.made_from
        try:
            if is_written(
                form, lambda: operations.add_criterion(standpoint(), set_id, draft, version)
            ):
                flash(_("标准“%(code)s”已添加。", code=draft.code), "success")
                return redirect(_back(set_id, draft.stage))
        except StaleSetError:
            form.say_stale(queries.get_set(standpoint(), set_id))
            status = CONFLICT

    found = queries.get_set(standpoint(), set_id)
    page = render_template(
        "incubation/criteria/edit_criterion.html",
        form=form,
        found=found,
        criterion=None,
        is_used=is_set_used(set_id),
    )
    return page, status


@blueprint.route("/<int:set_id>/criteria/<int:criterion_id>", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def edit_criterion(set_id: int, criterion_id: int) -> ResponseReturnValue:
    found = queries.get_set(standpoint(), set_id)
    criterion = queries.get_criterion(standpoint(), set_id, criterion_id)
    form, status = CriterionForm(stage_words(), found.version, criterion), 200

    if form.validate_on_submit():
        draft, version = form.draft(), form.made_from
        try:
            if is_written(
                form,
                lambda: operations.edit_criterion(
                    standpoint(), set_id, criterion_id, draft, version
                ),
            ):
                flash(_("标准“%(code)s”已保存。", code=draft.code), "success")
                return redirect(_back(set_id, draft.stage))
        except StaleSetError:
            form.say_stale(queries.get_set(standpoint(), set_id))
            status = CONFLICT

    found = queries.get_set(standpoint(), set_id)
    page = render_template(
        "incubation/criteria/edit_criterion.html",
        form=form,
        found=found,
        criterion=queries.get_criterion(standpoint(), set_id, criterion_id),
        is_used=is_set_used(set_id),
    )
    return page, status


@blueprint.route("/<int:set_id>/criteria/<int:criterion_id>/removal", methods=["POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def remove_criterion(set_id: int, criterion_id: int) -> ResponseReturnValue:
    criterion = queries.get_criterion(standpoint(), set_id, criterion_id)
    code, stage = criterion.code, criterion.stage
    with writing():
        is_retired = operations.remove_criterion(standpoint(), set_id, criterion_id)
        db.session.commit()
    if is_retired:
        flash(_("标准“%(code)s”已停用；以前的评估仍保留它。", code=code), "success")
    else:
        flash(_("标准“%(code)s”已删除。", code=code), "success")
    return redirect(_back(set_id, stage))


def _back(set_id: int, stage: str) -> str:
    return url_for("criteria.show_set", set_id=set_id, stage=stage)
