from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.extensions import db
from app.i18n import _
from app.incubation.criteria import operations, queries
from app.incubation.criteria.errors import LastSetError, SetUsedError, StaleSetError
from app.incubation.criteria.forms import SetCopyForm, SetForm
from app.incubation.criteria.labels import AUDIENCE_LABELS, DIMENSION_LABELS, PROOF_LABELS
from app.incubation.criteria.models import Criterion, CriterionSet, Dimension
from app.incubation.criteria.uses import is_set_used, used_sets
from app.incubation.criteria.views.blueprint import CONFLICT, blueprint
from app.organizations.dictionaries import stage_words
from app.organizations.predicates import read_rule
from app.organizations.rule_words import describe_rule
from app.organizations.stages import StageWord
from app.organizations.views.writing import is_written
from app.standpoint import today
from app.turns import writing


@blueprint.route("")
@requires(Permission.INCUBATION_READ)
def index() -> ResponseReturnValue:
    return render_template(
        "incubation/criteria/index.html",
        sets=queries.list_sets(standpoint()),
        in_force=_id_in_force(),
        used=used_sets(),
    )


@blueprint.route("/<int:set_id>")
@requires(Permission.INCUBATION_READ)
def show_set(set_id: int) -> ResponseReturnValue:
    found = queries.get_set(standpoint(), set_id)
    words = [word for word in stage_words() if not word.is_retired or _asks(found, word.key)]
    asked = request.args.get("stage")
    stage = next((word for word in words if word.key == asked), words[0])
    return render_template(
        "incubation/criteria/show_set.html",
        found=found,
        is_in_force=found.id == _id_in_force(),
        is_used=is_set_used(set_id),
        stages=words,
        stage=stage,
        groups=_by_dimension(found, stage),
        describe=lambda criterion: describe_rule(read_rule(criterion.rule)),
        audience_labels=AUDIENCE_LABELS,
        proof_labels=PROOF_LABELS,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def create_set() -> ResponseReturnValue:
    sets = queries.list_sets(standpoint())
    source = _id_in_force() or (sets[0].id if sets else None)
    form = SetCopyForm(sets, source=source, since=today())
    made: list[int] = []

    if form.validate_on_submit() and is_written(
        form,
        lambda: made.append(operations.copy_set(standpoint(), form.source.data, form.draft())),
    ):
        flash(_("新的评估标准已建立，可逐条修改；到启用日期自动启用。"), "success")
        return redirect(url_for("criteria.show_set", set_id=made[0]))

    return render_template("incubation/criteria/create_set.html", form=form)


@blueprint.route("/<int:set_id>/edit", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def edit_set(set_id: int) -> ResponseReturnValue:
    found = queries.get_set(standpoint(), set_id)
    form, status = SetForm(found), 200

    if form.validate_on_submit():
        draft, version = form.draft(), form.made_from
        try:
            if is_written(form, lambda: operations.edit_set(standpoint(), set_id, draft, version)):
                flash(_("评估标准已保存。"), "success")
                return redirect(url_for("criteria.show_set", set_id=set_id))
        except StaleSetError:
            form.say_stale(queries.get_set(standpoint(), set_id))
            status = CONFLICT

    found = queries.get_set(standpoint(), set_id)
    return render_template("incubation/criteria/edit_set.html", form=form, found=found), status


@blueprint.route("/<int:set_id>/withdrawal", methods=["POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def withdraw_set(set_id: int) -> ResponseReturnValue:
    try:
        with writing():
            operations.withdraw_set(standpoint(), set_id)
            db.session.commit()
    except SetUsedError:
        flash(_("已有完成的评估使用这套标准，不能撤回。"), "danger")
    except LastSetError:
        flash(_("这是唯一的一套标准，请先建立新的标准再撤回它。"), "danger")
    else:
        flash(_("这套标准已撤回。"), "success")
        return redirect(url_for("criteria.index"))
    return redirect(url_for("criteria.show_set", set_id=set_id))


def _id_in_force(on: date | None = None) -> int | None:
    found = queries.find_set_in_force(standpoint(), on)
    return None if found is None else found.id


def _asks(found: CriterionSet, stage: str) -> bool:
    return any(item.stage == stage for item in found.criteria)


def _by_dimension(found: CriterionSet, stage: StageWord) -> list[tuple[str, list[Criterion]]]:
    """Return the criteria of the stage under each dimension, retired ones last."""
    asked = [item for item in found.criteria if item.stage == stage.key]
    asked.sort(key=lambda item: item.is_retired)
    return [
        (str(DIMENSION_LABELS[dimension]), [item for item in asked if item.dimension == dimension])
        for dimension in Dimension
    ]
