from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.audit import operations as audit
from app.extensions import db
from app.files.checking import CheckedFile
from app.files.operations import attach_uploads
from app.history.points import list_live
from app.incubation.filing import queries
from app.incubation.filing.errors import UnknownPaperError
from app.incubation.filing.models import FilingPaper, PaperKind, PaperState
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.followers import facts_changed
from app.organizations.models import StandingChange
from app.organizations.operations.subject import organization_to_change, subject
from app.standpoint import Standpoint, today

SUBJECT = "filing_paper"  # of attached files


@dataclass(frozen=True)
class PaperEntry:
    """A checked request to say that a paper came to be in a state on a day."""

    kind: str
    state: PaperState
    on: date
    note: str | None = None
    files: Sequence[CheckedFile] = ()


def record_paper(standpoint: Standpoint, organization_id: int, entry: PaperEntry) -> FilingPaper:
    """Record the state of a paper, with its files; what was before stays as it was.

    Raises UnknownPaperError, FutureDayError, BeforeExistenceError, QuotaExceededError.
    """
    organization = organization_to_change(standpoint, organization_id)
    kind = db.session.get(PaperKind, entry.kind)
    if kind is None or kind.is_retired:
        raise UnknownPaperError
    check_day(organization.id, entry.on)
    paper = FilingPaper(
        organization_id=organization.id,
        kind=kind.key,
        state=entry.state,
        on=entry.on,
        note=entry.note,
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )
    db.session.add(paper)
    db.session.flush()
    files = attach_uploads(standpoint, organization.id, entry.files, SUBJECT, paper.id)
    facts_changed([organization.id])
    audit.record(
        "filing:paper:record",
        subject(organization),
        by=standpoint.viewer,
        paper=kind.label,
        state=[None, entry.state],
        on=entry.on.isoformat(),
        files=len(files),
    )
    return paper


def withdraw_paper(standpoint: Standpoint, paper_id: int, reason: str | None = None) -> None:
    """Take back what was recorded by mistake. Raises NoResultFound for a superseded row."""
    paper = queries.get_paper(standpoint, paper_id)
    organization = organization_to_change(standpoint, paper.organization_id)
    paper.superseded_at = audit.instant()
    paper.superseded_by = standpoint.viewer
    db.session.flush()
    facts_changed([organization.id])
    audit.record(
        "filing:paper:withdraw",
        subject(organization),
        by=standpoint.viewer,
        paper=paper.kind,
        state=[paper.state, None],
        on=paper.on.isoformat(),
        reason=reason,
    )


def check_day(organization_id: int, on: date) -> None:
    if on > today():
        raise FutureDayError
    standings = list_live(StandingChange, organization_id)
    if not standings or on < standings[0].since:
        raise BeforeExistenceError
