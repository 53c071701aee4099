from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.dashboards.links import list_link, metric_link
from app.dashboards.overview import overview
from app.divisions.queries import list_divisions

blueprint = Blueprint("dashboards", __name__)


@blueprint.route("/dashboard")
@requires(Permission.DASHBOARD_READ)
def show_overview() -> ResponseReturnValue:
    own = viewer().division_code
    return render_template(
        "dashboards/show_overview.html",
        standpoint=standpoint(),
        divisions=list_divisions(own),
        overview=overview(standpoint(), metric_link(own), list_link(own)),
    )
