"""What the pages of the worklist show: the signals with their numbers, most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.definitions.signals import Signal, Urgency
from app.i18n import _l
from app.standpoint import Standpoint
from app.worklist.catalog import SIGNALS, pressing_signals, slug_of
from app.worklist.queries import COUNTED_UP_TO, count_items

URGENCY_LABELS = {
    Urgency.OVERDUE: _l("逾期"),
    Urgency.DUE: _l("待办"),
    Urgency.TIDY: _l("资料"),
}
SEEN_UP_TO = 99  # on the badge


@dataclass(frozen=True)
class Line:
    """A signal with how many things it shows."""

    signal: Signal
    number: int

    @property
    def slug(self) -> str:
        return slug_of(self.signal)

    @property
    def text(self) -> str:
        return capped(self.number, COUNTED_UP_TO)


@dataclass(frozen=True)
class Group:
    """The signals of one urgency that show anything, the largest first."""

    urgency: Urgency
    label: str
    lines: Sequence[Line]

    @property
    def text(self) -> str:
        return capped(sum(line.number for line in self.lines), COUNTED_UP_TO)


@dataclass(frozen=True)
class Badge:
    """The number of pressing things as the frame shows it, and in full for who has it read out."""

    shown: str
    full: str


def list_groups(standpoint: Standpoint, *, owner: int | None = None) -> list[Group]:
    """Return a group for each urgency, also those with nothing to do."""
    counts = count_items(standpoint, SIGNALS, owner=owner)
    lines = [Line(signal, counts[signal.key]) for signal in SIGNALS if counts[signal.key]]
    lines.sort(key=lambda line: line.number, reverse=True)
    return [
        Group(urgency, label, [line for line in lines if line.signal.urgency is urgency])
        for urgency, label in URGENCY_LABELS.items()
    ]


def make_badge(standpoint: Standpoint) -> Badge:
    """Count what is overdue or due, whoever looks after it."""
    number = sum(count_items(standpoint, pressing_signals()).values())
    return Badge(capped(number, SEEN_UP_TO), capped(number, COUNTED_UP_TO))


def capped(number: int, limit: int) -> str:
    return f"{limit}+" if number > limit else str(number)
