"""Values of a project, as a batch keeps them, in the words people use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.exchange.projects.ledger import LABELS
from app.i18n import _
from app.projects.labels import LEVEL_LABELS
from app.projects.words import Level
from app.values.money import show_money


def label_of(key: str) -> str:
    return str(LABELS.get(key, key))


def writer_of(_changes: Iterable[Mapping[str, Sequence[Any]]]) -> Callable[[str, Any], str]:
    """Return what writes the values of changes by field; "" for none."""
    writers: Mapping[str, Callable[[Any], str]] = {
        **dict.fromkeys(("requested", "amount", "paid"), show_money),
        "level": lambda value: str(LEVEL_LABELS[Level(value)]),
        "brand": lambda value: _("%(level)s品牌", level=LEVEL_LABELS[Level(value)]),
    }

    def write(key: str, value: Any) -> str:
        return "" if value is None else writers.get(key, str)(value)

    return write
