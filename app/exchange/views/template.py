from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires
from app.exchange.template import write_register_template
from app.exchange.views.blueprint import blueprint
from app.exchange.views.looking import here
from app.i18n import _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.route("/imports/template.xlsx")
@requires(Permission.IMPORT_RUN)
def import_template() -> ResponseReturnValue:
    with TemporaryDirectory() as folder:
        path = Path(folder, "template.xlsx")
        write_register_template(here(), path)
        template = BytesIO(path.read_bytes())
    return send_file(
        template, mimetype=XLSX, as_attachment=True, download_name=_("组织名录_导入模板.xlsx")
    )
