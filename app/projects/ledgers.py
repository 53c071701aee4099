"""What a ledger says of a project's money and results, recorded in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.projects.models import Indicator, Payment, Project
from app.projects.operations.subject import (
    detail_of,
    project_to_change,
    recorded,
    subject,
    supersede,
)
from app.standpoint import Standpoint
from app.values.counts import Count

NOTE = "台账"
# By key, what an indicator is called and what it counts, as ledgers have them.
INDICATORS: Mapping[str, tuple[str, str]] = {
    "beneficiaries": ("受益人次", "人次"),
    "services": ("服务场次", "场"),
    "volunteers": ("志愿者人数", "人"),
}


@dataclass(frozen=True)
class Reached:
    """What an indicator came to: a number, or prose that holds none."""

    count: Count | None
    as_written: str | None = None


@dataclass(frozen=True)
class LedgerLine:
    """`paid` is all that was paid out up to now, in fen; `on` is the day it is recorded on."""

    on: date
    paid: int | None = None
    reached: Mapping[str, Reached] = field(default_factory=dict)  # by key of an indicator
    since: date | None = None
    until: date | None = None


def record_line(standpoint: Standpoint, project_id: int, line: LedgerLine, batch_id: int) -> None:
    """Bring payments and indicators to what the line says; what it leaves open stays.

    Less paid than was recorded replaces what ledgers said before, never what people entered.
    """
    project = project_to_change(standpoint, project_id)
    if line.paid is not None:
        _pay(standpoint, project, line.paid, line, batch_id)
    for key, reached in line.reached.items():
        _reach(standpoint, project, key, reached, line, batch_id)
    audit.record(
        "project:ledger",
        subject(project, detail_of(project.id).name),
        by=standpoint.viewer,
        paid=line.paid,
        **{key: reached.as_written or str(reached.count) for key, reached in line.reached.items()},
    )


def _pay(
    standpoint: Standpoint, project: Project, total: int, line: LedgerLine, batch_id: int
) -> None:
    statement = select(Payment).where(
        Payment.project_id == project.id, Payment.superseded_at.is_(None)
    )
    payments = db.session.scalars(statement).all()
    missing = total - sum(item.amount for item in payments)
    if missing < 0:
        told = [item for item in payments if item.import_batch_id is not None]
        missing += sum(item.amount for item in told)
        for item in told:
            supersede(item, standpoint)
    if missing <= 0:
        return
    detail = detail_of(project.id)
    granted = detail.granted if detail.granted is not None else detail.requested
    is_over = granted is not None and total > granted
    db.session.add(
        Payment(
            project_id=project.id,
            on=line.on,
            amount=missing,
            note=NOTE,
            reason=NOTE if is_over else None,
            import_batch_id=batch_id,
            **recorded(standpoint),
        )
    )
    db.session.flush()


def _reach(
    standpoint: Standpoint,
    project: Project,
    key: str,
    reached: Reached,
    line: LedgerLine,
    batch_id: int,
) -> None:
    statement = select(Indicator).where(
        Indicator.project_id == project.id,
        Indicator.key == key,
        Indicator.superseded_at.is_(None),
    )
    old = db.session.scalars(statement.order_by(Indicator.id)).first()
    label, unit = INDICATORS[key]
    new = Indicator(
        project_id=project.id,
        key=key,
        label=old.label if old else label,
        unit=old.unit if old else unit,
        baseline=old.baseline if old else None,
        target=old.target if old else None,
        value=reached.count.number if reached.count else None,
        qualifier=reached.count.qualifier if reached.count else None,
        as_written=reached.as_written,
        since=line.since,
        until_day=line.until,
        note=old.note if old else None,
        import_batch_id=batch_id,
        **recorded(standpoint),
    )
    if old is not None:
        supersede(old, standpoint)
    db.session.add(new)
    db.session.flush()
