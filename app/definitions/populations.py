"""A population: the kind of row a metric counts, and how such rows are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.definitions.columns import Column


class Sources(Protocol):
    """What statements over a population select from, at one standpoint.

    `select` returns a statement over the rows in the division, as known at the standpoint; what
    columns and metrics asked for before is joined.
    """

    standpoint: Any

    def select(self, *expressions: Any) -> Any: ...


@dataclass(frozen=True)
class Population:
    """Rows that metrics count: `identity` selects their number, `order` sorts a list of them.

    `columns` is what the list behind a number shows; `endpoint` is the page of one row, which gets
    the row's number as `argument`, or the number that `subject` selects where that is another one.
    """

    key: str
    label: str
    sources: Callable[[Any], Sources]
    identity: Callable[[Any], Any]
    order: Callable[[Any], Sequence[Any]]
    columns: Callable[[], Sequence[Column]]
    endpoint: str | None = None
    argument: str | None = None
    subject: Callable[[Any], Any] | None = None
