from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.queries import list_divisions
from app.i18n import _
from app.incubation.residencies import queries
from app.incubation.residencies.columns import STATE_LABELS
from app.incubation.residencies.queries import ResidencyFilter
from app.incubation.residencies.steps import STEP_LABELS, Step
from app.incubation.residencies.views.blueprint import blueprint, look
from app.web.paging import page_of


@blueprint.route("/incubation/residencies")
@requires(Permission.INCUBATION_READ)
def index() -> ResponseReturnValue:
    wanted = _wanted()
    page = page_of(queries.count_residencies(standpoint(), wanted))
    uses = queries.list_room_uses(standpoint())
    return render_template(
        "incubation/residencies/index.html",
        rows=queries.list_residencies(standpoint(), wanted, offset=page.offset, limit=page.size),
        page=page,
        figures=queries.count_figures(standpoint()),
        uses=uses,
        taken=sum(use.taken for use in uses),
        capacity=sum(use.room.capacity for use in uses),
        is_filtered=wanted != ResidencyFilter(),
        state_choices=[Choice(key, label) for key, label in STATE_LABELS.items()],
        step_choices=[Choice(key, label) for key, label in STEP_LABELS.items()],
        room_choices=[Choice(str(use.room.id), use.room.name) for use in uses],
        ending_choices=[Choice("soon", _("60天内到期")), Choice("overdue", _("已过期未出壳"))],
        step_labels=STEP_LABELS,
        divisions=list_divisions(viewer().division_code),
        standpoint=standpoint(),
        look=look(),
    )


def _wanted() -> ResidencyFilter:
    """Read the filters of the address; what they cannot mean is left out."""
    step, room = request.args.get("step"), request.args.get("room", "")
    return ResidencyFilter(
        state=request.args.get("state") or None,
        step=Step(step) if step in set(Step) else None,
        room_id=int(room[:9]) if room.isascii() and room.isdigit() else None,
        ending=request.args.get("ending") or None,
        text=request.args.get("q", "").strip()[:100],
    )
