"""Values of a sign-in, as a batch keeps them, in the words people use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.exchange.attendance.ledger import LABELS
from app.extensions import db
from app.organizations.models import Organization
from app.trainings.labels import PRESENCE_LABELS
from app.trainings.models import Presence

CHUNK = 500  # below SQLite's limit of bound values


def label_of(key: str) -> str:
    return str(LABELS.get(key, key))


def writer_of(changes: Iterable[Mapping[str, Sequence[Any]]]) -> Callable[[str, Any], str]:
    """Return what writes the values of changes by field; "" for none."""
    names = _names({value for item in changes for value in item.get("organization", ())})

    def write(key: str, value: Any) -> str:
        if value is None:
            return ""
        if key == "presence":
            return str(PRESENCE_LABELS[Presence(value)])
        return names.get(value, "") if isinstance(value, int) else str(value)

    return write


def _names(values: set[Any]) -> dict[int, str]:
    ids = sorted(value for value in values if isinstance(value, int))
    names: dict[int, str] = {}
    for start in range(0, len(ids), CHUNK):
        statement = select(Organization.id, Organization.name).where(
            Organization.id.in_(ids[start : start + CHUNK])
        )
        names |= dict(db.session.execute(statement).tuples().all())
    return names
