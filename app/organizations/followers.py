"""Who follows the facts of organizations: told once per transaction, just before it is committed.

What is kept per organization and rests on its facts (gate results) is so recomputed in the very
transaction that changes a fact, in one go for a page as for an import of ten thousand rows.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.extensions import db

CHANGED = "organizations.changed"
Follower = Callable[[set[int]], None]

_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have `follower` called with the numbers of organizations whose facts changed."""
    if follower not in _followers:
        _followers.append(follower)


def facts_changed(organization_ids: Iterable[int]) -> None:
    """Note that facts of these organizations change in this transaction."""
    db.session.info.setdefault(CHANGED, set()).update(organization_ids)


@event.listens_for(Session, "before_commit")
def _tell(session: Session) -> None:
    changed: set[int] | None = session.info.pop(CHANGED, None)
    if not changed:
        return
    session.flush()
    for follower in _followers:
        follower(changed)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(CHANGED, None)
