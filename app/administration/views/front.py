from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, viewer
from app.administration.views.blueprint import blueprint


@blueprint.route("")
@requires(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Lead to the part of administration that is the viewer's."""
    if viewer().may(Permission.ACCOUNT_MANAGE):
        return redirect(url_for("administration.accounts"))
    return redirect(url_for("administration.audit_log"))
