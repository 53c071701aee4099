from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.definitions.metrics import ORGANIZATIONS, Metric
from app.divisions import choices
from app.divisions.queries import path_names
from app.i18n import _
from app.metrics.catalog import find_metric
from app.metrics.queries import Number, numbers
from app.organizations.contributions import all_columns, columns_by_key
from app.organizations.dictionaries import stage_words
from app.organizations.queries import get_organization, list_former_names
from app.register.listing import Listing, active_filters, make_listing
from app.register.metric_rows import active_filters as picked_filters
from app.register.metric_rows import as_query as picked_query
from app.register.metric_rows import make_metric_listing
from app.register.pages import load_page
from app.register.selection import as_query, read_selection
from app.standpoint import as_query as standpoint_query
from app.web import this_page
from app.web.links import PLACE_IN_LIST, local_path

blueprint = Blueprint("register", __name__)


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
    number = numbers(standpoint(), [metric])[key]
    if metric.population != ORGANIZATIONS:
        return _other_rows(metric, number)
    return render_template("register/metric_rows.html", metric=metric, number=number, **_list(key))


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
    selection = read_selection(request.args, all_columns(), metric=metric)
    listing = make_listing(
        standpoint(), selection, request.args, may_read_personal=_may_read_personal()
    )
    communities = [Choice(item.code, item.name) for item in choices.list_communities(standpoint())]
    names = {choice.value: choice.label for choice in communities}
    return {
        "listing": listing,
        "columns": columns_by_key(),
        "communities": communities,
        "divisions": choices.list_choices(standpoint(), viewer().division_code),
        "exports": _exports(listing),
        "filters": active_filters(listing.selection, names),
        "here": this_page(**{key: request.args.get(key) for key in PLACE_IN_LIST}),
        "look": _look(),
        "stages": stage_words(),
        "standpoint": standpoint(),
    }


def _other_rows(metric: Metric, number: Number | None) -> ResponseReturnValue:
    """Answer with the rows of a number that counts something other than organizations."""
    listing = make_metric_listing(
        standpoint(), metric, request.args, may_read_personal=_may_read_personal()
    )
    query = {**picked_query(listing.picked), **_look()}
    return render_template(
        "register/other_metric_rows.html",
        listing=listing,
        number=number,
        divisions=choices.list_choices(standpoint(), viewer().division_code),
        exports=_export_links("exchange.export_metric", key=metric.key, **query),
        filters=picked_filters(listing),
        here=this_page(**{name: request.args.get(name) for name in PLACE_IN_LIST}),
        look=_look(),
        standpoint=standpoint(),
    )


def _exports(listing: Listing) -> list[tuple[str, str]]:
    query = {**as_query(listing.selection), **_look()}
    if listing.selection.metric is not None:
        query["metric"] = listing.selection.metric
    csv = [(_("CSV 文件"), "exchange.export_csv")]
    return _export_links("exchange.export", csv, **query)


def _export_links(
    endpoint: str, others: Sequence[tuple[str, str]] = (), **query: Any
) -> list[tuple[str, str]]:
    """Return what exactly these rows can be taken along as, with addresses; nothing to whom may not."""
    if not (has_page(endpoint) and viewer().may(Permission.ORGANIZATION_EXPORT)):
        return []
    return [
        (_("公文格式（标题、序号、合计、签字行）"), url_for(endpoint, official=1, **query)),
        (_("普通表格（与屏幕上一致）"), url_for(endpoint, **query)),
        *((label, url_for(other, **query)) for label, other in others),
    ]


def _look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**standpoint_query(standpoint(), own_division=viewer().division_code)}


def _may_read_personal() -> bool:
    return viewer().may(Permission.ORGANIZATION_PERSONAL_READ)
