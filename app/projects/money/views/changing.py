from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.views.writing import is_written
from app.projects.errors import StaleProjectError
from app.projects.models import BudgetLine, Expense, Instalment, Payment, Project
from app.projects.money import operations, queries
from app.projects.money.forms import BudgetForm, FlowForm, FlowWithdrawalForm
from app.projects.money.views.blueprint import blueprint
from app.projects.money.views.showing import look
from app.projects.queries import get_project, overview_of
from app.values.money import show_money
from app.web.forms import SelectChoice


@blueprint.route("/<int:project_id>/money/budget", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def budget(project_id: int) -> ResponseReturnValue:
    form = _budget_form(get_project(standpoint(), project_id))

    if form.validate_on_submit():
        try:
            if is_written(form, lambda: _set_budget(project_id, form)):
                flash(_("预算已保存。"), "success")
                return redirect(url_for("money.show", project_id=project_id))
        except StaleProjectError:
            form.version.data = str(get_project(standpoint(), project_id).version)
            return _budget_page(project_id, form, is_stale=True), 409

    return _budget_page(project_id, form)


@blueprint.route("/<int:project_id>/money/payments/new", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def pay(project_id: int) -> ResponseReturnValue:
    page = queries.page_of_money(standpoint(), project_id)
    open_ones = [row.instalment for row in page.instalments if not row.is_paid]
    form = FlowForm(
        _("对应分期"),
        [
            SelectChoice(str(row.instalment.number), _told(at, row.instalment))
            for at, row in enumerate(page.instalments, 1)
        ],
        open_ones[0].number if open_ones else None,
    )

    if form.validate_on_submit() and is_written(
        form, lambda: operations.add_payment(standpoint(), project_id, form.payment())
    ):
        flash(_("拨款已登记。"), "success")
        return redirect(url_for("money.show", project_id=project_id))

    return _flow_page(project_id, form, "projects/money/pay.html")


@blueprint.route("/<int:project_id>/money/expenses/new", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def spend(project_id: int) -> ResponseReturnValue:
    page = queries.page_of_money(standpoint(), project_id)
    form = FlowForm(
        _("预算科目"),
        [
            SelectChoice(
                str(row.line.number),
                _("%(label)s（剩余%(left)s）", label=row.line.label, left=show_money(row.left)),
            )
            for row in page.lines
        ],
        None,
    )

    if form.validate_on_submit() and is_written(
        form, lambda: operations.add_expense(standpoint(), project_id, form.expense())
    ):
        _warn(project_id, form)
        return redirect(url_for("money.show", project_id=project_id))

    return _flow_page(project_id, form, "projects/money/spend.html")


@blueprint.route("/money/payments/<int:payment_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def withdraw_payment(payment_id: int) -> ResponseReturnValue:
    payment = _flow(Payment, payment_id)
    form, project_id = FlowWithdrawalForm(), payment.project_id

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_payment(standpoint(), payment_id, form.reason.data),
    ):
        flash(_("拨款记录已撤回。"), "success")
        return redirect(url_for("money.show", project_id=project_id))

    return _withdrawal_page(_flow(Payment, payment_id), form, _("撤回拨款记录"))


@blueprint.route("/money/expenses/<int:expense_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def withdraw_expense(expense_id: int) -> ResponseReturnValue:
    expense = _flow(Expense, expense_id)
    form, project_id = FlowWithdrawalForm(), expense.project_id

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.withdraw_expense(standpoint(), expense_id, form.reason.data),
    ):
        flash(_("支出记录已撤回。"), "success")
        return redirect(url_for("money.show", project_id=project_id))

    return _withdrawal_page(_flow(Expense, expense_id), form, _("撤回支出记录"))


def _budget_form(project: Project) -> BudgetForm:
    return BudgetForm(
        queries.list_parts(standpoint(), BudgetLine, project.id),
        queries.list_parts(standpoint(), Instalment, project.id),
        project.version,
    )


def _set_budget(project_id: int, form: BudgetForm) -> None:
    operations.set_budget(standpoint(), project_id, form.request(), form.made_from())


def _budget_page(project_id: int, form: BudgetForm, *, is_stale: bool = False) -> str:
    return render_template(
        "projects/money/budget.html",
        **_frame(project_id),
        form=form,
        is_stale=is_stale,
    )


def _flow_page(project_id: int, form: FlowForm, template: str) -> str:
    return render_template(
        template,
        **_frame(project_id),
        money=queries.money_of(standpoint(), [project_id])[project_id],
        form=form,
    )


def _withdrawal_page(flow: Payment | Expense, form: FlowWithdrawalForm, title: str) -> str:
    return render_template(
        "projects/money/withdraw.html",
        **_frame(flow.project_id),
        flow=flow,
        form=form,
        heading=title,
    )


def _frame(project_id: int) -> dict[str, Any]:
    """Return what the frame of such a page shows of its project."""
    return {
        "name": overview_of(standpoint(), project_id).detail.name,
        "back": url_for("money.show", project_id=project_id),
        "look": look(),
    }


def _flow(model: type[queries.Flow], id_: int) -> queries.Flow:
    """Return a live row; answers 409 when somebody withdrew it since the page was opened."""
    try:
        return queries.get_flow(standpoint(), model, id_)
    except NoResultFound:
        if queries.is_withdrawn(standpoint(), model, id_):
            abort(409)
        raise


def _warn(project_id: int, form: FlowForm) -> None:
    """Say that the expense is recorded, and what is not in order with it."""
    flash(_("支出已登记。"), "success")
    if not form.voucher.data:
        flash(_("这笔支出还没有凭证号，请尽快补齐。"), "warning")
    page = queries.page_of_money(standpoint(), project_id)
    for row in page.over_lines:
        if str(row.line.number) == form.part.data:
            flash(
                _(
                    "科目“%(label)s”已超预算%(over)s。",
                    label=row.line.label,
                    over=show_money(-row.left),
                ),
                "warning",
            )


def _told(at: int, instalment: Instalment) -> str:
    return _("第%(at)s期 %(amount)s", at=at, amount=show_money(instalment.amount))
