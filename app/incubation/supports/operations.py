"""Writes. Operations flush and audit; the view or command commits."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.accounts.queries import accounts_by_name
from app.audit import operations as audit
from app.divisions.queries import within
from app.extensions import db
from app.incubation.supports import queries
from app.incubation.supports.errors import (
    FollowUpDayError,
    MinutesError,
    NoRecipientError,
    NothingToFollowUpError,
    SharedSupportError,
    StaleSupportError,
)
from app.incubation.supports.kinds import SupportForm, SupportKind
from app.incubation.supports.models import Support, SupportRecipient
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.followers import facts_changed
from app.organizations.models import Organization, StandingChange
from app.organizations.operations.subject import take_place
from app.standpoint import Standpoint, today

MOST_MINUTES = 24 * 60


@dataclass(frozen=True)
class SupportEntry:
    """A checked request to record a support for one or several organizations.

    Without `by_account` the account in view that alone bears the name gave it, if there is one.
    """

    on: date
    kind: SupportKind
    minutes: int | None
    by_name: str
    form: SupportForm | None
    problem: str | None
    advice: str | None
    follow_up_on: date | None
    organization_ids: tuple[int, ...]
    import_batch_id: int | None = None
    by_account: int | None = None


@dataclass(frozen=True)
class _Recipient:
    name: str
    division_code: str
    first_day: date | None


def record_support(standpoint: Standpoint, entry: SupportEntry) -> int:
    """Record one support; return its number. Raises as `record_supports`."""
    return record_supports(standpoint, [entry])[0]


def record_supports(standpoint: Standpoint, entries: Sequence[SupportEntry]) -> list[int]:
    """Record the supports; return their numbers in the same order.

    Raises FutureDayError, BeforeExistenceError, MinutesError, FollowUpDayError,
    NoRecipientError, and NoResultFound for an organization outside; then nothing was written.
    """
    take_place(standpoint)
    entries = [_with_each_once(entry) for entry in entries]
    if not entries:
        return []
    recipients = _recipients(standpoint, {id_ for item in entries for id_ in item.organization_ids})
    for entry in entries:
        _check(entry, recipients)
    entries = _with_accounts(standpoint, entries)
    numbers = _insert(standpoint, [(entry, {}) for entry in entries])
    audit.record_many(
        "support:record",
        [
            (_subject(standpoint, number, entry.organization_ids, recipients), _told(entry))
            for number, entry in zip(numbers, entries, strict=True)
        ],
        by=standpoint.viewer,
    )
    return numbers


def correct_support(
    standpoint: Standpoint, number: int, entry: SupportEntry, *, made_from: int | None = None
) -> None:
    """Put a support right: the old row stays, superseded; recipients out of view stay too.

    A follow-up done stays done unless its day changes. `made_from` is the id of the row the entry
    was made from. Raises StaleSupportError, and as `record_supports`.
    """
    take_place(standpoint)
    old = queries.get_support(standpoint, number, is_locked=True)
    if made_from is not None and made_from != old.id:
        raise StaleSupportError
    inside, outside = queries.recipient_ids(standpoint, old)
    entry = _with_each_once(entry)
    if not entry.organization_ids:
        raise NoRecipientError
    _recipients(standpoint, set(entry.organization_ids))  # those named must be in view
    entry = replace(
        entry,
        organization_ids=(*entry.organization_ids, *sorted(outside)),
        import_batch_id=old.import_batch_id,
    )
    recipients = _recipients(None, set(entry.organization_ids))
    _check(entry, recipients)
    entry = _with_accounts(standpoint, [entry])[0]
    _supersede(standpoint, old)
    _insert(standpoint, [(entry, {"root_id": old.number, **_done(old, entry)})])
    facts_changed(inside | outside)
    audit.record(
        "support:correct",
        _subject(standpoint, old.number, entry.organization_ids, recipients),
        by=standpoint.viewer,
        **_differences(old, entry),
    )


def withdraw_support(standpoint: Standpoint, number: int, reason: str | None = None) -> None:
    """Take a support back. Raises SharedSupportError where others out of view had it too."""
    take_place(standpoint)
    support = queries.get_support(standpoint, number, is_locked=True)
    inside, outside = queries.recipient_ids(standpoint, support)
    if outside:
        raise SharedSupportError
    support.reason = reason
    _supersede(standpoint, support)
    facts_changed(inside)
    audit.record(
        "support:withdraw",
        _subject(standpoint, support.number, sorted(inside), _recipients(None, inside)),
        by=standpoint.viewer,
        on=support.on.isoformat(),
        kind=[support.kind, None],
        reason=reason,
    )


def finish_follow_up(
    standpoint: Standpoint, number: int, done_on: date, note: str | None = None
) -> None:
    """Note that the follow-up agreed on was done. Raises NothingToFollowUpError."""
    take_place(standpoint)
    support = queries.get_support(standpoint, number, is_locked=True)
    if support.follow_up_on is None or support.follow_up_done_on is not None:
        raise NothingToFollowUpError
    if done_on > today():
        raise FutureDayError
    if done_on < support.on:
        raise FollowUpDayError
    support.follow_up_done_on = done_on
    support.follow_up_note = note
    support.follow_up_recorded_at = audit.instant()
    inside, outside = queries.recipient_ids(standpoint, support)
    facts_changed(inside | outside)
    audit.record(
        "support:follow-up",
        _subject(standpoint, support.number, sorted(inside), _recipients(None, inside)),
        by=standpoint.viewer,
        done_on=done_on.isoformat(),
        note=note,
    )


def note_export(standpoint: Standpoint, count: int) -> None:
    """Audit that the log was taken along."""
    audit.record(
        "support:export",
        audit.Subject("support", None, "", standpoint.division),
        by=standpoint.viewer,
        rows=count,
        on=standpoint.on.isoformat(),
        since=standpoint.since.isoformat(),
    )


def _with_each_once(entry: SupportEntry) -> SupportEntry:
    return replace(entry, organization_ids=tuple(dict.fromkeys(entry.organization_ids)))


def _recipients(standpoint: Standpoint | None, ids: Collection[int]) -> dict[int, _Recipient]:
    """Return the organizations, in view where a standpoint is given. Raises NoResultFound."""
    first_day = (
        sa.select(sa.func.min(StandingChange.since))
        .where(
            StandingChange.organization_id == Organization.id,
            StandingChange.superseded_at.is_(None),
        )
        .correlate(Organization)
        .scalar_subquery()
    )
    found: dict[int, _Recipient] = {}
    for chunk in _chunks(sorted(ids)):
        statement = sa.select(
            Organization.id, Organization.name, Organization.division_code, first_day
        ).where(Organization.id.in_(chunk))
        if standpoint is not None:
            statement = statement.where(within(Organization.division_code, standpoint))
        rows = db.session.execute(statement).tuples()
        found.update({row[0]: _Recipient(row[1], row[2], row[3]) for row in rows})
    if len(found) < len(ids):
        raise sa.exc.NoResultFound
    return found


def _chunks(ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _check(entry: SupportEntry, recipients: dict[int, _Recipient]) -> None:
    if not entry.organization_ids:
        raise NoRecipientError
    if entry.on > today():
        raise FutureDayError
    if entry.minutes is not None and not 1 <= entry.minutes <= MOST_MINUTES:
        raise MinutesError
    if entry.follow_up_on is not None and entry.follow_up_on < entry.on:
        raise FollowUpDayError
    for id_ in entry.organization_ids:
        first_day = recipients[id_].first_day
        if first_day is None or entry.on < first_day:
            raise BeforeExistenceError


def _with_accounts(standpoint: Standpoint, entries: Sequence[SupportEntry]) -> list[SupportEntry]:
    nameless = {entry.by_name for entry in entries if entry.by_account is None}
    accounts = (
        accounts_by_name(standpoint.division, nameless, also=standpoint.viewer) if nameless else {}
    )
    return [
        entry
        if entry.by_account is not None
        else replace(entry, by_account=accounts.get(entry.by_name))
        for entry in entries
    ]


def _insert(
    standpoint: Standpoint, entries: Sequence[tuple[SupportEntry, dict[str, Any]]]
) -> list[int]:
    at = audit.instant()
    rows = [
        {
            **{key: getattr(entry, key) for key in _COPIED},
            "recorded_at": at,
            "recorded_by": standpoint.viewer,
            **dict.fromkeys(("root_id", *_FOLLOW_UP_DONE)),
            **more,
        }
        for entry, more in entries
    ]
    statement = sa.insert(Support).returning(Support.id, sort_by_parameter_order=True)
    ids = list(db.session.scalars(statement, rows))
    pairs = [
        {"support_id": id_, "organization_id": organization_id}
        for id_, (entry, _more) in zip(ids, entries, strict=True)
        for organization_id in entry.organization_ids
    ]
    db.session.execute(sa.insert(SupportRecipient), pairs)
    facts_changed(pair["organization_id"] for pair in pairs)
    return ids


_COPIED = (
    "on", "kind", "form", "minutes", "by_name", "by_account", "problem", "advice",
    "follow_up_on", "import_batch_id",
)  # fmt: skip
_FOLLOW_UP_DONE = ("follow_up_done_on", "follow_up_note", "follow_up_recorded_at")


def _supersede(standpoint: Standpoint, support: Support) -> None:
    support.superseded_at = audit.instant()
    support.superseded_by = standpoint.viewer
    db.session.flush()


def _done(old: Support, entry: SupportEntry) -> dict[str, Any]:
    if entry.follow_up_on != old.follow_up_on:
        return {}
    return {key: getattr(old, key) for key in _FOLLOW_UP_DONE}


def _subject(
    standpoint: Standpoint,
    number: int,
    organization_ids: Sequence[int],
    recipients: dict[int, _Recipient],
) -> audit.Subject:
    named = [recipients[id_] for id_ in organization_ids]
    place = named[0].division_code if len(named) == 1 else standpoint.division
    names = named[0].name if len(named) == 1 else f"{named[0].name}等{len(named)}家"
    return audit.Subject("support", number, names, place)


def _told(entry: SupportEntry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "on": entry.on.isoformat(),
        "kind": [None, entry.kind],
        "minutes": entry.minutes,
        "by": entry.by_name,
    }
    if entry.import_batch_id is not None:
        told["import_batch"] = entry.import_batch_id
    return told


def _differences(old: Support, entry: SupportEntry) -> dict[str, Any]:
    pairs = {key: (getattr(old, key), getattr(entry, key)) for key in _COPIED}
    return {
        key: [None if value is None else str(value) for value in pair]
        for key, pair in pairs.items()
        if pair[0] != pair[1]
    }
