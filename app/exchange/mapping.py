"""Which column holds which field: by header text, and by the values where that is not enough."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.exchange.headers import join_header, unit_of
from app.exchange.vocabulary import Reading, Vocabulary, heads_numbers
from app.values.texts import squeeze
from app.workbooks.cells import Raw

Values = Callable[[int], Sequence[Raw]]
_PROVEN = 0.5


@dataclass(frozen=True)
class Column:
    """A column of a table. `unit` is the unit that money in it is in, as far as the sheet says."""

    number: int
    parts: tuple[str, ...]  # header texts from the top; none where only values stand
    field: str | None
    unit: str | None

    @property
    def header(self) -> str:
        return join_header(self.parts)

    @property
    def is_ordinal(self) -> bool:
        return heads_numbers(self.parts)


def map_columns(
    headers: Mapping[int, tuple[str, ...]],
    words: Vocabulary,
    values: Values,
    unit: Callable[[int], str | None] = lambda _number: None,
) -> tuple[Column, ...]:
    """Return the columns, each field at the one column that fits it best.

    A column without any value gives way to one with values; then counts how well the header says
    it, then the order of the synonyms, then the order in the sheet. `unit` is asked where a header
    names no unit.
    """
    choices = {
        number: _by_values(readings, words, _but_header(values(number), headers[number]))
        for number, readings in _readings(headers, words).items()
    }
    fields = _assigned(choices, lambda number: not values(number))
    return tuple(
        Column(number, parts, fields.get(number), unit_of(parts) or unit(number))
        for number, parts in headers.items()
    )


def share_right(words: Vocabulary, key: str, values: Sequence[Raw]) -> float:
    """Return the share of values that look right; without values 0, where none can tell a half."""
    looks_right = words.fields[key].looks_right
    if not values:
        return 0.0
    return _PROVEN if looks_right is None else sum(map(looks_right, values)) / len(values)


def _but_header(values: Sequence[Raw], parts: tuple[str, ...]) -> list[Raw]:
    """Leave out the header where it is repeated further down: it tells nothing of the values."""
    heads = {squeeze(part) for part in parts}
    return [value for value in values if not (isinstance(value, str) and squeeze(value) in heads)]


def _readings(
    headers: Mapping[int, tuple[str, ...]], words: Vocabulary
) -> dict[int, list[Reading]]:
    found: dict[int, list[Reading]] = {}
    context: tuple[str, ...] = ()
    for number, parts in headers.items():
        found[number] = words.read(parts)
        beside = words.read_beside(context, parts[0]) if len(parts) == 1 else []
        if beside and not found[number]:
            found[number] = beside  # and the next column may lean on the same header
        else:
            context = parts
    return found


def _by_values(
    readings: Sequence[Reading], words: Vocabulary, values: Sequence[Raw]
) -> list[Reading]:
    """Return the readings that the values allow, the best first."""
    shares = {reading.key: share_right(words, reading.key, values) for reading in readings}
    proven = [item for item in readings if not item.needs_proof or shares[item.key] >= _PROVEN]
    if len(proven) < 2:  # noqa: PLR2004
        return proven
    best = max(shares[item.key] for item in proven)
    fitting = [item for item in proven if shares[item.key] >= min(_PROVEN, best)]
    return sorted(fitting, key=lambda item: (-shares[item.key], item.order))


def _assigned(
    choices: Mapping[int, Sequence[Reading]], is_empty: Callable[[int], bool]
) -> dict[int, str]:
    candidates = sorted(
        (is_empty(number), place, -reading.strength, reading.rank, number, reading.key)
        for number, readings in choices.items()
        for place, reading in enumerate(readings)
    )
    fields: dict[int, str] = {}
    for *_order, number, key in candidates:
        if number not in fields and key not in fields.values():
            fields[number] = key
    return fields
