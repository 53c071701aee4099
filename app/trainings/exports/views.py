from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import division_name, requires, standpoint, viewer
from app.audit.operations import Subject
from app.extensions import db
from app.i18n import _, in_chinese
from app.organizations.queries import get_organization
from app.trainings.exports import queries
from app.trainings.exports import writing as books
from app.trainings.exports.operations import note_export
from app.trainings.sessions.queries import get_session
from app.trainings.sessions.views.listing import wanted_sessions
from app.turns import writing
from app.web.media_types import XLSX

blueprint = Blueprint("training_exports", __name__)


@blueprint.route("/trainings/export.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def sessions() -> ResponseReturnValue:
    """Send 培训台账, narrowed as the list is."""
    with in_chinese():
        name = _("培训台账")
    return _send(
        "sessions", name, lambda path: books.write_sessions(standpoint(), wanted_sessions(), path)
    )


@blueprint.route("/trainings/hours.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def hours() -> ResponseReturnValue:
    with in_chinese():
        name = _("学时统计")
    return _send(
        "hours",
        name,
        lambda path: books.write_hours(standpoint(), path, may_read_personal=_may_read_personal()),
    )


@blueprint.route("/trainings/<int:session_id>/sign-in-sheet.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def sign_in_sheet(session_id: int) -> ResponseReturnValue:
    detail = get_session(standpoint(), session_id)
    number, place = detail.session.number, detail.session.division_code
    with in_chinese():
        name = f"{_('签到表')}_{number}"
    return _send(
        "sign-in-sheet",
        name,
        lambda path: books.write_sign_in_sheet(
            standpoint(), session_id, path, may_read_personal=_may_read_personal()
        ),
        Subject("training_session", session_id, f"{number} {detail.title}", place),
    )


@blueprint.route("/trainings/sign-ins/<int:attendance_id>/proof.xlsx")
@requires(Permission.ORGANIZATION_PERSONAL_READ)
def proof(attendance_id: int) -> ResponseReturnValue:
    """Send 学时证明 of the person who signed in there."""
    person = queries.get_attendance(standpoint(), attendance_id)
    with in_chinese():
        name = f"{_('学时证明')}_{person.name}"
    return _send(
        "proof",
        name,
        lambda path: books.write_proof(standpoint(), attendance_id, path),
        Subject("attendance", attendance_id, person.name, standpoint().division),
    )


@blueprint.route("/organizations/<int:organization_id>/trainings.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def organization(organization_id: int) -> ResponseReturnValue:
    found = get_organization(standpoint(), organization_id)
    with in_chinese():
        name = f"{_('培训记录')}_{found.name}"
    return _send(
        "record",
        name,
        lambda path: books.write_record(
            standpoint(), organization_id, path, may_read_personal=_may_read_personal()
        ),
        Subject("organization", found.id, found.name, found.division_code),
    )


def _may_read_personal() -> bool:
    return viewer().may(Permission.ORGANIZATION_PERSONAL_READ)


def _send(
    kind: str, name: str, write: Callable[[Path], int], subject: Subject | None = None
) -> ResponseReturnValue:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "export.xlsx")
        count = write(path)
        content = BytesIO(path.read_bytes())
    with writing():
        note_export(standpoint(), kind, count, subject)
        db.session.commit()
    place, day = division_name(standpoint().division), f"{standpoint().on:%Y%m%d}"
    file_name = f"{name}_{place}_{day}.xlsx".replace("/", "-")
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=file_name)
