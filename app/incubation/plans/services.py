"""Writes of the dictionary of services that plans are made from."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.audit import operations as audit
from app.extensions import db
from app.incubation.plans import queries
from app.incubation.plans.models import ServiceTemplate
from app.organizations.dictionaries import stage_word
from app.organizations.errors import RetiredStageError
from app.organizations.operations.subject import take_place
from app.standpoint import Standpoint


@dataclass(frozen=True)
class ServiceEdit:
    """A checked request: what the service says. Without a stage it is of any."""

    text: str
    due_days: int
    stage: str | None = None
    group: str | None = None
    is_retired: bool = False


def add_service(standpoint: Standpoint, edit: ServiceEdit) -> int:
    """Add a service at the end; return its number. Raises RetiredStageError."""
    _check(standpoint, edit)
    last = db.session.scalar(sa.select(sa.func.max(ServiceTemplate.position))) or 0
    service = ServiceTemplate(position=last + 1)
    _write(service, edit)
    db.session.add(service)
    db.session.flush()
    audit.record("service:add", _subject(service), by=standpoint.viewer, stage=edit.stage)
    return service.id


def edit_service(standpoint: Standpoint, service_id: int, edit: ServiceEdit) -> None:
    """Change a service, or retire it; plans made from it stay as they are."""
    _check(standpoint, edit)
    service = queries.get_service(standpoint, service_id)
    before = {key: getattr(service, key) for key in _TOLD}
    _write(service, edit)
    db.session.flush()
    changes = {
        key: [before[key], getattr(edit, key)] for key in _TOLD if before[key] != getattr(edit, key)
    }
    audit.record("service:edit", _subject(service), by=standpoint.viewer, **changes)


_TOLD = ("text", "due_days", "stage", "group", "is_retired")


def _check(standpoint: Standpoint, edit: ServiceEdit) -> None:
    take_place(standpoint)
    if edit.stage is not None and stage_word(edit.stage) is None:
        raise RetiredStageError


def _write(service: ServiceTemplate, edit: ServiceEdit) -> None:
    service.text, service.due_days = edit.text, edit.due_days
    service.stage, service.group = edit.stage, edit.group
    service.is_retired, service.is_proposal = edit.is_retired, False


def _subject(service: ServiceTemplate) -> audit.Subject:
    return audit.Subject("service", service.id, service.text)
