from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import division_name, requires, standpoint
from app.extensions import db
from app.i18n import _, in_chinese
from app.incubation.supports.export import write_supports
from app.incubation.supports.operations import note_export
from app.incubation.supports.views.blueprint import blueprint
from app.incubation.supports.views.listing import wanted_supports
from app.turns import writing
from app.web.media_types import XLSX


@blueprint.route("/export.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def export() -> ResponseReturnValue:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "export.xlsx")
        count = write_supports(standpoint(), wanted_supports(), path)
        content = BytesIO(path.read_bytes())
    with writing():
        note_export(standpoint(), count)
        db.session.commit()
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=_file_name())


def _file_name() -> str:
    place, day = division_name(standpoint().division), f"{standpoint().on:%Y%m%d}"
    with in_chinese():
        return f"{_('服务记录')}_{place}_{day}.xlsx".replace("/", "-")
