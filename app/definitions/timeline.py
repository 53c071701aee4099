"""What a feature tells of an organization on its timeline, besides the three histories."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.values.dates import PartialDate


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened to the organization. `endpoint` with `arguments` is its page."""

    on: PartialDate
    title: str
    notes: Sequence[str] = ()
    recorded_at: datetime | None = None
    recorded_by: int | None = None  # account
    endpoint: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TimelineSource:
    """One kind of entry; `entries` gets the standpoint and the organization's number."""

    key: str
    label: str
    icon: str  # name in Bootstrap Icons
    entries: Callable[[Any, int], Sequence[TimelineEntry]]
