"""What the register itself answers, for many organizations at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.definitions.columns import Column
from app.definitions.rows import parts_of
from app.extensions import db
from app.incubation.criteria.gates import Answer
from app.incubation.criteria.models import Criterion
from app.organizations.attributes import CHUNK
from app.organizations.contributions import find_column
from app.organizations.models import Organization
from app.organizations.predicates import Look, Rule, can_answer, find_out, read_rule
from app.organizations.sources import Sources
from app.standpoint import Standpoint


@dataclass(frozen=True)
class Question:
    """A criterion that a column answers."""

    criterion_id: int
    rule: Rule
    column: Column


def questions_of(criteria: Iterable[Criterion]) -> list[Question]:
    """Return those of the criteria that the register can answer, by the columns there are now."""
    found = []
    for criterion in criteria:
        rule = read_rule(criterion.rule)
        column = None if rule is None else find_column(rule.column)
        if rule is not None and column is not None and can_answer(rule, column):
            found.append(Question(criterion.id, rule, column))
    return found


def facts_of(
    standpoint: Standpoint,
    organization_ids: Sequence[int],
    criteria: Iterable[Criterion],
    *,
    is_told: bool = True,
) -> dict[int, dict[int, Answer]]:
    """Return the answers of the register, per organization and criterion, with the facts if told.

    Left out are criteria that a person answers, and organizations outside the standpoint or not
    yet there on its day.
    """
    # What counts from the beginning of a period counts from that of the day's year, whoever looks.
    standpoint = standpoint.at_day(standpoint.on)
    questions = questions_of(criteria)
    facts: dict[int, dict[int, Answer]] = {}
    for start in range(0, len(organization_ids), CHUNK):
        some = organization_ids[start : start + CHUNK]
        facts.update(_answered(standpoint, some, questions, is_told))
    return facts


def _answered(
    standpoint: Standpoint,
    organization_ids: Sequence[int],
    questions: Sequence[Question],
    is_told: bool,
) -> Iterator[tuple[int, dict[int, Answer]]]:
    sources = Sources(standpoint)
    columns = list({item.column.key: item.column for item in questions}.values())
    turning = [column for column in columns if column.turns is not None]
    parts, split = parts_of(sources, columns)
    days = [column.turns(sources) for column in turning if column.turns is not None]
    statement = sources.select(Organization.id, *parts, *days)
    end = 1 + len(parts)
    for row in db.session.execute(statement.where(Organization.id.in_(organization_ids))):
        values = split(row[1:end])
        turns = {column.key: day for column, day in zip(turning, row[end:], strict=True)}
        answers = {}
        for item in questions:
            key = item.column.key
            look = Look(standpoint.on, turns.get(key), is_told)
            found = find_out(item.rule, item.column, values[key], look)
            answers[item.criterion_id] = Answer(
                item.criterion_id, found.is_met, found.fact, found.changes_on
            )
        yield row[0], answers
