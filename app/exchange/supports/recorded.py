"""What the support log holds already of the days that a file is about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from app.incubation.supports.models import Support
from app.incubation.supports.operations import SupportEntry
from app.incubation.supports.queries import SupportFilter, list_supports, recipients_of
from app.standpoint import Standpoint
from app.values.texts import squeeze

CHUNK = 500  # below SQLite's limit of bound values
# What a row may say otherwise of a support that it is about.
COMPARED = ("minutes", "form", "advice", "follow_up_on")

Identity = tuple[Any, ...]


class Log:
    """Recorded supports; each is the one of one row at most."""

    def __init__(self, standpoint: Standpoint, days: Iterable[date]) -> None:
        self._open: defaultdict[Identity, list[Support]] = defaultdict(list)
        wanted = sorted(days)
        if not wanted:
            return
        span = SupportFilter(first=wanted[0], last=wanted[-1])
        supports = list_supports(standpoint, span)
        for start in range(0, len(supports), CHUNK):
            self._add(standpoint, supports[start : start + CHUNK])

    def take_same(self, entry: SupportEntry) -> Support | None:
        """Return the support that says what the entry says, and keep it from other rows."""
        return self._take(entry, is_same=True)

    def take_alike(self, entry: SupportEntry) -> Support | None:
        """Return one that is the entry's but says something else."""
        return self._take(entry, is_same=False)

    def _take(self, entry: SupportEntry, *, is_same: bool) -> Support | None:
        candidates = self._open[identity(entry, entry.organization_ids)]
        found = [item for item in candidates if not is_same or not differences(item, entry)]
        if not found:
            return None
        candidates.remove(found[0])
        return found[0]

    def _add(self, standpoint: Standpoint, supports: Sequence[Support]) -> None:
        recipients = recipients_of(standpoint, [item.id for item in supports])
        for support in supports:
            ids = [organization.id for organization in recipients[support.id]]
            self._open[identity(support, ids)].append(support)


def identity(item: Support | SupportEntry, organization_ids: Iterable[int]) -> Identity:
    """Return what makes two records one: day, kind, organizations, by whom, and the problem."""
    return (
        item.on,
        item.kind,
        frozenset(organization_ids),
        squeeze(item.by_name),
        squeeze(item.problem or ""),
    )


def everything(entry: SupportEntry) -> Identity:
    """Return all that an entry says."""
    said = (getattr(entry, key) for key in COMPARED)
    return (*identity(entry, entry.organization_ids), *said)


def differences(support: Support, entry: SupportEntry) -> dict[str, tuple[Any, Any]]:
    """Return what the entry says otherwise; what it leaves open changes nothing."""
    pairs = {key: (getattr(support, key), getattr(entry, key)) for key in COMPARED}
    return {
        key: (before, after)
        for key, (before, after) in pairs.items()
        if after is not None and not _is_same(before, after)
    }


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return squeeze(before) == squeeze(after)
    return bool(before == after)
