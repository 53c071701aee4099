"""Audit of what was taken along."""

from app.audit import operations as audit
from app.standpoint import Standpoint


def note_export(
    standpoint: Standpoint, kind: str, count: int, subject: audit.Subject | None = None
) -> None:
    """Audit a workbook: its kind, and what it is about where it is not the whole list."""
    audit.record(
        "training:export",
        subject or audit.Subject("training_session", None, "", standpoint.division),
        by=standpoint.viewer,
        kind=kind,
        rows=count,
        on=standpoint.on.isoformat(),
        since=standpoint.since.isoformat(),
    )
