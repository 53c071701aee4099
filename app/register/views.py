from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.audit.actions import ACTIONS
from app.definitions.columns import Choice
from app.divisions.queries import path_names
from app.i18n import _
from app.metrics.catalog import find_metric
from app.metrics.queries import numbers
from app.organizations.columns import COLUMNS
from app.organizations.dictionaries import stage_words
from app.organizations.queries import get_organization, list_former_names
from app.register import places
from app.register import workbench as reads
from app.register.filters import COLUMN_BY_KEY
from app.register.listing import Listing, active_filters, make_listing
from app.register.pages import load_page
from app.register.selection import as_query, read_selection
from app.standpoint import as_query as standpoint_query
from app.web import this_page
from app.web.links import PLACE_IN_LIST, local_path

blueprint = Blueprint("register", __name__)


@blueprint.route("/")
@requires(Permission.SIGNED_IN)
def workbench() -> ResponseReturnValue:
    if not viewer().may(Permission.ORGANIZATION_READ):
        return render_template("register/workbench.html", look={})
    total, gaps = reads.count_gaps(standpoint())
    return render_template(
        "register/workbench.html",
        actions=ACTIONS,
        changes=reads.list_recent_changes(standpoint()),
        gaps=gaps,
        total=total,
        place=path_names(standpoint().division)[-1:],
        look=_look(),
    )


@blueprint.route("/organizations")
@requires(Permission.ORGANIZATION_READ)
def index() -> ResponseReturnValue:
    return render_template("register/index.html", **_list(None))


@blueprint.route("/metrics/<string:key>")
@requires(Permission.ORGANIZATION_READ)
def metric_rows(key: str) -> ResponseReturnValue:
    metric = find_metric(key)
    if metric is None:
        abort(404)
    return render_template(
        "register/metric_rows.html",
        metric=metric,
        number=numbers(standpoint(), [metric])[key],
        **_list(key),
    )


@blueprint.route("/organizations/<int:organization_id>")
@requires(Permission.ORGANIZATION_READ)
def detail(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    return render_template(
        "register/detail.html",
        organization=organization,
        page=load_page(standpoint(), organization, may_read_personal=_may_read_personal()),
        former_names=list_former_names(standpoint(), organization_id),
        path=path_names(organization.division_code),
        stages=[word for word in stage_words() if not word.is_retired],
        standpoint=standpoint(),
        back=local_path(request.args.get("next")) or url_for("register.index", **_look()),
        look=_look(),
    )


@blueprint.app_template_global()
def has_page(endpoint: str) -> bool:
    """Tell whether this application has the page, so that a link to it leads somewhere."""
    return endpoint in current_app.view_functions


def _list(metric: str | None) -> dict[str, Any]:
    """Return what the template of a list needs."""
    selection = read_selection(request.args, COLUMNS, metric=metric)
    listing = make_listing(
        standpoint(), selection, request.args, may_read_personal=_may_read_personal()
    )
    communities = [Choice(item.code, item.name) for item in places.list_communities(standpoint())]
    names = {choice.value: choice.label for choice in communities}
    return {
        "listing": listing,
        "columns": COLUMN_BY_KEY,
        "communities": communities,
        "divisions": places.list_choices(standpoint(), viewer().division_code),
        "exports": _exports(listing),
        "filters": active_filters(listing.selection, names),
        "here": this_page(**{key: request.args.get(key) for key in PLACE_IN_LIST}),
        "look": _look(),
        "stages": stage_words(),
        "standpoint": standpoint(),
    }


def _exports(listing: Listing) -> list[tuple[str, str]]:
    """Return what exactly these rows can be taken along as, with addresses; nothing to whom may not."""
    if not (has_page("exchange.export") and viewer().may(Permission.ORGANIZATION_EXPORT)):
        return []
    query = {**as_query(listing.selection), **_look()}
    if listing.selection.metric is not None:
        query["metric"] = listing.selection.metric
    return [
        (
            _("公文格式（标题、序号、合计、签字行）"),
            url_for("exchange.export", official=1, **query),
        ),
        (_("普通表格（与屏幕上一致）"), url_for("exchange.export", **query)),
        (_("CSV 文件"), url_for("exchange.export_csv", **query)),
    ]


def _look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**standpoint_query(standpoint(), own_division=viewer().division_code)}


def _may_read_personal() -> bool:
    return viewer().may(Permission.ORGANIZATION_PERSONAL_READ)
