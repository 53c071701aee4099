import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, viewer
from app.accounts.queries import list_actors
from app.administration.log_entries import make_entries
from app.administration.log_export import MOST_EXPORTED, write_log
from app.administration.views.blueprint import blueprint
from app.audit import operations as audit
from app.audit.actions import ACTIONS
from app.audit.queries import EventFilter, count_events, list_events
from app.divisions.codes import code_range
from app.extensions import db
from app.i18n import _
from app.standpoint import OFFICE_ZONE, today
from app.turns import writing
from app.values.texts import clean_text
from app.web.forms import SelectChoice
from app.web.links import with_query
from app.web.pagination import COUNTED_UP_TO
from app.web.paging import page_of

FILTERS = ("at-from", "at-to", "actor", "action", "subject")
ID = re.compile("[0-9]{1,9}")  # what any database takes for a number of a row
YEARS = range(1900, 3000)  # beyond, a time zone's midnight may be no date any more


@blueprint.route("/audit-log")
@requires(Permission.AUDIT_READ)
def audit_log() -> ResponseReturnValue:
    wanted = _wanted()
    total = count_events(wanted, up_to=COUNTED_UP_TO + 1)
    page = page_of(min(total, COUNTED_UP_TO))
    return render_template(
        "administration/audit_log.html",
        entries=make_entries(list_events(wanted, offset=page.offset, limit=page.size)),
        page=page,
        has_more=total > COUNTED_UP_TO,
        actor_choices=[
            SelectChoice(item.id, f"{item.name}（{item.username}）") for item in list_actors()
        ],
        action_choices=[SelectChoice(action, label) for action, label in ACTIONS.items()],
        most_exported=MOST_EXPORTED,
        export_url=with_query(url_for(".audit_log_export"), (), _filters()),
    )


@blueprint.route("/audit-log/export.csv")
@requires(Permission.AUDIT_READ)
def audit_log_export() -> ResponseReturnValue:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        rows = write_log(path, _wanted())
        content = path.read_bytes()
    with writing():
        audit.record(
            "audit:export", audit.Subject("audit_event", None, ""), by=viewer().id, rows=rows
        )
        db.session.commit()
    return send_file(
        BytesIO(content),
        mimetype="text/csv; charset=utf-8",
        as_attachment=True,
        download_name=_("操作日志_%(day)s.csv", day=today()),
    )


def _filters() -> dict[str, str]:
    return {key: request.args[key] for key in FILTERS if key in request.args}


def _wanted() -> EventFilter:
    last = _day("at-to")
    return EventFilter(
        action=_action(),
        actor_id=_actor(),
        subject_name=clean_text(request.args.get("subject")),
        first=_midnight(_day("at-from")),
        last=_midnight(last and last + timedelta(days=1)),
        codes=code_range(viewer().division_code),
    )


def _action() -> str | None:
    action = request.args.get("action")
    if not action:
        return None
    return action if action in ACTIONS else abort(400)


def _actor() -> int | None:
    text = request.args.get("actor")
    if not text:
        return None
    return int(text) if ID.fullmatch(text) else abort(400)


def _day(key: str) -> date | None:
    text = request.args.get(key)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(400)
    return day if day.year in YEARS else abort(400)


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), OFFICE_ZONE)
