from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.dashboards.incubation import incubation_overview
from app.dashboards.links import list_link, metric_link
from app.dashboards.overview import overview
from app.dashboards.projects import project_figures
from app.dashboards.trainings import training_overview
from app.divisions.queries import list_divisions
from app.standpoint import as_query

blueprint = Blueprint("dashboards", __name__)


@blueprint.route("/dashboard")
@requires(Permission.DASHBOARD_READ)
def show_overview() -> ResponseReturnValue:
    own = viewer().division_code
    return render_template(
        "dashboards/show_overview.html",
        standpoint=standpoint(),
        divisions=list_divisions(own),
        look=as_query(standpoint(), own_division=own),
        overview=overview(standpoint(), metric_link(own), list_link(own)),
    )


@blueprint.route("/dashboard/incubation")
@requires(Permission.DASHBOARD_READ)
def show_incubation() -> ResponseReturnValue:
    own = viewer().division_code
    return render_template(
        "dashboards/show_incubation.html",
        standpoint=standpoint(),
        divisions=list_divisions(own),
        look=as_query(standpoint(), own_division=own),
        overview=incubation_overview(standpoint(), metric_link(own)),
    )


@blueprint.route("/dashboard/trainings")
@requires(Permission.DASHBOARD_READ)
def show_trainings() -> ResponseReturnValue:
    own = viewer().division_code
    return render_template(
        "dashboards/show_trainings.html",
        standpoint=standpoint(),
        divisions=list_divisions(own),
        look=as_query(standpoint(), own_division=own),
        overview=training_overview(standpoint(), metric_link(own)),
    )


@blueprint.route("/dashboard/projects")
@requires(Permission.DASHBOARD_READ)
def show_projects() -> ResponseReturnValue:
    own = viewer().division_code
    return render_template(
        "dashboards/show_projects.html",
        standpoint=standpoint(),
        divisions=list_divisions(own),
        look=as_query(standpoint(), own_division=own),
        overview=project_figures(standpoint(), metric_link(own)),
    )
