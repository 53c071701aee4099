from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.models import DivisionLevel
from app.divisions.queries import list_divisions, path_names
from app.i18n import _
from app.incubation.board.organization import LABELS, load_page
from app.incubation.board.pages import make_board, make_cards
from app.incubation.board.queries import (
    SORTS,
    UNDETERMINED,
    BoardFilter,
    count_table,
    list_table,
)
from app.incubation.board.sources import is_of_today
from app.incubation.gates.views import refresh_when_due
from app.organizations.dictionaries import stage_words
from app.organizations.kinds import KIND_LABELS, Kind
from app.organizations.queries import get_organization
from app.standpoint import as_query
from app.web.pagination import COUNTED_UP_TO
from app.web.paging import page_of

FILTERS = ("kind", "community", "gate", "stuck", "stage")
MOST_COMMUNITIES = 300
USUAL_SORT = "name"

blueprint = Blueprint("board", __name__)


@blueprint.route("/incubation")
@requires(Permission.INCUBATION_READ)
def index() -> ResponseReturnValue:
    refresh_when_due()
    return render_template(
        "incubation/board/index.html", columns=make_board(standpoint(), _wanted()), **_frame()
    )


@blueprint.route("/incubation/table")
@requires(Permission.INCUBATION_READ)
def table() -> ResponseReturnValue:
    refresh_when_due()
    wanted, sort = _wanted(), request.args.get("sort", USUAL_SORT)
    sort = sort if sort.removeprefix("-") in SORTS else USUAL_SORT
    page = page_of(count_table(standpoint(), wanted, up_to=COUNTED_UP_TO))
    places = list_table(standpoint(), wanted, sort, limit=page.size, offset=page.offset)
    cards = make_cards(standpoint(), places)
    return render_template(
        "incubation/board/table.html",
        cards=[cards[place.id] for place in places],
        page=page,
        sort=sort,
        stage_choices=[
            *(Choice(word.key, word.label) for word in stage_words()),
            Choice(UNDETERMINED, _("未定阶段")),
        ],
        **_frame(),
    )


@blueprint.route("/organizations/<int:organization_id>/incubation")
@requires(Permission.INCUBATION_READ)
def organization(organization_id: int) -> ResponseReturnValue:
    found = get_organization(standpoint(), organization_id)
    return render_template(
        "incubation/board/organization.html",
        organization=found,
        page=load_page(standpoint(), found),
        path=path_names(found.division_code),
        stages=[word for word in stage_words() if not word.is_retired],
        standpoint=standpoint(),
        is_of_today=is_of_today(standpoint()),
        labels=LABELS,
        look={**as_query(standpoint(), own_division=viewer().division_code)},
    )


def _wanted() -> BoardFilter:
    given = request.args
    stages = {word.key for word in stage_words()} | {UNDETERMINED}
    return BoardFilter(
        kind=Kind(given["kind"]) if given.get("kind") in set(Kind) else None,
        community=given.get("community") or None,
        # What is kept of gates is of today and says nothing of other days.
        is_passed=given.get("gate") == "passed" and is_of_today(standpoint()),
        is_stuck=given.get("stuck") == "yes",
        stage=given["stage"] if given.get("stage") in stages else None,
    )


def _frame() -> dict[str, Any]:
    """Return what the board and its table share: filters, standpoint, and who may move."""
    look: dict[str, Any] = {**as_query(standpoint(), own_division=viewer().division_code)}
    kept = {name: request.args.get(name) for name in FILTERS if request.args.get(name)}
    divisions = list_divisions(viewer().division_code)
    communities = [item for item in divisions if item.level is DivisionLevel.COMMUNITY]
    return {
        "communities": [Choice(item.code, item.name) for item in communities][:MOST_COMMUNITIES],
        "divisions": divisions[:MOST_COMMUNITIES],
        "is_of_today": is_of_today(standpoint()),
        "kept": {**look, **kept},
        "kinds": [Choice(kind, str(label)) for kind, label in KIND_LABELS.items()],
        "look": look,
        "may_move": viewer().may(Permission.ORGANIZATION_STAGE_CHANGE)
        and is_of_today(standpoint()),
        "reset_url": url_for(f"board.{(request.endpoint or '').rpartition('.')[2]}", **look),
        "stages": [word for word in stage_words() if not word.is_retired],
        "standpoint": standpoint(),
    }
