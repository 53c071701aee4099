from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.i18n import _
from app.projects.labels import LEVEL_LABELS
from app.projects.recognitions import queries
from app.projects.recognitions.labels import KIND_LABELS, STATE_LABELS, state_at
from app.projects.recognitions.queries import RecognitionFilter, State
from app.projects.recognitions.views.blueprint import blueprint
from app.projects.views.blueprint import look
from app.projects.words import Level
from app.values.personal import mask_name
from app.web.asked_days import asked_day
from app.web.paging import page_of

LONGEST_FILTER = 100
KINDS = {"brand": True, "honor": False}


@blueprint.route("")
@requires(Permission.PROJECT_READ)
def index() -> ResponseReturnValue:
    wanted = wanted_recognitions()
    page = page_of(queries.count_recognitions(standpoint(), wanted))
    rows = queries.list_recognitions(standpoint(), wanted, offset=page.offset, limit=page.size)
    return render_template(
        "projects/recognitions/index.html",
        rows=rows,
        page=page,
        filters=_active(wanted),
        kind_choices=[Choice(key, KIND_LABELS[is_brand]) for key, is_brand in KINDS.items()],
        level_choices=[Choice(level, LEVEL_LABELS[level]) for level in Level],
        state_choices=[Choice(state, STATE_LABELS[state]) for state in State],
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
        **words(),
    )


@blueprint.route("/stations")
@requires(Permission.PROJECT_READ)
def stations() -> ResponseReturnValue:
    """Show 一站一品: which communities have a brand."""
    found = queries.list_stations(standpoint())
    missing = request.args.get("brand") == "none"
    return render_template(
        "projects/recognitions/stations.html",
        stations=[item for item in found if not (missing and item.count)],
        total=len(found),
        with_brand=sum(item.count > 0 for item in found),
        level_labels=LEVEL_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


def words() -> dict[str, Any]:
    """Return what pages need to put recognitions into words."""
    return {
        "level_labels": LEVEL_LABELS,
        "kind_labels": KIND_LABELS,
        "state_labels": STATE_LABELS,
        "state_of": lambda item: state_at(item, standpoint().on),
        "person": person_shown,
    }


def person_shown(name: str | None) -> str:
    """Return a person's name as far as the viewer may read it."""
    if not name or viewer().may(Permission.ORGANIZATION_PERSONAL_READ):
        return name or ""
    return mask_name(name)


def wanted_recognitions() -> RecognitionFilter:
    """Return what the query string asks for; what it cannot mean is left out."""
    state = request.args.get("state")
    return RecognitionFilter(
        text=request.args.get("q", "").strip()[:LONGEST_FILTER],
        levels=tuple(Level(item) for item in request.args.getlist("level") if item in set(Level)),
        is_brand=KINDS.get(request.args.get("kind", "")),
        state=State(state) if state in set(State) else None,
        first=asked_day("awarded-from"),
        last=asked_day("awarded-to", is_last=True),
        sees_people=viewer().may(Permission.ORGANIZATION_PERSONAL_READ),
    )


def _active(wanted: RecognitionFilter) -> list[dict[str, Any]]:
    levels = "、".join(str(LEVEL_LABELS[level]) for level in wanted.levels)
    found = [
        ("q", _("名称"), wanted.text),
        ("kind", _("种类"), wanted.is_brand is not None and KIND_LABELS[wanted.is_brand]),
        ("level", _("级别"), levels),
        ("state", _("状态"), wanted.state and STATE_LABELS[wanted.state]),
        ("awarded-from", _("认定日期"), wanted.first and _("%(day)s 起", day=wanted.first)),
        ("awarded-to", _("认定日期"), wanted.last and _("%(day)s 止", day=wanted.last)),
    ]
    return [{"key": key, "label": label, "text": text} for key, label, text in found if text]
