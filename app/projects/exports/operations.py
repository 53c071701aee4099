"""Audit of what was taken along."""

from app.audit import operations as audit
from app.standpoint import Standpoint


def note_export(
    standpoint: Standpoint, kind: str, count: int, personal: tuple[str, ...] = ()
) -> None:
    """Audit a workbook: its kind, its rows, and which personal columns it has."""
    audit.record(
        "project:export",
        audit.Subject("project", None, "", standpoint.division),
        by=standpoint.viewer,
        kind=kind,
        rows=count,
        personal=list(personal),
        on=standpoint.on.isoformat(),
    )
