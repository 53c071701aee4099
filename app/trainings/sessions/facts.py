"""What is asked to be recorded of a session, of a sign-up and of a sign-in."""

from dataclasses import dataclass
from datetime import date, datetime, time

from app.trainings.models import Form, Presence, SessionState, Way


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What a session is like. Without `ends_on` it ends the same day.

    Without `number` one is given; an edit without one keeps the old.
    """

    title: str
    held_on: date
    ends_on: date | None = None
    number: str | None = None
    course_id: int | None = None
    category_id: int | None = None
    form: Form | None = None
    state: SessionState = SessionState.PLANNED
    starts_at: time | None = None
    minutes: int | None = None
    place: str | None = None
    host: str | None = None
    organizer: str | None = None
    lecturer: str | None = None
    lecturer_title: str | None = None
    audience: str | None = None
    capacity: int | None = None
    claimed: int | None = None
    claimed_qualifier: str | None = None
    satisfaction: int | None = None
    cost: int | None = None
    links: str | None = None
    remark: str | None = None
    mentor_ids: tuple[int, ...] = ()

    @property
    def last_day(self) -> date:
        return self.ends_on or self.held_on


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """That somebody was, or was not, there. An unknown organization comes as text."""

    session_id: int
    name: str
    phone: str | None = None
    organization_id: int | None = None
    organization_text: str | None = None
    presence: Presence = Presence.PRESENT
    way: Way = Way.GRID
    signed_at: datetime | None = None
    import_batch_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class SignUpEntry:
    """Somebody who wants to come, or is invited."""

    name: str
    phone: str | None = None
    organization_id: int | None = None
    organization_text: str | None = None


@dataclass(frozen=True)
class SignInCounts:
    """What became of the sign-ins handed in; people met twice among them count once."""

    added: int
    corrected: int
    unchanged: int

    @property
    def changed(self) -> int:
        return self.added + self.corrected


@dataclass(frozen=True)
class SignUpCounts:
    taken: int
    waiting: int
    unchanged: int
