from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.administration.forms import StageForm
from app.administration.views.blueprint import blueprint
from app.extensions import db
from app.i18n import _
from app.organizations.operations import dictionary
from app.organizations.operations.dictionary import LabelTakenError, LastStageError
from app.turns import writing


@blueprint.route("/stages", methods=["GET", "POST"])
@requires(Permission.DICTIONARY_MANAGE)
def stages() -> ResponseReturnValue:
    """List the stages, retired ones too; add one above them."""
    form = StageForm()

    if form.validate_on_submit() and _is_kept(
        form, lambda: dictionary.add_stage(standpoint(), form.edit())
    ):
        flash(_("阶段“%(name)s”已新增。", name=form.label.data), "success")
        return redirect(url_for("administration.stages"))

    return render_template("administration/stages.html", form=form, stages=dictionary.list_stages())


@blueprint.route("/stages/<string:stage_key>", methods=["GET", "POST"])
@requires(Permission.DICTIONARY_MANAGE)
def stage(stage_key: str) -> ResponseReturnValue:
    found = dictionary.get_stage(stage_key)
    form = StageForm(found)

    if form.validate_on_submit() and _is_kept(
        form, lambda: dictionary.edit_stage(standpoint(), stage_key, form.edit())
    ):
        flash(_("阶段“%(name)s”已保存。", name=form.label.data), "success")
        return redirect(url_for("administration.stages"))

    return render_template(
        "administration/stage.html", form=form, stage=dictionary.get_stage(stage_key)
    )


@blueprint.route("/stages/<string:stage_key>/order", methods=["POST"])
@requires(Permission.DICTIONARY_MANAGE)
def stage_order(stage_key: str) -> ResponseReturnValue:
    direction = request.form.get("direction")
    if direction not in {"up", "down"}:
        abort(400)
    with writing():
        dictionary.order_stage(standpoint(), stage_key, is_up=direction == "up")
        db.session.commit()
    return redirect(url_for("administration.stages", _anchor=f"stage-{stage_key}"))


@blueprint.route("/stages/<string:stage_key>/retire", methods=["POST"])
@requires(Permission.DICTIONARY_MANAGE)
def stage_retire(stage_key: str) -> ResponseReturnValue:
    try:
        with writing():
            dictionary.retire_stage(standpoint(), stage_key)
            db.session.commit()
    except LastStageError:
        flash(_("至少要保留一个使用中的阶段。"), "warning")
    else:
        flash(_("阶段已停用，不再可选；已有记录不变。"), "success")
    return redirect(url_for("administration.stages"))


@blueprint.route("/stages/<string:stage_key>/restore", methods=["POST"])
@requires(Permission.DICTIONARY_MANAGE)
def stage_restore(stage_key: str) -> ResponseReturnValue:
    with writing():
        dictionary.restore_stage(standpoint(), stage_key)
        db.session.commit()
    flash(_("阶段已恢复使用。"), "success")
    return redirect(url_for("administration.stages"))


def _is_kept(form: StageForm, write: Callable[[], object]) -> bool:
    try:
        with writing():
            write()
            db.session.commit()
    except LabelTakenError:
        form.label.errors = [_("已有阶段叫这个名称，请换一个")]
        return False
    return True
