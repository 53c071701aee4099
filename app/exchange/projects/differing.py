"""What a row says otherwise of a project than is recorded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.exchange.projects.carriers import keys_of
from app.exchange.projects.parsing import ProjectRow
from app.exchange.projects.recorded import Known
from app.projects.facts import DETAIL, Carrier, ProjectFacts
from app.projects.ledgers import Reached
from app.projects.words import Level, OrganizationRole
from app.values.counts import Count
from app.values.names import match_key

# By field of the ledger, the fact it is.
COLUMNS: Mapping[str, str] = {
    "name": "name",
    "number": "number",
    "pipeline": "kind",
    "level": "level",
    "field": "field",
    "audience": "audience",
    "funding_source": "source",
    "start_on": "starts_on",
    "end_on": "ends_on",
    "leader_name": "leader_name",
    "leader_phone": "leader_phone",
    "requested": "requested",
    "remark": "remark",
}
# By field of the ledger, the key of the indicator it is.
COUNTS: Mapping[str, str] = {
    "beneficiaries": "beneficiaries",
    "service_count": "services",
    "volunteer_count": "volunteers",
}


def facts_told(row: ProjectRow, *, is_granted: bool) -> dict[str, Any]:
    """Return the facts that the row states. 项目资金 is only asked for until it is granted."""
    told = {column: row.values[key] for key, column in COLUMNS.items() if key in row.values}
    if "amount" in row.values:
        is_asked = not is_granted and "requested" not in row.values
        told["requested" if is_asked else "granted"] = row.values["amount"]
    return told


def facts_of(known: Known) -> ProjectFacts:
    """Return the facts that would record a project the same again."""
    return ProjectFacts(
        **{name: getattr(known.detail, name) for name in DETAIL},
        division_code=known.project.division_code,
        pipeline=known.project.pipeline_key,
        number=known.project.number,
        round_id=known.project.round_id,
        organizations=tuple(
            Carrier(item.organization_id, item.organization_text, item.role)
            for item in known.carriers
        ),
    )


def merged(known: Known, told: Mapping[str, Any], carriers: tuple[Carrier, ...]) -> ProjectFacts:
    """Return the facts as the row says them, with what it leaves open as it was."""
    facts = replace(facts_of(known), **told)
    if not carriers or not carriers_differ(known, carriers):
        return facts
    others = [item for item in facts.organizations if item.role is not OrganizationRole.APPLICANT]
    return replace(facts, organizations=(*carriers, *others))


def carriers_differ(known: Known, carriers: tuple[Carrier, ...]) -> bool:
    """Tell whether the row names an organization that the project does not have, or leaves one out."""
    before = {
        ("id", item.organization_id)
        if item.organization_id is not None
        else ("text", match_key(item.organization_text or ""))
        for item in known.applicants
    }
    return before != keys_of(carriers)


def reached(row: ProjectRow) -> dict[str, Reached]:
    """Return what the row says of indicators; prose without a number is kept as written."""
    return {
        key: Reached(row.values.get(column), row.as_written.get(column))
        for column, key in COUNTS.items()
        if column in row.values or column in row.as_written
    }


def differences(
    known: Known, row: ProjectRow, carriers: tuple[Carrier, ...]
) -> dict[str, tuple[Any, Any]]:
    """Return before and after by field; what the row leaves open changes nothing."""
    detail = known.detail
    before: dict[str, Any] = {
        key: known.project.number if column == "number" else getattr(detail, column)
        for key, column in COLUMNS.items()
    }
    before["amount"] = detail.granted if detail.granted is not None else detail.requested
    before["paid"] = known.paid
    pairs = {key: (before[key], row.values[key]) for key in before if key in row.values}
    pairs |= _of_indicators(known, row)
    found = {
        key: (_plain(old), _plain(new)) for key, (old, new) in pairs.items() if not _same(old, new)
    }
    if carriers and carriers_differ(known, carriers):
        found["organization"] = (_names(known), row.values["organization"])
    brand = brand_told(row)
    if brand is not None and brand not in known.brands:
        found["brand"] = (None, brand.value)
    return found


def brand_told(row: ProjectRow) -> Level | None:
    """Return the level of the brand that the row says the project is."""
    said = row.values.get("brand")
    if said is None or not said.is_brand:
        return None
    level: Level | None = said.level or row.values.get("level")
    return level


def _of_indicators(known: Known, row: ProjectRow) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for column, key in COUNTS.items():
        old = known.indicators.get(key)
        if column in row.values:
            count = Count(old.value, old.qualifier) if old and old.value is not None else None
            found[column] = (count, row.values[column])
        elif column in row.as_written:
            found[column] = (old.as_written if old else None, row.as_written[column])
    return found


def _names(known: Known) -> str:
    return "、".join(
        item.organization.name if item.organization else item.organization_text or ""
        for item in known.applicants
    )


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return match_key(one) == match_key(other)
    return bool(one == other)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Count) else value
