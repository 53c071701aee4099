from contextlib import suppress

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.permissions import Permission
from app.accounts import cookies, operations, sign_ins
from app.accounts.forms import PASSWORD_RULE, PasswordChangeForm, SignInForm
from app.accounts.guards import requires, viewer
from app.accounts.hashing import hash_password
from app.accounts.loader import current_sign_in
from app.extensions import db
from app.i18n import _
from app.turns import TurnNotGrantedError, writing
from app.web.links import local_path

blueprint = Blueprint("accounts", __name__)

# What an account that must change its password can still do.
FREE = frozenset({"accounts.change_password", "accounts.sign_out"})


@blueprint.route("/login", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(_wanted_page())
    form = SignInForm()

    if form.validate_on_submit():
        attempt = sign_ins.Attempt(form.normalized_username(), request.remote_addr)
        if not _may_try(attempt):
            form.form_errors.append(_too_often())
        elif token := _settle(attempt, form.password.data or ""):
            return _signed_in(token, _wanted_page())
        else:
            form.form_errors.append(_("账号或密码不正确，请核对后重试。"))

    return render_template("accounts/sign_in.html", form=form)


@blueprint.route("/logout", methods=["POST"])
@requires(Permission.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    with writing():
        sign_ins.end_sign_in(current_sign_in())
        db.session.commit()
    session.clear()
    flash(_("已退出登录。"), "success")
    response = current_app.make_response(redirect(_front_page()))
    cookies.remove_token(response)
    return response


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def change_password() -> ResponseReturnValue:
    form = PasswordChangeForm(viewer())

    if form.validate_on_submit():
        attempt = sign_ins.Attempt(viewer().username, request.remote_addr)
        if not _may_try(attempt):
            form.form_errors.append(_too_often())
        elif sign_ins.prove(attempt, form.current.data or "") is None:
            form.current.errors = [_("当前密码不正确，请重新填写")]
        else:
            password_hash = hash_password(form.new.data or "")
            with writing():
                token = operations.change_password(viewer(), password_hash, attempt=attempt)
                db.session.commit()
            response = _signed_in(token, _front_page())
            flash(_("密码已修改，其他设备上的登录已退出。"), "success")
            return response

    return render_template(
        "accounts/change_password.html",
        form=form,
        rule=PASSWORD_RULE,
        is_forced=viewer().must_change_password,
    )


@blueprint.before_app_request
def hold_until_password_is_changed() -> ResponseReturnValue | None:
    """Let an account that must change its password see nothing else first."""
    view = current_app.view_functions.get(request.endpoint or "")
    permission = getattr(view, "required_permission", Permission.PUBLIC)
    if permission is Permission.PUBLIC or request.endpoint in FREE:
        return None
    if current_user.is_authenticated and viewer().must_change_password:
        return redirect(_password_page())
    return None


@blueprint.after_app_request
def note_use(response: Response) -> Response:
    """Keep the sign-in alive, once a minute at most, by pages people open: not by what runs alone."""
    if g.get("is_seen_anew") and response.mimetype == "text/html":
        # A page is not lost because others are writing; the next one will say so again.
        with suppress(TurnNotGrantedError), writing():
            sign_ins.mark_seen(current_sign_in())
            db.session.commit()
    return response


def _may_try(attempt: sign_ins.Attempt) -> bool:
    with writing():
        may_try = sign_ins.begin_attempt(attempt)
        db.session.commit()
    return may_try


def _settle(attempt: sign_ins.Attempt, password: str) -> str | None:
    proof = sign_ins.prove(attempt, password)
    with writing():
        token = sign_ins.settle_attempt(attempt, proof)
        db.session.commit()
    return token


def _signed_in(token: str, where: str) -> Response:
    """Give the browser its token and nothing of before: also the form token is made anew."""
    session.clear()
    response = current_app.make_response(redirect(where))
    cookies.set_token(response, token)
    return response


def _too_often() -> str:
    return _("密码错误次数过多，请15分钟后再试，或请系统管理员重置密码。")


def _wanted_page() -> str:
    return local_path(request.values.get("next")) or _front_page()


def _front_page() -> str:
    return f"{request.script_root}/"


def _password_page() -> str:
    return url_for("accounts.change_password")
