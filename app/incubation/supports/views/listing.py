from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.i18n import _
from app.incubation.supports import queries
from app.incubation.supports.kinds import FORM_LABELS, KIND_LABELS, SupportKind
from app.incubation.supports.queries import SupportFilter
from app.incubation.supports.views.blueprint import blueprint
from app.standpoint import as_query
from app.web.asked_days import asked_day
from app.web.paging import page_of

LONGEST_FILTER = 100


@blueprint.route("")
@requires(Permission.INCUBATION_READ)
def index() -> ResponseReturnValue:
    wanted = wanted_supports()
    totals = queries.total(standpoint(), wanted)
    page = page_of(totals.times)
    supports = queries.list_supports(standpoint(), wanted, offset=page.offset, limit=page.size)
    return render_template(
        "supports/index.html",
        supports=supports,
        recipients=queries.recipients_of(standpoint(), [item.id for item in supports]),
        page=page,
        totals=totals,
        organization_count=queries.count_organizations(standpoint(), wanted),
        filters=_active(wanted),
        kind_choices=[Choice(item, KIND_LABELS[item]) for item in SupportKind],
        kind_labels=KIND_LABELS,
        form_labels=FORM_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}


def wanted_supports() -> SupportFilter:
    """Return what the query string asks for; what it cannot mean is left out."""
    kind = request.args.get("kind")
    return SupportFilter(
        kind=SupportKind(kind) if kind in set(SupportKind) else None,
        by=request.args.get("by", "").strip()[:LONGEST_FILTER],
        text=request.args.get("q", "").strip()[:LONGEST_FILTER],
        first=asked_day("day-from"),
        last=asked_day("day-to", is_last=True),
        is_open=request.args.get("follow-up") == "open",
    )


def _active(wanted: SupportFilter) -> list[dict[str, Any]]:
    found = [
        ("q", _("服务对象"), wanted.text),
        ("kind", _("服务类型"), wanted.kind and KIND_LABELS[wanted.kind]),
        ("by", _("服务人"), wanted.by),
        ("day-from", _("服务日期"), wanted.first and _("%(day)s 起", day=wanted.first)),
        ("day-to", _("服务日期"), wanted.last and _("%(day)s 止", day=wanted.last)),
        ("follow-up", _("跟进"), wanted.is_open and _("未完成")),
    ]
    return [{"key": key, "label": label, "text": text} for key, label, text in found if text]
