from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Permission
from app.accounts.guards import division_name, requires, standpoint, viewer
from app.audit import operations as audit
from app.audit.operations import Subject
from app.extensions import db
from app.i18n import _, in_chinese
from app.projects.listing import list_projects
from app.projects.papers.acceptance import acceptance_form
from app.projects.papers.application import application_form
from app.projects.papers.dossiers import Dossier, dossiers_of
from app.projects.papers.volume import MOST, volume
from app.projects.queries import get_project
from app.projects.views.listing import wanted_projects
from app.turns import writing
from app.web.media_types import DOCX

LONGEST_NAME = 60

blueprint = Blueprint("project_papers", __name__, url_prefix="/projects")


@blueprint.route("/<int:project_id>/application.docx")
@requires(Permission.ORGANIZATION_EXPORT)
def application(project_id: int) -> ResponseReturnValue:
    dossier = _dossier(project_id)
    content = application_form(standpoint(), dossier, with_people=_sees_people())
    return _paper(dossier, content, lambda: _("申报表"))


@blueprint.route("/<int:project_id>/acceptance.docx")
@requires(Permission.ORGANIZATION_EXPORT)
def acceptance(project_id: int) -> ResponseReturnValue:
    dossier = _dossier(project_id)
    content = acceptance_form(standpoint(), dossier, with_people=_sees_people())
    return _paper(dossier, content, lambda: _("验收表"))


@blueprint.route("/volume.docx")
@requires(Permission.ORGANIZATION_EXPORT)
def compiled() -> ResponseReturnValue:
    rows = list_projects(standpoint(), wanted_projects(), limit=MOST + 1)
    if not rows or len(rows) > MOST:
        text = _("当前条件下没有项目，不能汇编。") if not rows else _too_many()
        flash(text, "warning")
        asked: dict[str, Any] = request.args.to_dict(flat=True)
        return redirect(url_for("projects.index", **asked))
    found = dossiers_of(standpoint(), [row.project.id for row in rows])
    dossiers = [found[row.project.id] for row in rows]
    content = volume(standpoint(), dossiers, with_people=_sees_people())
    place = division_name(standpoint().division)
    _note("project:volume", Subject("project", None, "", standpoint().division), len(rows))
    with in_chinese():
        return _sent(content, [_("项目汇编"), place])


def _too_many() -> str:
    return _("当前条件下的项目超过%(most)s个，请先筛选，再分册汇编。", most=MOST)


def _dossier(project_id: int) -> Dossier:
    get_project(standpoint(), project_id)
    found = dossiers_of(standpoint(), [project_id]).get(project_id)
    if found is None:
        raise NoResultFound
    return found


def _sees_people() -> bool:
    return viewer().may(Permission.ORGANIZATION_PERSONAL_READ)


def _paper(dossier: Dossier, content: bytes, kind: Callable[[], str]) -> ResponseReturnValue:
    project, name = dossier.row.project, dossier.row.detail.name
    with in_chinese():
        paper = kind()
    subject = Subject("project", project.id, name, project.division_code)
    _note("project:paper", subject, paper=paper)
    return _sent(content, [paper, name[:LONGEST_NAME]])


def _note(action: str, subject: Subject, count: int = 1, **more: object) -> None:
    by, on = standpoint().viewer, standpoint().on.isoformat()
    with writing():
        audit.record(action, subject, by=by, rows=count, on=on, **more)
        db.session.commit()


def _sent(content: bytes, words: list[str]) -> ResponseReturnValue:
    name = "_".join([*words, f"{standpoint().on:%Y%m%d}"]).replace("/", "-").replace("\\", "-")
    return send_file(
        BytesIO(content), mimetype=DOCX, as_attachment=True, download_name=f"{name}.docx"
    )
