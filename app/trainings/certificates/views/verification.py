"""For everybody: whether a certificate is genuine."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires
from app.extensions import db
from app.i18n import _
from app.trainings.certificates.conditions import CertificateState
from app.trainings.certificates.forms import VerificationForm
from app.trainings.certificates.labels import STATE_LABELS, STATE_LOOKS
from app.trainings.certificates.verifying import MOST_A_MINUTE, PURPOSE
from app.trainings.certificates.verifying import verify as find_state
from app.trainings.certificates.views.blueprint import blueprint
from app.trainings.public.limits import TooManyUsesError, count_use
from app.trainings.public.pages import NotOpenError, for_visitors
from app.turns import writing


@blueprint.route("/certificates/verify", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def verify() -> ResponseReturnValue:
    return for_visitors(lambda _device: _verify())


def _verify() -> ResponseReturnValue:
    form = VerificationForm()
    is_asked = form.validate_on_submit()
    return render_template(
        "trainings/certificates/verify.html",
        form=form,
        is_asked=is_asked,
        state=_state(form) if is_asked else None,
        state_labels=STATE_LABELS,
        state_looks=STATE_LOOKS,
    )


def _state(form: VerificationForm) -> CertificateState | None:
    try:
        with writing():
            count_use(PURPOSE, request.remote_addr, most=MOST_A_MINUTE)
            db.session.commit()
    except TooManyUsesError as error:
        raise NotOpenError(429, _("查询过于频繁，请一分钟后再试。")) from error
    return find_state(form.number.data or "", form.name.data or "")
