"""Addresses that belong to no feature: the files of pages, and the choice of language."""

from pathlib import Path

from flask import Blueprint, abort, current_app, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.web.assets import compressed, find_asset
from app.web.language import COOKIE, LANGUAGES, YEAR
from app.web.links import local_path

blueprint = Blueprint("web", __name__)


@blueprint.route("/assets/<digest>/<path:name>")
def asset(digest: str, name: str) -> ResponseReturnValue:
    found = find_asset(name)
    if found is None or found.digest != digest:
        abort(404)

    copy = None
    if found.is_compressible and request.accept_encodings.quality("gzip") > 0:
        copy = compressed(found, Path(current_app.instance_path) / "asset-cache")
    response = send_file(
        copy or found.path,
        mimetype=found.media_type,
        etag=f"{digest}-gzip" if copy else digest,
        max_age=YEAR,
    )
    response.cache_control.public = True
    response.cache_control.immutable = True
    if copy:
        response.headers["Content-Encoding"] = "gzip"
    if found.is_compressible:
        response.vary.add("Accept-Encoding")
    return response


@blueprint.route("/language", methods=["POST"])
def change_language() -> ResponseReturnValue:
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)

    response = redirect(local_path(request.form.get("next")) or request.script_root + "/")
    response.set_cookie(
        COOKIE, language, max_age=YEAR, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response


# The decorator that asks permissions stands above this package; these two ask for none.
asset.required_permission = Permission.PUBLIC  # type: ignore[attr-defined]
change_language.required_permission = Permission.PUBLIC  # type: ignore[attr-defined]


def asset_url(name: str) -> str:
    """Return the address of a file, which changes with its bytes. Raises for an unknown name."""
    found = find_asset(name)
    if found is None:
        raise LookupError(f"no asset {name}")
    return url_for("web.asset", digest=found.digest, name=name)
