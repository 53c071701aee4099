from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.projects.money import totals
from app.projects.money.labels import GROUPING_LABELS, HEADS
from app.projects.money.totals import Grouping
from app.projects.money.views.blueprint import blueprint
from app.projects.money.views.showing import look
from app.web.paging import page_of


@blueprint.route("/money")
@requires(Permission.PROJECT_READ)
def index() -> ResponseReturnValue:
    by = _grouping()
    return render_template(
        "projects/money/totals.html",
        by=by,
        head_label=HEADS[by],
        groups=totals.totals_by(standpoint(), by),
        total=totals.total(standpoint()),
        choices=[Choice(item, GROUPING_LABELS[item]) for item in Grouping],
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


@blueprint.route("/money/projects")
@requires(Permission.PROJECT_READ)
def listing() -> ResponseReturnValue:
    by, value = _grouping(), request.args.get("value", "")
    group = totals.group_of(standpoint(), by, value)
    if group is None:
        abort(404)
    page = page_of(group.count)
    projects = totals.list_group(standpoint(), by, value, limit=page.size, offset=page.offset)
    return render_template(
        "projects/money/listing.html",
        by=by,
        head_label=HEADS[by],
        group=group,
        projects=projects,
        page=page,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


def _grouping() -> Grouping:
    asked = request.args.get("by")
    return Grouping(asked) if asked in set(Grouping) else Grouping.ROUND
