from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission, Role
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import list_accounts
from app.audit.actions import ACTIONS
from app.definitions.columns import Choice
from app.divisions import choices
from app.divisions.queries import path_names
from app.i18n import _
from app.incubation.gates.views import refresh_when_due
from app.register import workbench as reads
from app.standpoint import as_query
from app.web.paging import page_of
from app.worklist.catalog import find_signal
from app.worklist.pages import Line, list_groups, make_badge
from app.worklist.queries import COUNTED_UP_TO, count_items, list_items

MINE = "me"
MOST_PEOPLE = 300

blueprint = Blueprint("worklist", __name__)


@blueprint.route("/")
@requires(Permission.SIGNED_IN)
def workbench() -> ResponseReturnValue:
    shown: dict[str, Any] = {"look": {}}
    if viewer().may(Permission.WORKLIST_READ):
        refresh_when_due()
        shown["groups"] = list_groups(standpoint())
    elif viewer().may(Permission.ORGANIZATION_READ):
        shown |= _gaps_shown()
    if viewer().may(Permission.ORGANIZATION_READ):
        shown |= {
            "actions": ACTIONS,
            "changes": reads.list_recent_changes(standpoint()),
            "look": _look(),
        }
    return render_template("worklist/workbench.html", **shown)


@blueprint.route("/worklist")
@requires(Permission.WORKLIST_READ)
def index() -> ResponseReturnValue:
    refresh_when_due()
    return render_template(
        "worklist/index.html", groups=list_groups(standpoint(), owner=_owner()), **_frame()
    )


@blueprint.route("/worklist/<string:signal>")
@requires(Permission.WORKLIST_READ)
def items(signal: str) -> ResponseReturnValue:
    found = find_signal(signal)
    if found is None:
        abort(404)
    number = count_items(standpoint(), [found], owner=_owner())[found.key]
    page = page_of(min(number, COUNTED_UP_TO))
    return render_template(
        "worklist/items.html",
        line=Line(found, number),
        is_cut=number > COUNTED_UP_TO,
        page=page,
        items=list_items(standpoint(), found, owner=_owner(), limit=page.size, offset=page.offset),
        **_frame(),
    )


@blueprint.route("/worklist/badge")
@requires(Permission.WORKLIST_READ)
def badge() -> ResponseReturnValue:
    counted = make_badge(standpoint())
    return {"shown": counted.shown, "full": _("%(number)s 项", number=counted.full)}


def _gaps_shown() -> dict[str, Any]:
    """Return what is missing, for whom no worklist says the same."""
    total, gaps = reads.count_gaps(standpoint())
    return {"gaps": gaps, "total": total, "place": path_names(standpoint().division)[-1:]}


def _frame() -> dict[str, Any]:
    """Return what narrows the list and how it was narrowed."""
    return {
        "divisions": choices.list_choices(standpoint(), viewer().division_code),
        "look": _look(),
        "narrowed": {**_look(), "owner": request.args.get("owner") or None},
        "people": _people(),
        "standpoint": standpoint(),
    }


def _people() -> list[Choice]:
    staff = list_accounts(viewer().division_code, role=Role.STAFF, limit=MOST_PEOPLE)
    others = [Choice(str(account.id), account.name) for account in staff]
    return [Choice(MINE, _("我的")), *others]


def _owner() -> int | None:
    """Return whose things are asked for, None for everybody's."""
    text = request.args.get("owner", "")
    if text == MINE:
        return viewer().id
    return int(text[:9]) if text.isascii() and text.isdigit() else None


def _look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}
