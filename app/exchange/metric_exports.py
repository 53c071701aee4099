"""Exports of the rows behind a number that counts something other than organizations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.access.permissions import Permission
from app.accounts.models import Account
from app.definitions.columns import Column
from app.definitions.metrics import Metric
from app.definitions.populations import Population
from app.definitions.rows import Row
from app.exchange.export_notes import notes_of_metric
from app.metrics.catalog import population_of
from app.metrics.rows import Picked, count_rows, stream_rows
from app.standpoint import Standpoint
from app.workbooks.layout import NotesSheet


@dataclass(frozen=True)
class MetricExport:
    """What is exported, for whom; columns that the account may not read are left out."""

    standpoint: Standpoint
    definition: Metric
    picked: Picked
    account: Account
    is_official: bool = False

    @property
    def population(self) -> Population:
        return population_of(self.definition)

    @property
    def columns(self) -> Sequence[Column]:
        may_read_personal = self.account.may(Permission.ORGANIZATION_PERSONAL_READ)
        shown = self.population.columns()
        return tuple(item for item in shown if may_read_personal or not item.is_personal)

    @property
    def metric(self) -> str | None:
        return self.definition.key

    @property
    def sheet_name(self) -> str:
        return str(self.population.label)

    @property
    def subject(self) -> str:
        return str(self.definition.label)

    def count(self) -> int:
        return count_rows(self.standpoint, self.definition, self.picked)

    def blocks(self) -> Iterator[Sequence[Row]]:
        return stream_rows(self.standpoint, self.definition, self.columns, self.picked)

    def notes(self, count: int) -> NotesSheet:
        return notes_of_metric(self, count)
