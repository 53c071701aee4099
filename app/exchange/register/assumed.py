"""Standings that no cell gives, and what there is to say of them."""

from collections import Counter

from app.exchange.problems import Problem
from app.exchange.register.parsed import RosterRow
from app.i18n import _
from app.organizations.standings import STANDING_LABELS, Standing


class Assumed:
    """Standings that no cell gave: said of the row, or once of a sheet that has no such column."""

    def __init__(self) -> None:
        self._counts: dict[str | None, Counter[Standing]] = {}

    def note(self, row: RosterRow, standing: Standing) -> None:
        if "standing" in row.head.letters:
            row.note("standing_assumed", "standing", standing=str(STANDING_LABELS[standing]))
        else:
            self._counts.setdefault(row.head.sheet, Counter())[standing] += 1

    def problems(self) -> list[Problem]:
        return [
            Problem("standing_assumed", sheet, details={"standing": _told(counts)})
            for sheet, counts in self._counts.items()
        ]


def _told(counts: Counter[Standing]) -> str:
    parts = [
        _("%(standing)s%(count)s家", standing=STANDING_LABELS[standing], count=counts[standing])
        for standing in Standing
        if counts[standing]
    ]
    return "、".join(parts)
