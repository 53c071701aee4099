"""Checked requests about projects. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from typing import Any

from app.projects.words import Decision, Level, OrganizationRole


@dataclass(frozen=True)
class Carrier:
    """An organization of a project: one of the register, or a name as written."""

    organization_id: int | None
    text: str | None = None
    role: OrganizationRole = OrganizationRole.APPLICANT


@dataclass(frozen=True)
class ProjectFacts:
    """What a project is; money in fen.

    Without `division_code` it belongs where its first applicant of the register does, else where
    the viewer looks. Without `pipeline` it goes the way of its round, else of its kind.
    """

    name: str
    division_code: str | None = None
    pipeline: str | None = None
    number: str | None = None
    round_id: int | None = None
    organizations: tuple[Carrier, ...] = ()
    kind: str | None = None
    level: Level | None = None
    field: str | None = None
    audience: str | None = None
    source: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    leader_name: str | None = None
    leader_phone: str | None = None
    team: str | None = None
    need: str | None = None
    goals: str | None = None
    requested: int | None = None
    granted: int | None = None
    planned_beneficiaries: int | None = None
    agreement_on: date | None = None
    agreement_parties: str | None = None
    agreement_terms: str | None = None
    remark: str | None = None
    extra: Mapping[str, Any] = made(default_factory=dict)
    as_written: Mapping[str, Any] = made(default_factory=dict)


@dataclass(frozen=True)
class StepTaken:
    """From `on` on the project stands at the step of key `to`; None: it was entered there."""

    to: str
    on: date
    decision: Decision | None = None
    opinion: str | None = None


# The facts that are columns of ProjectDetail under the same name.
DETAIL = (
    "name",
    "kind",
    "level",
    "field",
    "audience",
    "source",
    "starts_on",
    "ends_on",
    "leader_name",
    "leader_phone",
    "team",
    "need",
    "goals",
    "requested",
    "granted",
    "planned_beneficiaries",
    "agreement_on",
    "agreement_parties",
    "agreement_terms",
    "remark",
    "extra",
    "as_written",
)
