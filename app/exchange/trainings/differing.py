"""What a row says otherwise of a session than is recorded."""

from collections.abc import Mapping
from typing import Any

from app.trainings.models import SessionDetail
from app.values.counts import Count
from app.values.names import match_key

# By field of the ledger, the column of a session's detail.
COLUMNS: Mapping[str, str] = {
    "title": "title",
    "form": "form",
    "held_on": "held_on",
    "starts_at": "starts_at",
    "duration_minutes": "minutes",
    "place": "place",
    "host": "host",
    "organizer": "organizer",
    "lecturer": "lecturer",
    "lecturer_title": "lecturer_title",
    "audience": "audience",
    "planned_count": "capacity",
    "satisfaction": "satisfaction",
    "cost": "cost",
    "links": "links",
    "remark": "remark",
}


def differences(
    detail: SessionDetail, values: Mapping[str, Any], category: str | None
) -> dict[str, tuple[Any, Any]]:
    """Return before and after by field; what the row leaves open changes nothing."""
    before: dict[str, Any] = {key: getattr(detail, column) for key, column in COLUMNS.items()}
    before |= {
        "session_no": detail.session.number,
        "category": category,
        "attended_count": claimed_of(detail),
        "ends_on": detail.ends_on,
    }
    after = dict(values)
    if values["held_on"] != detail.held_on:
        after.setdefault("ends_on", values["held_on"])
    pairs = {key: (before[key], value) for key, value in after.items()}
    return {
        key: (_plain(old), _plain(new))
        for key, (old, new) in pairs.items()
        if not is_same(old, new)
    }


def claimed_of(detail: SessionDetail) -> Count | None:
    if detail.claimed is None:
        return None
    return Count(detail.claimed, detail.claimed_qualifier)


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values are one but for the way of writing."""
    if isinstance(one, str) and isinstance(other, str):
        return match_key(one) == match_key(other)
    return bool(one == other)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Count) else value
