from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.divisions.codes import contains
from app.i18n import _
from app.organizations.queries import get_organization
from app.trainings.categories import list_categories
from app.trainings.courses.queries import list_courses
from app.trainings.labels import FORM_LABELS, STATE_LABELS
from app.trainings.models import Form, SessionState
from app.trainings.sessions import queries
from app.trainings.sessions.queries import SessionFilter
from app.trainings.sessions.views.blueprint import blueprint, look, may_edit
from app.values.dates import parse_date
from app.web.asked_days import asked_day
from app.web.paging import page_of

LONGEST_FILTER = 100


@blueprint.route("/trainings")
@requires(Permission.TRAINING_READ)
def index() -> ResponseReturnValue:
    wanted = wanted_sessions()
    page = page_of(queries.count_sessions(standpoint(), wanted))
    categories = {item.id: item.label for item in list_categories()}
    courses = {item.id: item.title for item in list_courses(standpoint())}
    mentors = queries.mentor_names(standpoint())
    return render_template(
        "trainings/sessions/index.html",
        rows=queries.list_sessions(standpoint(), wanted, offset=page.offset, limit=page.size),
        totals=queries.total(standpoint(), wanted),
        page=page,
        earlier=_earlier(wanted),
        filters=_active(wanted, categories, courses, mentors),
        choices={
            "state": [Choice(item, STATE_LABELS[item]) for item in SessionState],
            "form": [Choice(item, FORM_LABELS[item]) for item in Form],
            "category": [Choice(str(id_), label) for id_, label in categories.items()],
            "course": [Choice(str(id_), title) for id_, title in courses.items()],
            "mentor": [Choice(str(id_), name) for id_, name in mentors.items()],
        },
        categories=categories,
        state_labels=STATE_LABELS,
        form_labels=FORM_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
        may_edit=may_edit(),
    )


@blueprint.route("/trainings/deleted")
@requires(Permission.TRAINING_EDIT)
def deleted() -> ResponseReturnValue:
    return render_template(
        "trainings/sessions/deleted.html",
        sessions=queries.list_deleted(standpoint()),
        may_edit=may_edit(),
        state_labels=STATE_LABELS,
    )


@blueprint.route("/organizations/<int:organization_id>/trainings")
@requires(Permission.TRAINING_READ)
def organization(organization_id: int) -> ResponseReturnValue:
    """Show what an organization's people attended; the tab 培训 of its pages."""
    found = get_organization(standpoint(), organization_id)
    rows = queries.past_sessions_of(standpoint(), organization_id)
    in_period = [row for row in rows if row[0].held_on >= standpoint().since and row[1]]
    return render_template(
        "trainings/sessions/organization.html",
        organization=found,
        rows=rows,
        times=len(in_period),
        attendances=sum(present for _detail, present, _away in in_period),
        in_view={
            detail.session_id
            for detail, _present, _away in rows
            if contains(standpoint().division, detail.session.division_code)
        },
        categories={item.id: item.label for item in list_categories()},
        form_labels=FORM_LABELS,
        standpoint=standpoint(),
        look=look(),
    )


def wanted_sessions() -> SessionFilter:
    """Return what the query string asks for; what it cannot mean is left out."""
    arguments = request.args
    state, form = arguments.get("state"), arguments.get("form")
    first, last = _month(arguments.get("month"))
    return SessionFilter(
        state=SessionState(state) if state in set(SessionState) else None,
        form=Form(form) if form in set(Form) else None,
        category_id=arguments.get("category", type=int),
        course_id=arguments.get("course", type=int),
        mentor_id=arguments.get("mentor", type=int),
        first=first or asked_day("day-from"),
        last=last or asked_day("day-to", is_last=True),
        text=arguments.get("q", "").strip()[:LONGEST_FILTER],
    )


def _earlier(wanted: SessionFilter) -> date | None:
    """Return the day of the first session, if the list begins after it only for its period."""
    first = queries.first_day(standpoint())
    is_hidden = first is not None and wanted.first is None and first < standpoint().since
    return first if is_hidden else None


def _month(text: str | None) -> tuple[date | None, date | None]:
    """Read 2026-05 as the first and the last day of the month."""
    try:
        read = parse_date(text)
    except ValueError:
        return None, None
    return (None, None) if read is None else (read.date, read.last_day)


def _active(
    wanted: SessionFilter,
    categories: dict[int, str],
    courses: dict[int, str],
    mentors: dict[int, str],
) -> list[dict[str, Any]]:
    month = request.args.get("month")
    found = [
        ("q", _("培训"), wanted.text),
        ("state", _("状态"), wanted.state and STATE_LABELS[wanted.state]),
        ("category", _("类别"), categories.get(wanted.category_id or 0)),
        ("form", _("形式"), wanted.form and FORM_LABELS[wanted.form]),
        ("course", _("课程"), courses.get(wanted.course_id or 0)),
        ("mentor", _("智库导师"), mentors.get(wanted.mentor_id or 0)),
        ("month", _("月份"), month if wanted.first and month else None),
        (
            "day-from",
            _("培训日期"),
            asked_day("day-from") and _("%(day)s 起", day=asked_day("day-from")),
        ),
        ("day-to", _("培训日期"), asked_day("day-to") and _("%(day)s 止", day=asked_day("day-to"))),
    ]
    return [{"key": key, "label": label, "text": text} for key, label, text in found if text]
