import logging

from flask import Blueprint, abort, flash, redirect, request, send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.extensions import db
from app.files import operations, queries, store
from app.i18n import _
from app.turns import writing
from app.web.links import local_path

# Whatever a browser makes of the bytes, it runs and loads nothing.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
logger = logging.getLogger(__name__)

blueprint = Blueprint("files", __name__, url_prefix="/files")


@blueprint.route("/<int:file_id>")
@requires(Permission.FILE_READ)
def file(file_id: int) -> ResponseReturnValue:
    stored = queries.get_file(standpoint(), file_id)
    path = store.path_of(stored.sha256)
    if not path.is_file():
        logger.error("file %s is missing on disk: %s", stored.id, stored.sha256)
        abort(404)

    response = send_file(
        path,
        mimetype=stored.media_type,
        as_attachment=not stored.is_image,
        download_name=stored.name,
        etag=stored.sha256,
    )
    response.cache_control.private = True
    response.headers["Content-Security-Policy"] = POLICY
    return response


@blueprint.route("/<int:file_id>/removal", methods=["POST"])
@requires(Permission.FILE_ADD)
def remove(file_id: int) -> ResponseReturnValue:
    with writing():
        name = operations.remove_file(standpoint(), file_id).name
        db.session.commit()
    flash(_("附件“%(name)s”已移除。", name=name), "success")
    return redirect(local_path(request.form.get("next")) or request.script_root + "/")


@blueprint.app_template_global()
def may_read_files() -> bool:
    return viewer().may(Permission.FILE_READ)


@blueprint.app_template_global()
def may_add_files() -> bool:
    return viewer().may(Permission.FILE_ADD)
