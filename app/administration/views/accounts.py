from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission, Role
from app.accounts import operations, queries
from app.accounts.guards import requires, viewer
from app.accounts.hashing import hash_password
from app.accounts.models import Account
from app.accounts.passwords import generate_password
from app.administration.forms import AccountCreateForm, AccountForm
from app.administration.views.blueprint import blueprint
from app.db import utc_now
from app.divisions.queries import list_divisions
from app.extensions import db
from app.i18n import _
from app.turns import writing
from app.values.texts import clean_text
from app.web.forms import SelectChoice
from app.web.labels import ROLE_LABELS
from app.web.paging import page_of


@blueprint.route("/accounts")
@requires(Permission.ACCOUNT_MANAGE)
def accounts() -> ResponseReturnValue:
    within, text = viewer().division_code, clean_text(request.args.get("q")) or ""
    role = _role(request.args.get("role"))
    page = page_of(queries.count_accounts(within, text=text, role=role))
    listed = queries.list_accounts(
        within, text=text, role=role, offset=page.offset, limit=page.size
    )
    return render_template(
        "administration/accounts.html",
        accounts=listed,
        page=page,
        divisions={item.code: item.name for item in list_divisions(within)},
        last_sign_ins=queries.last_sign_ins([account.id for account in listed]),
        role_choices=[SelectChoice(role, label) for role, label in ROLE_LABELS.items()],
    )


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def create_account() -> ResponseReturnValue:
    form = AccountCreateForm(list_divisions(viewer().division_code))

    if form.validate_on_submit():
        password = generate_password(form.username.data or "")
        new = form.account(hash_password(password))
        try:
            with writing():
                account = operations.create_account(new, by=viewer())
                db.session.commit()
        except operations.NameTakenError:
            form.username.errors = [_("这个账号名已被使用，请换一个")]
        else:
            return _show_password(account, password, is_new=True)

    return render_template("administration/create_account.html", form=form)


@blueprint.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def account(account_id: int) -> ResponseReturnValue:
    managed = queries.get_account(viewer().division_code, account_id)
    form = AccountForm(list_divisions(viewer().division_code), managed)

    if form.validate_on_submit():
        try:
            with writing():
                operations.edit_account(account_id, form.edit(), by=viewer())
                db.session.commit()
        except operations.OwnAccountError:
            form.role.errors = [_("自己的角色和辖区请由其他系统管理员变更")]
        else:
            flash(_("账号信息已保存。"), "success")
            return redirect(url_for("administration.account", account_id=account_id))

    return render_template(
        "administration/account.html",
        account=managed,
        form=form,
        is_own=managed.id == viewer().id,
        sign_ins=queries.list_live_sign_ins(managed.id, now=utc_now()),
    )


@blueprint.route("/accounts/<int:account_id>/password", methods=["POST"])
@requires(Permission.ACCOUNT_MANAGE)
def account_password(account_id: int) -> ResponseReturnValue:
    managed = queries.get_account(viewer().division_code, account_id)
    password = generate_password(managed.username)
    password_hash = hash_password(password)
    try:
        with writing():
            operations.reset_password(account_id, password_hash, by=viewer())
            db.session.commit()
    except operations.OwnAccountError:
        flash(_("自己的密码请在右上角“修改密码”中修改。"), "danger")
        return redirect(url_for("administration.account", account_id=account_id))
    return _show_password(managed, password)


@blueprint.route("/accounts/<int:account_id>/disable", methods=["POST"])
@requires(Permission.ACCOUNT_MANAGE)
def account_disable(account_id: int) -> ResponseReturnValue:
    try:
        with writing():
            operations.disable_account(account_id, by=viewer())
            db.session.commit()
    except operations.OwnAccountError:
        flash(_("不能停用自己的账号，请由其他系统管理员办理。"), "danger")
    else:
        flash(_("账号已停用，该账号的登录已全部退出。"), "success")
    return redirect(url_for("administration.account", account_id=account_id))


@blueprint.route("/accounts/<int:account_id>/enable", methods=["POST"])
@requires(Permission.ACCOUNT_MANAGE)
def account_enable(account_id: int) -> ResponseReturnValue:
    with writing():
        operations.enable_account(account_id, by=viewer())
        db.session.commit()
    flash(_("账号已启用。"), "success")
    return redirect(url_for("administration.account", account_id=account_id))


@blueprint.route("/accounts/<int:account_id>/sign-ins", methods=["POST"])
@requires(Permission.ACCOUNT_MANAGE)
def account_sign_ins(account_id: int) -> ResponseReturnValue:
    with writing():
        ended = operations.end_sign_ins(account_id, by=viewer())
        db.session.commit()
    flash(_("已退出该账号的%(count)s处登录。", count=ended), "success")
    return redirect(url_for("administration.account", account_id=account_id))


def _show_password(account: Account, password: str, *, is_new: bool = False) -> ResponseReturnValue:
    """Answer the POST itself with the page: a redirect would have to keep the password somewhere."""
    return render_template(
        "administration/account_password.html", account=account, password=password, is_new=is_new
    )


def _role(text: str | None) -> Role | None:
    return Role(text) if text in set(Role) else None
