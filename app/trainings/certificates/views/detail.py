"""One certificate: what is on record, the paper, and taking it back."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.accounts.queries import account_names
from app.divisions.codes import contains
from app.i18n import _
from app.organizations.views.writing import is_written
from app.trainings.certificates import operations, queries
from app.trainings.certificates.conditions import CertificateState
from app.trainings.certificates.forms import RevocationForm
from app.trainings.certificates.labels import STATE_LABELS, STATE_LOOKS
from app.trainings.certificates.views.blueprint import blueprint
from app.trainings.certificates.views.register import (
    MOST_PRINTED,
    shown_name,
    wanted_certificates,
)
from app.trainings.courses.queries import get_course
from app.trainings.lessons import lesson_minutes
from app.trainings.models import Certificate
from app.trainings.public.links import public_address


@blueprint.route("/trainings/certificates/<int:certificate_id>")
@requires(Permission.TRAINING_READ)
def detail(certificate_id: int) -> ResponseReturnValue:
    certificate = queries.get_certificate(standpoint(), certificate_id)
    state = queries.certificate_state(standpoint(), certificate)
    return render_template(
        "trainings/certificates/detail.html",
        certificate=certificate,
        state=state,
        state_labels=STATE_LABELS,
        state_looks=STATE_LOOKS,
        is_revoked=state is CertificateState.REVOKED,
        is_own=_is_own(certificate),
        shown_name=shown_name,
        recorders=account_names(
            {certificate.recorded_by, certificate.superseded_by or certificate.recorded_by}
        ),
        lesson_minutes=lesson_minutes(),
    )


@blueprint.route("/trainings/certificates/<int:certificate_id>/paper")
@requires(Permission.TRAINING_EDIT)
def paper(certificate_id: int) -> ResponseReturnValue:
    return _papers([queries.get_certificate(standpoint(), certificate_id)])


@blueprint.route("/trainings/certificates/papers")
@requires(Permission.TRAINING_EDIT)
def papers() -> ResponseReturnValue:
    return _papers(
        queries.list_certificates(standpoint(), wanted_certificates(), limit=MOST_PRINTED)
    )


@blueprint.route("/trainings/certificates/<int:certificate_id>/revocation", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def revoke(certificate_id: int) -> ResponseReturnValue:
    certificate = queries.get_certificate(standpoint(), certificate_id)
    get_course(standpoint(), certificate.course_id)
    if queries.is_revoked(standpoint(), certificate):
        abort(409)
    form = RevocationForm()

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.revoke_certificate(standpoint(), certificate_id, form.reason.data),
    ):
        flash(_("证书已撤销。"), "success")
        return redirect(url_for(".detail", certificate_id=certificate_id))

    return render_template(
        "trainings/certificates/revoke.html",
        certificate=certificate,
        form=form,
        back=url_for(".detail", certificate_id=certificate_id),
    )


def _papers(certificates: Sequence[Certificate]) -> ResponseReturnValue:
    """Show the papers of those that are not revoked, ready to be printed."""
    return render_template(
        "trainings/certificates/papers.html",
        certificates=[item for item in certificates if item.superseded_at is None],
        lesson_minutes=lesson_minutes(),
        verification_address=public_address(".verify"),
        back=url_for(".index"),
    )


def _is_own(certificate: Certificate) -> bool:
    """Return whether the course, not only the holder's organization, is in view."""
    return contains(standpoint().division, certificate.course.division_code)
