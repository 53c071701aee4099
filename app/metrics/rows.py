"""The rows behind a number, of whatever population it counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func

from app.definitions.columns import Column
from app.definitions.metrics import Metric
from app.definitions.populations import Population
from app.definitions.rows import Row, parts_of
from app.extensions import db
from app.metrics.catalog import population_of
from app.metrics.queries import Narrow
from app.standpoint import Standpoint

BLOCK = 1000  # rows fetched at once while streaming


@dataclass(frozen=True)
class Picked:
    """What narrows the rows: texts each column's value may match, columns without a value."""

    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def narrow(self, population: Population) -> Narrow:
        """Return the predicates of a statement over the population."""
        columns = {column.key: column for column in population.columns()}

        def predicates(sources: Any) -> Iterable[Any]:
            for key, values in self.choices.items():
                match = columns[key].match
                assert match is not None
                yield match(sources, values)
            for key in self.missing:
                yield columns[key].select(sources)[0].is_(None)

        return predicates


EVERYTHING = Picked()


def count_rows(
    standpoint: Standpoint, metric: Metric, picked: Picked = EVERYTHING, up_to: int | None = None
) -> int:
    """Count the rows, but stop at `up_to`."""
    population = population_of(metric)
    sources = population.sources(standpoint)
    identity = population.identity(sources)
    conditions = _conditions(sources, metric, population, picked)
    some = sources.select(identity).where(*conditions).limit(up_to).subquery()
    return db.session.scalar(func.count().select().select_from(some)) or 0


def list_rows(
    standpoint: Standpoint,
    metric: Metric,
    picked: Picked = EVERYTHING,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[Row]:
    """Return rows in the population's order with all its columns."""
    population = population_of(metric)
    statement, split = _statement(standpoint, metric, population.columns(), picked)
    result = db.session.execute(statement.limit(limit).offset(offset))
    return [Row(row[0], split(row[2:]), row[1]) for row in result]


def stream_rows(
    standpoint: Standpoint,
    metric: Metric,
    columns: Sequence[Column],
    picked: Picked = EVERYTHING,
) -> Iterator[Sequence[Row]]:
    """Yield all rows in blocks, while one read stays open."""
    statement, split = _statement(standpoint, metric, columns, picked)
    result = db.session.execute(statement, execution_options={"yield_per": BLOCK})
    for block in result.partitions():
        yield [Row(row[0], split(row[2:]), row[1]) for row in block]


def _statement(
    standpoint: Standpoint, metric: Metric, columns: Sequence[Column], picked: Picked
) -> tuple[Any, Any]:
    population = population_of(metric)
    sources = population.sources(standpoint)
    parts, split = parts_of(sources, columns)
    identity, order = population.identity(sources), population.order(sources)
    subject = population.subject(sources) if population.subject else identity
    # What is selected from is known only once all of this was asked for.
    conditions = _conditions(sources, metric, population, picked)
    statement = sources.select(identity, subject, *parts).where(*conditions)
    return statement.order_by(*order), split


def _conditions(sources: Any, metric: Metric, population: Population, picked: Picked) -> list[Any]:
    return [metric.rows(sources), *picked.narrow(population)(sources)]
