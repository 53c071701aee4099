"""The three histories of an organization as one timeline, the latest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.history.models import ChangePoint
from app.i18n import _
from app.organizations.grades import GRADE_LEVEL_LABELS
from app.organizations.models import GradeChange, StageChange, StandingChange
from app.organizations.standings import STANDING_LABELS
from app.values.dates import PartialDate

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Ending:
    """That a point no longer counts: since when, by whom, and whether another took its place."""

    at: datetime
    by: str
    is_correction: bool
    reason: str | None


@dataclass(frozen=True)
class Entry:
    """One change point, or something a feature tells of, as a line of the timeline.

    Of a feature's `icon` and `label` say what it is, and `endpoint` with `arguments` is its page.
    """

    history: str  # "standing", "stage" or "grade"; else the key of the feature's source
    title: str
    since: PartialDate
    recorded_at: datetime | None
    recorded_by: str
    reason: str | None
    notes: Sequence[str]
    import_batch_id: int | None
    ending: Ending | None
    icon: str = ""
    label: str = ""
    endpoint: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Histories:
    """All points of one organization, superseded ones too."""

    standings: Sequence[StandingChange]
    stages: Sequence[StageChange]
    grades: Sequence[GradeChange]

    @property
    def all(self) -> list[ChangePoint]:
        return [*self.standings, *self.stages, *self.grades]

    def accounts(self) -> set[int]:
        """Return who recorded or superseded anything."""
        ids = {point.recorded_by for point in self.all}
        return ids | {point.superseded_by for point in self.all if point.superseded_by is not None}


def make_timeline(
    histories: Histories,
    *,
    stage_labels: Mapping[str, str],
    names: Mapping[int, str],
    withdrawal_reasons: Mapping[datetime, str],
    stage_notes: Mapping[int, Sequence[str]] | None = None,
    stories: Sequence[tuple[TimelineSource, TimelineEntry]] = (),
    known_at: datetime | None = None,
) -> list[Entry]:
    """Return an entry for each point; at an earlier `known_at` what was superseded later counts.

    `stories` are what features tell besides, mixed in by their days.

    `names` are of accounts, `withdrawal_reasons` by the instant of the withdrawal, `stage_notes`
    what stage changes rest on, by change.
    """
    bases = stage_notes or {}

    def entry(history: str, point: ChangePoint, title: str, notes: Sequence[str]) -> Entry:
        return Entry(
            history,
            title,
            point.since_as_known,
            point.recorded_at,
            names.get(point.recorded_by, ""),
            point.reason,
            notes,
            point.import_batch_id,
            _ending(point, histories.all, names, withdrawal_reasons, known_at),
        )

    entries = [
        *(
            entry("standing", item, str(STANDING_LABELS[item.standing]), ())
            for item in histories.standings
        ),
        *(
            entry("stage", item, stage_labels.get(item.stage, item.stage), bases.get(item.id, ()))
            for item in histories.stages
        ),
        *(
            entry("grade", item, _grade_title(item), _grade_notes(item))
            for item in histories.grades
        ),
        *(_told(source, item, names) for source, item in stories),
    ]
    return sorted(entries, key=_order, reverse=True)


def announced_grades(grades: Iterable[GradeChange], on: date, today: date) -> list[GradeChange]:
    """Return the live grades that were announced by the day but are valid only later."""
    return [
        point
        for point in grades
        if point.superseded_at is None
        and point.grade is not None
        and point.since > on
        and (point.announced_on or today) <= on
    ]


def _ending(
    point: ChangePoint,
    others: Sequence[ChangePoint],
    names: Mapping[int, str],
    reasons: Mapping[datetime, str],
    known_at: datetime | None,
) -> Ending | None:
    at = point.superseded_at
    if at is None or (known_at is not None and at > known_at):
        return None
    return Ending(
        at,
        names.get(point.superseded_by or 0, ""),
        # What corrects is recorded at the very instant the old row is superseded.
        any(type(item) is type(point) and item.recorded_at == at for item in others),
        reasons.get(at),
    )


def _grade_title(point: GradeChange) -> str:
    if point.grade is None:
        return _("取消等级")
    return f"{GRADE_LEVEL_LABELS[point.level] if point.level else ''}{point.grade}"


def _grade_notes(point: GradeChange) -> list[str]:
    notes = []
    if point.announced_on is not None:
        notes.append(_("%(day)s 公告", day=point.announced_on))
    if point.issuer:
        notes.append(point.issuer)
    if point.expires_on is not None:
        notes.append(_("有效至 %(day)s", day=point.expires_as_known))
    return notes


def _told(source: TimelineSource, item: TimelineEntry, names: Mapping[int, str]) -> Entry:
    return Entry(
        history=source.key,
        title=item.title,
        since=item.on,
        recorded_at=item.recorded_at,
        recorded_by=names.get(item.recorded_by or 0, ""),
        reason=None,
        notes=item.notes,
        import_batch_id=None,
        ending=None,
        icon=source.icon,
        label=source.label,
        endpoint=item.endpoint,
        arguments=item.arguments,
    )


def _order(entry: Entry) -> tuple[date, bool, datetime]:
    return entry.since.date, entry.ending is None, entry.recorded_at or LONG_AGO
