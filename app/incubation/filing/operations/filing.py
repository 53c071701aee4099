"""Recording the filing itself: standing and number in one step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from app.audit import operations as audit
from app.divisions.codes import code_range
from app.extensions import db
from app.history.points import list_live
from app.incubation.filing.checklist import checklists
from app.incubation.filing.errors import (
    ConditionsUnmetError,
    NoRuleError,
    NotFileableError,
    NumberTakenError,
    PapersNotCompleteError,
)
from app.incubation.filing.models import FilingRule, IssuedNumber
from app.incubation.filing.operations.papers import check_day
from app.incubation.filing.queries import find_rule_for
from app.organizations.models import Organization, StandingChange
from app.organizations.operations import (
    AttributeEdit,
    StandingMove,
    edit_organization,
    record_standing,
)
from app.organizations.operations.subject import organization_to_change, subject
from app.organizations.standings import Standing
from app.standpoint import Standpoint, today
from app.values.codes import code_key
from app.values.dates import PartialDate
from app.values.number_patterns import NumberPattern, next_sequence

STREET_DIGITS = 9  # of a division code


@dataclass(frozen=True)
class Filing:
    """A checked request to file; without a number the authority's next one is taken."""

    on: date
    number: str | None = None
    reason: str | None = None  # needed where a condition is not met


@dataclass(frozen=True)
class Numbered:
    """A number as it is to be issued."""

    authority: str  # division code
    text: str
    year: int
    sequence: int | None


def record_filing(standpoint: Standpoint, organization_id: int, filing: Filing) -> str:
    """File the group from a day on and return its number, in one transaction.

    Raises PapersNotCompleteError, ConditionsUnmetError, NotFileableError, NoRuleError,
    NumberTakenError, FutureDayError, BeforeExistenceError, DayTakenError, NotReachableError.
    """
    organization = organization_to_change(standpoint, organization_id)
    check_day(organization.id, filing.on)
    _check_standing(organization.id)
    unmet = _check_papers(standpoint, organization, filing)
    numbered = _number_for(standpoint, organization, filing)
    if numbered is not None:
        _issue(standpoint, organization.id, numbered)
        edit_organization(
            standpoint, organization.id, AttributeEdit(values={"filing_number": numbered.text})
        )
    move = StandingMove(Standing.FILED, PartialDate(filing.on), filing.reason)
    record_standing(standpoint, organization.id, move)
    number = organization.filing_number or ""
    audit.record(
        "filing:record",
        subject(organization),
        by=standpoint.viewer,
        number=number,
        on=filing.on.isoformat(),
        unmet=unmet,
        reason=filing.reason,
    )
    return number


def propose_number(standpoint: Standpoint, organization: Organization, on: date) -> str | None:
    """Return the number that a filing on the day would be given now; None without a rule."""
    rule = find_rule_for(standpoint, organization.division_code)
    return None if rule is None else _next(rule, on.year).text


def _check_standing(organization_id: int) -> None:
    last = list_live(StandingChange, organization_id)[-1]
    if last.standing not in {Standing.UNFILED, Standing.DEREGISTERED}:
        raise NotFileableError


def _check_papers(standpoint: Standpoint, organization: Organization, filing: Filing) -> list[str]:
    """Return the labels of unmet conditions, for which a reason was given."""
    now = standpoint.at_day(today())
    checklist = checklists(now, [organization])[organization.id]
    if not checklist.is_complete:
        raise PapersNotCompleteError([line.kind.label for line in checklist.lacking])
    if checklist.unmet and not filing.reason:
        raise ConditionsUnmetError
    return [str(condition.label) for condition in checklist.unmet]


def _number_for(
    standpoint: Standpoint, organization: Organization, filing: Filing
) -> Numbered | None:
    """Return the number to issue; None where the group bears the one asked for already."""
    rule = find_rule_for(standpoint, organization.division_code)
    if filing.number is None:
        if rule is None:
            raise NoRuleError
        return _next(rule, filing.on.year)
    if code_key(filing.number) == organization.filing_key:
        return None
    authority = rule.division_code if rule else _street(organization.division_code)
    if _is_taken(authority, filing.number, but_by=organization.id):
        raise NumberTakenError
    reading = _pattern(rule).read(filing.number) if rule else None
    year = reading.year if reading and reading.year else filing.on.year
    return Numbered(authority, filing.number, year, reading.sequence if reading else None)


def _next(rule: FilingRule, year: int) -> Numbered:
    """Return the next number never seen: not issued, nor borne by anybody in the area."""
    pattern = _pattern(rule)
    sequence = next_sequence(_taken_sequences(rule, pattern, year), rule.first_sequence)
    while _is_taken(rule.division_code, pattern.render(year, sequence)):
        sequence += 1
    return Numbered(rule.division_code, pattern.render(year, sequence), year, sequence)


def _taken_sequences(rule: FilingRule, pattern: NumberPattern, year: int) -> Iterable[int]:
    issued = select(IssuedNumber.sequence).where(
        IssuedNumber.division_code == rule.division_code, IssuedNumber.sequence.is_not(None)
    )
    borne = select(Organization.filing_number).where(
        _in_area_of(rule.division_code),
        Organization.filing_key.startswith(pattern.prefix(year), autoescape=True),
    )
    if pattern.has_year:
        issued = issued.where(IssuedNumber.year == year)
    yield from (sequence for sequence in db.session.scalars(issued) if sequence is not None)
    for number in db.session.scalars(borne):
        reading = pattern.read(number or "")
        if reading is not None and reading.year in {None, year}:
            yield reading.sequence


def _is_taken(authority: str, number: str, *, but_by: int | None = None) -> bool:
    key = code_key(number)
    issued = select(IssuedNumber.id).where(
        IssuedNumber.division_code == authority, IssuedNumber.number_key == key
    )
    borne = select(Organization.id).where(
        _in_area_of(authority), Organization.filing_key == key, Organization.id != (but_by or 0)
    )
    return any(db.session.scalar(statement.limit(1)) is not None for statement in (issued, borne))


def _issue(standpoint: Standpoint, organization_id: int, numbered: Numbered) -> None:
    db.session.add(
        IssuedNumber(
            division_code=numbered.authority,
            number=numbered.text,
            number_key=code_key(numbered.text),
            year=numbered.year,
            sequence=numbered.sequence,
            organization_id=organization_id,
            recorded_at=audit.instant(),
            recorded_by=standpoint.viewer,
        )
    )
    db.session.flush()


def _pattern(rule: FilingRule) -> NumberPattern:
    return NumberPattern(rule.pattern, rule.area or "", rule.street or "")


def _in_area_of(authority: str) -> ColumnElement[bool]:
    """Hold for the organizations in an authority's area, whoever may see them."""
    return Organization.division_code.between(*code_range(authority))


def _street(code: str) -> str:
    return code[:STREET_DIGITS].ljust(len(code), "0")
