"""The audit log as a CSV file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.administration.log_entries import LogEntry, make_entries
from app.audit.queries import EventFilter, list_events
from app.db import utc_now
from app.i18n import _
from app.workbooks.csv_writing import write_csv
from app.workbooks.layout import SheetColumn

MOST_EXPORTED: Final = 100_000  # rows; the page says so and asks for a shorter time
AT_ONCE: Final = 1_000


def write_log(path: Path, wanted: EventFilter) -> int:
    """Write the newest events to the path and return how many there were."""
    titles = [_("时间"), _("人员"), _("IP"), _("动作"), _("对象"), _("变更前 → 变更后")]
    # What others do meanwhile would move the rows from one thousand to the next.
    now = utc_now()
    blocks = _Blocks(replace(wanted, last=min(wanted.last or now, now)))
    write_csv(path, [SheetColumn(title) for title in titles], blocks)
    return blocks.rows


class _Blocks:
    """The rows a thousand at a time, counted on the way."""

    def __init__(self, wanted: EventFilter) -> None:
        self._wanted = wanted
        self.rows = 0

    def __iter__(self) -> Iterator[list[list[str]]]:
        for offset in range(0, MOST_EXPORTED, AT_ONCE):
            entries = make_entries(list_events(self._wanted, offset=offset, limit=AT_ONCE))
            self.rows += len(entries)
            yield [_cells(entry) for entry in entries]
            if len(entries) < AT_ONCE:
                return


def _cells(entry: LogEntry) -> list[str]:
    changes = "；".join(str(change) for change in entry.changes)
    return [entry.at, entry.actor, entry.address, entry.action, entry.subject, changes]
