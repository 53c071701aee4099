from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires
from app.exchange.template import write_import_template
from app.exchange.views.blueprint import blueprint
from app.exchange.views.looking import chosen_adapter, here
from app.i18n import _
from app.web.media_types import XLSX


@blueprint.route("/imports/template.xlsx")
@requires(Permission.IMPORT_RUN)
def import_template() -> ResponseReturnValue:
    with TemporaryDirectory() as folder:
        path = Path(folder, "template.xlsx")
        name = write_import_template(chosen_adapter(), here(), path)
        template = BytesIO(path.read_bytes())
    return send_file(
        template,
        mimetype=XLSX,
        as_attachment=True,
        download_name=_("%(ledger)s_导入模板.xlsx", ledger=name),
    )
