"""Editing plain attributes: what an organization is today, without a history of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.divisions.codes import contains
from app.divisions.queries import find_division
from app.extensions import db
from app.organizations import attributes, search_index
from app.organizations.errors import (
    CreditCodeTakenError,
    StaleEditError,
    UnknownDivisionError,
)
from app.organizations.followers import facts_changed
from app.organizations.models import FormerName, Organization
from app.organizations.operations.subject import organization_to_change, subject
from app.standpoint import Standpoint, today
from app.values.personal import mask_name, mask_phone

# The log keeps of a person what everybody may see.
MASKS: dict[str, Callable[[str], str]] = {"leader_name": mask_name, "phone": mask_phone}


@dataclass(frozen=True)
class AttributeEdit:
    """A checked request to edit: new values by attribute; those not named stay.

    `version` is the one the values were made from; None where no form was open (import).
    `renamed_on` is the day up to which the old name was borne, when the name changes.
    """

    values: Mapping[str, Any]
    version: int | None = None
    division_code: str | None = None
    renamed_on: date | None = None
    as_written: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    import_batch_id: int | None = None


def edit_organization(standpoint: Standpoint, organization_id: int, edit: AttributeEdit) -> bool:
    """Change the attributes; return whether anything differed. A former name is kept.

    Raises StaleEditError, CreditCodeTakenError, UnknownDivisionError.
    """
    organization = organization_to_change(standpoint, organization_id)
    if edit.version is not None and edit.version != organization.version:
        raise StaleEditError(organization)
    changes = _differences(organization, edit)
    notes = _new_notes(organization, edit)
    if not changes and not notes:
        return False
    _check(standpoint, organization, changes)
    _keep_former_name(standpoint, organization, changes, edit)
    attributes.ensure_categories([changes.get("category", (None, None))[1]])
    _write(organization, {key: after for key, (_before, after) in changes.items()}, notes)
    search_index.refresh([organization.id])
    if changes:
        facts_changed([organization.id])
        audit.record(
            "organization:edit", subject(organization), by=standpoint.viewer, **_told(changes, edit)
        )
    return bool(changes)


def keep_notes(standpoint: Standpoint, organization_id: int, edit: AttributeEdit) -> None:
    """Keep what a ledger says beside the register's columns. That changes no organization."""
    organization = organization_to_change(standpoint, organization_id)
    for key, notes in _new_notes(organization, edit).items():
        setattr(organization, key, notes)
    db.session.flush()


def _differences(organization: Organization, edit: AttributeEdit) -> dict[str, tuple[Any, Any]]:
    pairs = {
        key: (attributes.value_of(organization, key), after) for key, after in edit.values.items()
    }
    if edit.division_code is not None:
        pairs["division_code"] = (organization.division_code, edit.division_code)
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def _new_notes(organization: Organization, edit: AttributeEdit) -> dict[str, Any]:
    """Return the JSON columns that gain something: notes of a ledger, no change by themselves."""
    notes: dict[str, Any] = {}
    for key in ("as_written", "extra"):
        before = getattr(organization, key)
        after = {**before, **getattr(edit, key)}
        if key == "as_written":
            # A value that was typed anew no longer stands for what a ledger said.
            after = {
                name: written
                for name, written in after.items()
                if name not in edit.values or name in edit.as_written
            }
        if after != before:
            notes[key] = after
    return notes


def _check(
    standpoint: Standpoint, organization: Organization, changes: dict[str, tuple[Any, Any]]
) -> None:
    code = changes.get("credit_code", (None, None))[1]
    if code and attributes.taken_credit_codes([code], but_by=organization.id):
        raise CreditCodeTakenError
    division = changes.get("division_code", (None, None))[1]
    if division and not (contains(standpoint.division, division) and find_division(division)):
        raise UnknownDivisionError


def _keep_former_name(
    standpoint: Standpoint,
    organization: Organization,
    changes: dict[str, tuple[Any, Any]],
    edit: AttributeEdit,
) -> None:
    if "name" not in changes:
        return
    db.session.add(
        FormerName(
            organization_id=organization.id,
            name=organization.name,
            until=edit.renamed_on or today(),
            recorded_at=audit.instant(),
            recorded_by=standpoint.viewer,
        )
    )


def _write(organization: Organization, values: dict[str, Any], notes: dict[str, Any]) -> None:
    """Write under the version read: a writer in between makes the row count zero."""
    row = {**values, **attributes.derived_keys(values), **notes}
    result = db.session.execute(
        sa.update(Organization)
        .where(Organization.id == organization.id, Organization.version == organization.version)
        .values(**row, changed_at=audit.instant(), version=organization.version + 1)
        .execution_options(synchronize_session="fetch")
    )
    if result.rowcount == 0:  # type: ignore[attr-defined]
        raise StaleEditError(organization)


def _told(changes: dict[str, tuple[Any, Any]], edit: AttributeEdit) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, pair in changes.items():
        show: Callable[[Any], Any] = MASKS.get(key, _plain)
        told[key] = [None if value is None else show(value) for value in pair]
    if edit.import_batch_id is not None:
        told["import_batch"] = edit.import_batch_id
    return told


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool) else str(value)
