from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.audit import operations as audit
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.extensions import db
from app.projects.assessments.labels import SCORED
from app.projects.assessments.ranking import ranking_of
from app.projects.assessments.ranking_sheet import write_ranking
from app.projects.assessments.views.blueprint import blueprint, look
from app.projects.labels import ASSESSMENT_LABELS, RESULT_LABELS
from app.projects.models import Round
from app.projects.rounds import get_round
from app.projects.words import AssessmentKind
from app.turns import writing
from app.web.media_types import XLSX


@blueprint.route("/rounds/<int:round_id>/ranking")
@requires(Permission.PROJECT_READ)
def ranking(round_id: int) -> ResponseReturnValue:
    round_ = get_round(standpoint(), round_id)
    return render_template(
        "projects/assessments/ranking.html",
        round=round_,
        rows=ranking_of(standpoint(), round_id, _kind()),
        kind=_kind(),
        kinds=[Choice(item, ASSESSMENT_LABELS[item]) for item in AssessmentKind if item in SCORED],
        result_labels=RESULT_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


@blueprint.route("/rounds/<int:round_id>/ranking/export.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def export_ranking(round_id: int) -> ResponseReturnValue:
    here, kind = standpoint(), _kind()
    round_ = get_round(here, round_id)
    rows = ranking_of(here, round_id, kind)
    name = f"{round_.name}_{ASSESSMENT_LABELS[kind]}_{here.on:%Y%m%d}.xlsx".replace("/", "-")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "ranking.xlsx")
        write_ranking(here, round_, kind, rows, path)
        content = BytesIO(path.read_bytes())
    _note_export(round_, len(rows))
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)


def _note_export(round_: Round, count: int) -> None:
    subject = audit.Subject("round", round_.id, round_.name, round_.division_code)
    viewer_id = standpoint().viewer
    with writing():
        audit.record("round:ranking:export", subject, by=viewer_id, rows=count)
        db.session.commit()


def _kind() -> AssessmentKind:
    kind = request.args.get("kind")
    wanted = AssessmentKind(kind) if kind in set(AssessmentKind) else None
    return wanted if wanted in SCORED and wanted else AssessmentKind.APPLICATION
