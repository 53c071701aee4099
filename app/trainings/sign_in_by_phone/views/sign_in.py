"""For everybody in the hall: the page behind the QR code."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires
from app.extensions import db
from app.i18n import _
from app.trainings.public.limits import TooManyUsesError
from app.trainings.public.links import Purpose, make_token
from app.trainings.public.pages import NotOpenError, check_window, for_visitors, open_link
from app.trainings.public.sessions import OpenSession
from app.trainings.public.windows import feedback_window, sign_in_window
from app.trainings.sign_in_by_phone import operations
from app.trainings.sign_in_by_phone.forms import PhoneSignInForm
from app.trainings.sign_in_by_phone.views.blueprint import blueprint
from app.turns import writing


@blueprint.route("/s/<string:token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def sign_in(token: str) -> ResponseReturnValue:
    return for_visitors(lambda device: _sign_in(token, device))


@blueprint.route("/s/<string:token>/done")
@requires(Permission.PUBLIC)
def signed_in(token: str) -> ResponseReturnValue:
    return for_visitors(lambda _device: _signed_in(token))


def _sign_in(token: str, device: str) -> ResponseReturnValue:
    session = open_link(Purpose.SIGN_IN, token)
    check_window(sign_in_window(session.timetable), _("签到"))
    form = PhoneSignInForm()

    if form.validate_on_submit() and _is_recorded(session, form, device):
        flash(_("%(name)s，已签到。", name=form.name.data), "success")
        return redirect(url_for(".signed_in", token=token))

    return render_template("trainings/sign_in_by_phone/sign_in.html", session=session, form=form)


def _is_recorded(session: OpenSession, form: PhoneSignInForm, device: str) -> bool:
    wanted = operations.PhoneSignIn(
        name=form.name.data or "",
        phone=form.phone.data,
        organization=form.organization.data or "",
        device=device,
        address=request.remote_addr,
    )
    try:
        with writing():
            operations.sign_in(session, wanted)
            db.session.commit()
    except TooManyUsesError as error:
        raise NotOpenError(429, _("现在签到的人太多，请一分钟后再试。")) from error
    except operations.TooManyPeopleError:
        form.form_errors.append(
            _(
                "这部手机已为3人签到，不能再为其他人签到。请请他们用自己的手机，或找现场工作人员登记。"
            )
        )
        return False
    return True


def _signed_in(token: str) -> ResponseReturnValue:
    session = open_link(Purpose.SIGN_IN, token)
    closes = feedback_window(session.timetable).closes
    return render_template(
        "trainings/sign_in_by_phone/signed_in.html",
        session=session,
        sign_in_url=url_for(".sign_in", token=token),
        feedback_url=url_for(
            "feedback.answer", token=make_token(Purpose.FEEDBACK, session.id, closes)
        ),
    )
