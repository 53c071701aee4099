"""The board and its table as pages show them: places with gate, days and what is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.i18n import _
from app.incubation.board.dues import Due, next_dues
from app.incubation.board.queries import (
    COUNTED_UP_TO,
    UNDETERMINED,
    BoardFilter,
    Place,
    count_columns,
    list_column,
)
from app.incubation.board.sources import is_of_today
from app.incubation.gates.queries import gates_of, kept_of
from app.organizations.dictionaries import stage_words
from app.organizations.stages import StageWord
from app.standpoint import Standpoint

CARDS = 20  # of a column


@dataclass(frozen=True)
class Progress:
    """How far an organization is with the gate to its next stage."""

    to_stage: str
    total: int
    met: int
    missing: int  # still to do; with weighed criteria fewer than are not met


@dataclass(frozen=True)
class Card:
    """An organization with all that the board says of it."""

    place: Place
    stage: StageWord | None
    days: int | None
    days_over: int  # beyond the stage's limit
    progress: Progress | None
    due: Due | None
    is_due_over: bool


@dataclass(frozen=True)
class Column:
    """A stage, or none, with its first cards."""

    key: str
    label: str
    stage: StageWord | None
    number: int
    cards: Sequence[Card]

    @property
    def text(self) -> str:
        return f"{COUNTED_UP_TO}+" if self.number > COUNTED_UP_TO else str(self.number)

    @property
    def has_more(self) -> bool:
        return self.number > len(self.cards)


def make_board(standpoint: Standpoint, wanted: BoardFilter) -> list[Column]:
    """Return the columns in the order of the dictionary, last those without a stage.

    A retired stage is shown while organizations stand in it.
    """
    words = {word.key: word for word in stage_words()}
    keys = [*words, UNDETERMINED]
    numbers = count_columns(standpoint, wanted, keys)
    shown = [key for key in keys if numbers[key] or not (key in words and words[key].is_retired)]
    places = {
        key: list_column(standpoint, wanted, key, limit=CARDS) if numbers[key] else []
        for key in shown
    }
    cards = make_cards(standpoint, [place for found in places.values() for place in found])
    return [
        Column(
            key,
            words[key].label if key in words else _("未定阶段"),
            words.get(key),
            numbers[key],
            [cards[place.id] for place in places[key]],
        )
        for key in shown
    ]


def make_cards(standpoint: Standpoint, places: Iterable[Place]) -> dict[int, Card]:
    """Return the cards by the number of their organization."""
    places = list(places)
    ids = [place.id for place in places]
    words = {word.key: word for word in stage_words()}
    progresses, dues = _progresses(standpoint, ids), next_dues(standpoint, ids)
    return {
        place.id: _card(
            place,
            words.get(place.stage or ""),
            standpoint.on,
            progresses.get(place.id),
            dues.get(place.id),
        )
        for place in places
    }


def _card(
    place: Place,
    stage: StageWord | None,
    on: date,
    progress: Progress | None,
    due: Due | None,
) -> Card:
    days = None if place.since is None else (on - place.since).days
    limit = stage.limit_days if stage else None
    over = max(0, days - limit) if days is not None and limit else 0
    return Card(place, stage, days, over, progress, due, due is not None and due.on < on)


def _progresses(standpoint: Standpoint, ids: Sequence[int]) -> dict[int, Progress]:
    labels = {word.key: word.label for word in stage_words()}
    if is_of_today(standpoint):
        return {
            id_: Progress(labels.get(kept.to_stage, ""), kept.total, kept.met, kept.missing)
            for id_, kept in kept_of(standpoint, ids).items()
            if kept.to_stage is not None
        }
    found = {}
    for id_, gates in gates_of(standpoint, ids).items():
        gate = next(iter(gates.values()), None)
        if gate is not None:
            label = labels.get(gate.to_stage, "")
            found[id_] = Progress(label, gate.total, gate.met, gate.missing)
    return found
