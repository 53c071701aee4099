from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.extensions import db
from app.i18n import _
from app.incubation.criteria import operations, queries
from app.incubation.criteria.forms import SetImportForm
from app.incubation.criteria.views.blueprint import UNPROCESSABLE, blueprint
from app.incubation.criteria.workbook import HEADINGS, SetRead, read_set, write_set
from app.organizations.views.writing import is_written
from app.standpoint import today
from app.web.media_types import XLSX
from app.workbooks.cells import UnreadableFileError


@blueprint.route("/<int:set_id>/export.xlsx")
@requires(Permission.INCUBATION_READ)
def export_set(set_id: int) -> ResponseReturnValue:
    found = queries.get_set(standpoint(), set_id)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "export.xlsx")
        write_set(found, path)
        content = BytesIO(path.read_bytes())
    name = f"{found.name}_{found.since:%Y%m%d}.xlsx".replace("/", "-")
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.route("/import", methods=["GET", "POST"])
@requires(Permission.INCUBATION_CRITERIA_MANAGE)
def import_set() -> ResponseReturnValue:
    form = SetImportForm(since=today())
    read = SetRead((), ())
    made: list[int] = []

    if form.validate_on_submit():
        db.session.rollback()  # an open read would keep writers waiting while the file is parsed
        try:
            read = _read(form.file.data)
        except UnreadableFileError as error:
            form.file.errors = [str(error.message)]
        if (
            read.criteria
            and not read.problems
            and is_written(
                form,
                lambda: made.append(
                    operations.enter_set(standpoint(), form.draft(), read.criteria)
                ),
            )
        ):
            flash(_("已导入%(count)s条标准。", count=len(read.criteria)), "success")
            return redirect(url_for("criteria.show_set", set_id=made[0]))

    page = render_template(
        "incubation/criteria/import_set.html",
        form=form,
        problems=read.problems,
        headings=HEADINGS,
        sets=queries.list_sets(standpoint()),
    )
    return page, UNPROCESSABLE if read.problems or form.errors else 200


def _read(upload: FileStorage) -> SetRead:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "criteria"
        upload.save(path)
        return read_set(path)
