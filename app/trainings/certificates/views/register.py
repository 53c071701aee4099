"""The register of certificates, and taking it along."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import division_name, requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.extensions import db
from app.i18n import _, in_chinese
from app.standpoint import as_query
from app.trainings.certificates import queries
from app.trainings.certificates.conditions import CertificateState
from app.trainings.certificates.export import write_certificates
from app.trainings.certificates.labels import STATE_LABELS, STATE_LOOKS
from app.trainings.certificates.operations import note_export
from app.trainings.certificates.queries import CertificateFilter
from app.trainings.certificates.views.blueprint import blueprint
from app.trainings.models import Certificate
from app.turns import writing
from app.values.personal import mask_name
from app.web.asked_days import asked_day
from app.web.media_types import XLSX
from app.web.paging import page_of

LONGEST_FILTER = 100
MOST_PRINTED = 200


@blueprint.route("/trainings/certificates")
@requires(Permission.TRAINING_READ)
def index() -> ResponseReturnValue:
    wanted = wanted_certificates()
    page = page_of(queries.count_certificates(standpoint(), wanted))
    courses = queries.list_courses_with_certificates(standpoint())
    certificates = queries.list_certificates(
        standpoint(), wanted, offset=page.offset, limit=page.size
    )
    return render_template(
        "trainings/certificates/index.html",
        certificates=certificates,
        states={item.id: queries.certificate_state(standpoint(), item) for item in certificates},
        state_labels=STATE_LABELS,
        state_looks=STATE_LOOKS,
        page=page,
        filters=_active(wanted, dict(courses)),
        course_choices=[Choice(str(number), title) for number, title in courses],
        state_choices=[Choice(item, STATE_LABELS[item]) for item in CertificateState],
        is_open=reads_names(),
        shown_name=shown_name,
        most_printed=MOST_PRINTED,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=as_query(standpoint(), own_division=viewer().division_code),
    )


@blueprint.route("/trainings/certificates/export.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def export() -> ResponseReturnValue:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "export.xlsx")
        wanted = wanted_certificates()
        count = write_certificates(standpoint(), wanted, path, is_open=reads_names())
        content = BytesIO(path.read_bytes())
    with writing():
        note_export(standpoint(), count)
        db.session.commit()
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=_file_name())


def reads_names() -> bool:
    return viewer().may(Permission.ORGANIZATION_PERSONAL_READ)


def shown_name(certificate: Certificate) -> str:
    return certificate.name if reads_names() else mask_name(certificate.name)


def wanted_certificates() -> CertificateFilter:
    """Return what the query string asks for; what it cannot mean is left out."""
    state = request.args.get("state")
    return CertificateFilter(
        text=request.args.get("q", "").strip()[:LONGEST_FILTER],
        searches_names=reads_names(),
        course_id=request.args.get("course", type=_small_number),
        state=CertificateState(state) if state in set(CertificateState) else None,
        first=asked_day("issued-from"),
        last=asked_day("issued-to", is_last=True),
        expires_by=asked_day("expires-by", is_last=True),
    )


def _small_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError
    return int(text[:9])


def _active(wanted: CertificateFilter, courses: dict[int, str]) -> list[dict[str, Any]]:
    course = None if wanted.course_id is None else courses.get(wanted.course_id, "—")
    found = [
        ("q", _("查找"), wanted.text),
        ("course", _("课程"), course),
        ("state", _("状态"), wanted.state and STATE_LABELS[wanted.state]),
        ("issued-from", _("发证日期"), wanted.first and _("%(day)s 起", day=wanted.first)),
        ("issued-to", _("发证日期"), wanted.last and _("%(day)s 止", day=wanted.last)),
        ("expires-by", _("有效期止"), wanted.expires_by and _("%(day)s 前", day=wanted.expires_by)),
    ]
    return [{"key": key, "label": label, "text": text} for key, label, text in found if text]


def _file_name() -> str:
    place, day = division_name(standpoint().division), f"{standpoint().on:%Y%m%d}"
    with in_chinese():
        return f"{_('证书登记')}_{place}_{day}.xlsx".replace("/", "-")
