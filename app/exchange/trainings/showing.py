"""Values of a session, as a batch keeps them, in the words people use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.exchange.trainings.ledger import LABELS
from app.trainings.labels import FORM_LABELS, STATE_LABELS
from app.trainings.models import Form, SessionState
from app.values.money import show_money


def label_of(key: str) -> str:
    return str(LABELS.get(key, key))


def writer_of(_changes: Iterable[Mapping[str, Sequence[Any]]]) -> Callable[[str, Any], str]:
    """Return what writes the values of changes by field; "" for none."""
    writers: Mapping[str, Callable[[Any], str]] = {
        "form": lambda value: str(FORM_LABELS[Form(value)]),
        "state": lambda value: str(STATE_LABELS[SessionState(value)]),
        "cost": show_money,
        "satisfaction": lambda value: f"{value / 100:g}%",
        "starts_at": lambda value: str(value)[:5],
    }

    def write(key: str, value: Any) -> str:
        return "" if value is None else writers.get(key, str)(value)

    return write
