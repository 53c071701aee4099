from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import division_name, requires, standpoint, viewer
from app.extensions import db
from app.i18n import _, in_chinese
from app.projects.exports import writing as books
from app.projects.exports.operations import note_export
from app.projects.views.listing import wanted_projects
from app.turns import writing
from app.web.media_types import XLSX

blueprint = Blueprint("project_exports", __name__, url_prefix="/projects")


@blueprint.route("/export.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def ledger() -> ResponseReturnValue:
    """Send 项目台账, narrowed as the list is."""
    may_read = viewer().may(Permission.ORGANIZATION_PERSONAL_READ)
    with in_chinese():
        name = _("项目台账")
    return _send(
        "ledger",
        name,
        lambda path: books.write_ledger(
            standpoint(), wanted_projects(), path, may_read_personal=may_read
        ),
        books.PERSONAL if may_read else (),
    )


@blueprint.route("/money.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def money() -> ResponseReturnValue:
    with in_chinese():
        name = _("资金台账")
    return _send(
        "money", name, lambda path: books.write_money(standpoint(), wanted_projects(), path)
    )


@blueprint.route("/results.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def results() -> ResponseReturnValue:
    with in_chinese():
        name = _("绩效表")
    return _send(
        "results", name, lambda path: books.write_results(standpoint(), wanted_projects(), path)
    )


def _send(
    kind: str, name: str, write: Callable[[Path], int], personal: tuple[str, ...] = ()
) -> ResponseReturnValue:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "export.xlsx")
        count = write(path)
        content = BytesIO(path.read_bytes())
    with writing():
        note_export(standpoint(), kind, count, personal)
        db.session.commit()
    place, day = division_name(standpoint().division), f"{standpoint().on:%Y%m%d}"
    file_name = f"{name}_{place}_{day}.xlsx".replace("/", "-")
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=file_name)
