"""A metric (指标): a number that is the count or sum of the rows one definition yields."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Metric:
    """A named number with its rows.

    `holds` gets the sources of a statement over `population` and returns the SQL predicate that
    picks the rows; `definition` says the same in one sentence for people (口径说明). `rests_on`
    picks the rows for which the fact counted is recorded at all: without any the number is not
    known, rather than 0.
    """

    key: str
    label: str
    definition: str
    unit: str
    holds: Callable[[Any], Any]
    population: str = "organizations"
    rests_on: Callable[[Any], Any] | None = None
