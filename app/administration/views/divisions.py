from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app.access.permissions import Permission
from app.accounts.guards import requires, viewer
from app.administration.division_lists import (
    LEVEL_LABELS,
    TEMPLATE,
    DivisionListError,
    read_division_list,
)
from app.administration.forms import DivisionUploadForm, division_depth
from app.administration.views.blueprint import blueprint
from app.divisions.operations import DivisionRowError, load_divisions
from app.divisions.queries import list_divisions
from app.extensions import db
from app.i18n import _
from app.turns import writing
from app.web.paging import page_of
from app.workbooks.cells import UnreadableFileError


@blueprint.route("/divisions", methods=["GET", "POST"])
@requires(Permission.DIVISION_MANAGE)
def divisions() -> ResponseReturnValue:
    form = DivisionUploadForm()

    if form.validate_on_submit():
        try:
            changed = _load(form.file.data)
        except (DivisionListError, UnreadableFileError) as error:
            form.file.errors = [error.message]
        else:
            flash(_("区划已载入，新增或变更%(count)s行。", count=changed), "success")
            return redirect(url_for("administration.divisions"))

    top = viewer().division_code
    everything = list_divisions(top)
    page = page_of(len(everything))
    return render_template(
        "administration/divisions.html",
        form=form,
        divisions=everything[page.offset : page.offset + page.size],
        depth=lambda code: division_depth(code, top),
        names={item.code: item.name for item in everything},
        level_labels=LEVEL_LABELS,
        page=page,
    )


@blueprint.route("/divisions/template.csv")
@requires(Permission.DIVISION_MANAGE)
def division_template() -> ResponseReturnValue:
    content = TEMPLATE.encode("utf-8-sig")  # with the mark that makes Excel read it as UTF-8
    return send_file(
        BytesIO(content),
        mimetype="text/csv; charset=utf-8",
        as_attachment=True,
        download_name=f"{_('区划模板')}.csv",
    )


def _load(upload: FileStorage) -> int:
    """Load a file's divisions and return how many rows changed something."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "divisions"
        upload.save(path)
        loaded = read_division_list(path)
    loaded.check_inside(viewer().division_code)
    try:
        with writing():
            changed = load_divisions(loaded.rows, by=viewer().id)
            db.session.commit()
    except DivisionRowError as error:
        raise loaded.error_of(error) from error
    return changed
