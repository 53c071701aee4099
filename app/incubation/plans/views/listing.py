from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.i18n import _
from app.incubation.plans import queries
from app.incubation.plans.labels import STATE_LABELS
from app.incubation.plans.models import PlanState
from app.incubation.plans.queries import PlanFilter
from app.incubation.plans.views.blueprint import blueprint
from app.organizations.dictionaries import stage_words
from app.standpoint import as_query
from app.web.paging import page_of

ANY = "any"
LONGEST_FILTER = 100


@blueprint.route("/incubation/plans")
@requires(Permission.INCUBATION_READ)
def index() -> ResponseReturnValue:
    wanted = _wanted()
    page = page_of(queries.count_plans(standpoint(), wanted))
    return render_template(
        "plans/index.html",
        rows=queries.list_plans(standpoint(), wanted, offset=page.offset, limit=page.size),
        page=page,
        filters=_active(wanted),
        state_choices=_state_choices(),
        state_labels=STATE_LABELS,
        stages={word.key: word for word in stage_words()},
        stage_count=len(stage_words()),
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}


def _wanted() -> PlanFilter:
    state = request.args.get("state")
    states: dict[str | None, PlanState | None] = {item.value: item for item in PlanState}
    states[ANY] = None
    return PlanFilter(
        text=request.args.get("q", "").strip()[:LONGEST_FILTER],
        responsible=request.args.get("responsible", "").strip()[:LONGEST_FILTER],
        state=states.get(state, PlanState.ACTIVE),
        is_overdue=request.args.get("due") == "overdue",
    )


def _state_choices() -> list[Choice]:
    others = [Choice(item, STATE_LABELS[item]) for item in PlanState if item != PlanState.ACTIVE]
    return [*others, Choice(ANY, _("全部状态"))]


def _active(wanted: PlanFilter) -> list[dict[str, Any]]:
    state = "" if wanted.state is PlanState.ACTIVE else _("全部状态")
    if wanted.state is not None and wanted.state is not PlanState.ACTIVE:
        state = str(STATE_LABELS[wanted.state])
    found = [
        ("q", _("组织"), wanted.text),
        ("responsible", _("负责人"), wanted.responsible),
        ("state", _("状态"), state),
        ("due", _("期限"), _("有逾期步骤") if wanted.is_overdue else ""),
    ]
    return [{"key": key, "label": label, "text": text} for key, label, text in found if text]
