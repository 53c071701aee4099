"""A metric (指标): a number that comes from the rows one definition yields."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

ORGANIZATIONS = "organizations"


class Aggregate(StrEnum):
    """How the rows become the number."""

    COUNT = "count"
    SUM = "sum"  # of `measure`
    MEDIAN = "median"  # of `measure`, rows without it left out; unknown without rows
    DISTINCT = "distinct"  # how many different values of `measure`
    SHARE = "share"  # percent of the rows of `among`, or of their `base`; unknown without any
    RATIO = "ratio"  # `measure` of the rows for each of their `base`; unknown without any


@dataclass(frozen=True)
class Metric:
    """A named number with its rows.

    `holds` gets the sources of a statement over `population` and returns the SQL predicate that
    picks the rows; `definition` says the same in one sentence for people (口径说明). `rests_on`
    picks the rows for which the fact counted is recorded at all: without any the number is not
    known, rather than 0. `is_known` tells of a standpoint whether the number can be told there at
    all; where it cannot, `holds` picks no row. `places` are the decimals it is shown with. A share
    with a `base` is that of the `measure` of its rows in the `base` of all.
    """

    key: str
    label: str
    definition: str
    unit: str
    holds: Callable[[Any], Any]
    population: str = ORGANIZATIONS
    rests_on: Callable[[Any], Any] | None = None
    aggregate: Aggregate = Aggregate.COUNT
    measure: Callable[[Any], Any] | None = None
    among: Callable[[Any], Any] | None = None
    places: int = 0
    is_known: Callable[[Any], bool] | None = None
    base: Callable[[Any], Any] | None = None

    def rows(self, sources: Any) -> Any:
        """Return the SQL predicate that picks the rows behind the number."""
        held = self.holds(sources)
        if self.aggregate is Aggregate.SHARE and self.among is not None:
            return self.among(sources) & held
        if self.aggregate is Aggregate.MEDIAN and self.measure is not None:
            return held & self.measure(sources).is_not(None)
        return held
