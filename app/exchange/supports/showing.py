"""Values of a support, as a batch keeps them, in the words people use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.exchange.supports.ledger import LABELS
from app.incubation.supports.kinds import FORM_LABELS, SupportForm


def label_of(key: str) -> str:
    return str(LABELS.get(key, key))


def writer_of(_changes: Iterable[Mapping[str, Sequence[Any]]]) -> Callable[[str, Any], str]:
    """Return what writes the values of changes by field; "" for none."""

    def write(key: str, value: Any) -> str:
        if value is None:
            return ""
        return str(FORM_LABELS[SupportForm(value)]) if key == "form" else str(value)

    return write
