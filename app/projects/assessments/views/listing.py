from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.files.queries import files_of
from app.i18n import _
from app.projects.acceptance import missing_for_acceptance
from app.projects.assessments import queries
from app.projects.assessments.labels import SCORED
from app.projects.assessments.listing import AssessmentFilter, count_found, list_found
from app.projects.assessments.views.blueprint import SUBJECT, blueprint, look
from app.projects.labels import ASSESSMENT_LABELS, RESULT_LABELS
from app.projects.queries import overview_of
from app.projects.words import AssessmentKind
from app.web.paging import page_of


@blueprint.route("/assessments")
@requires(Permission.PROJECT_READ)
def index() -> ResponseReturnValue:
    wanted = _wanted()
    page = page_of(count_found(standpoint(), wanted))
    return render_template(
        "projects/assessments/index.html",
        rows=list_found(standpoint(), wanted, offset=page.offset, limit=page.size),
        page=page,
        filters=_active(wanted),
        kinds=[Choice(item, ASSESSMENT_LABELS[item]) for item in AssessmentKind],
        kind_labels=ASSESSMENT_LABELS,
        result_labels=RESULT_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


@blueprint.route("/<int:project_id>/assessments")
@requires(Permission.PROJECT_READ)
def of_project(project_id: int) -> ResponseReturnValue:
    here = standpoint()
    overview = overview_of(here, project_id)
    items = queries.list_assessments(here, project_id)
    return render_template(
        "projects/assessments/of_project.html",
        overview=overview,
        project=overview.project,
        name=overview.detail.name,
        items=items,
        files=files_of(here, SUBJECT, [item.row.id for item in items]),
        missing=missing_for_acceptance(project_id, here.on),
        kind_labels=ASSESSMENT_LABELS,
        result_labels=RESULT_LABELS,
        scored=SCORED,
        standpoint=here,
        divisions=list_choices(here, viewer().division_code),
        look=look(),
    )


def _wanted() -> AssessmentFilter:
    kind = request.args.get("kind")
    return AssessmentFilter(
        kind=AssessmentKind(kind) if kind in set(AssessmentKind) else None,
        is_open=request.args.get("rectification") == "open",
    )


def _active(wanted: AssessmentFilter) -> list[dict[str, Any]]:
    found = [
        ("kind", _("类型"), wanted.kind and ASSESSMENT_LABELS[wanted.kind]),
        ("rectification", _("整改"), wanted.is_open and _("未完成")),
    ]
    return [{"key": key, "label": label, "text": text} for key, label, text in found if text]
