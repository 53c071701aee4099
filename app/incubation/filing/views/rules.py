from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.incubation.filing import operations, queries
from app.incubation.filing.errors import StaleRuleError
from app.incubation.filing.forms import KindForm, RuleForm
from app.incubation.filing.models import FilingRule, PaperKind
from app.incubation.filing.views.blueprint import blueprint
from app.incubation.filing.views.writing import is_written
from app.organizations.queries import list_homes


@blueprint.route("/incubation/filing/rules")
@requires(Permission.INCUBATION_READ)
def rules() -> ResponseReturnValue:
    found = queries.list_rules(standpoint())
    return render_template(
        "incubation/filing/rules.html",
        rules=found,
        places=queries.place_names(standpoint(), {rule.division_code for rule in found}),
        kinds=queries.list_kinds(standpoint(), with_retired=True),
    )


@blueprint.route("/incubation/filing/rules/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def create_rule() -> ResponseReturnValue:
    return _rule_page(None)


@blueprint.route("/incubation/filing/rules/<int:rule_id>", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def edit_rule(rule_id: int) -> ResponseReturnValue:
    return _rule_page(queries.get_rule(standpoint(), rule_id))


@blueprint.route("/incubation/filing/paper-kinds/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def create_kind() -> ResponseReturnValue:
    return _kind_page(None)


@blueprint.route("/incubation/filing/paper-kinds/<string:paper_kind>", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def edit_kind(paper_kind: str) -> ResponseReturnValue:
    kinds = {kind.key: kind for kind in queries.list_kinds(standpoint(), with_retired=True)}
    if paper_kind not in kinds:
        abort(404)
    return _kind_page(kinds[paper_kind])


def _rule_page(rule: FilingRule | None) -> ResponseReturnValue:
    form = RuleForm(list_homes(standpoint()), rule)
    rule_id = None if rule is None else rule.id
    if form.validate_on_submit():
        edit = form.edit(rule)
        try:
            saved = is_written(form, lambda: operations.save_rule(standpoint(), edit, rule_id))
        except StaleRuleError:
            abort(409)
        if saved:
            flash(_("“%(name)s”的编号规则已保存。", name=edit.authority), "success")
            return redirect(url_for(".rules"))
    return render_template("incubation/filing/rule.html", form=form, rule=rule)


def _kind_page(kind: PaperKind | None) -> ResponseReturnValue:
    form = KindForm(obj=kind)
    key = None if kind is None else kind.key
    if form.validate_on_submit() and is_written(
        form, lambda: operations.save_kind(standpoint(), form.edit(), key)
    ):
        flash(_("材料“%(name)s”已保存。", name=form.label.data), "success")
        return redirect(url_for(".rules"))
    return render_template("incubation/filing/kind.html", form=form, kind=kind)
