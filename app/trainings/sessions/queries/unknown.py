"""Organizations that sign-ins name and the register does not know, and which may be meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, union_all

from app.divisions.models import Division
from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.trainings.models import Attendance, SessionDetail, SignUp
from app.trainings.sessions.queries.sessions import in_view
from app.values.names import grams, match_key

ALIKE = 0.4  # share of grams two names have in common, from which one is suggested
MOST_SUGGESTED = 3


@dataclass(frozen=True)
class UnknownText:
    """A name of an organization as written, with how many rows carry it."""

    text: str
    rows: int
    sessions: int


@dataclass(frozen=True)
class Suggestion:
    """An organization that may be meant; place and number tell those of one name apart."""

    id: int
    name: str
    is_same: bool  # but for the way of writing
    place: str = ""
    number: str | None = None


def list_unknown_texts(standpoint: Standpoint) -> list[UnknownText]:
    """Return the texts of sign-ins and sign-ups in view, the most frequent first."""
    rows = union_all(_rows(standpoint, Attendance), _rows(standpoint, SignUp)).subquery()
    statement = (
        select(rows.c.text, func.count(), func.count(rows.c.session_id.distinct()))
        .group_by(rows.c.text)
        .order_by(func.count().desc(), rows.c.text)
    )
    return [UnknownText(*row) for row in db.session.execute(statement).tuples()]


def suggest(standpoint: Standpoint, texts: Sequence[str]) -> dict[str, list[Suggestion]]:
    """Return for each text the organizations in view that may be meant, the likeliest first."""
    if not texts:
        return {}
    wanted = {text: grams(text) for text in texts}
    known_grams = frozenset().union(*wanted.values())
    statement = (
        select(
            Organization.id,
            Organization.name,
            Organization.match_key,
            Division.name,
            func.coalesce(Organization.credit_code, Organization.filing_number),
        )
        .join(Division, Division.code == Organization.division_code)
        .where(within(Organization.division_code, standpoint))
    )
    scores: dict[str, list[tuple[float, Suggestion]]] = {text: [] for text in texts}
    for id_, name, key, place, number in db.session.execute(statement).tuples():
        parts = grams(name)
        if parts.isdisjoint(known_grams):
            continue
        for text, own in wanted.items():
            is_same = match_key(text) == key
            score = 1.0 if is_same else len(own & parts) / len(own | parts)
            if score >= ALIKE:
                scores[text].append((score, Suggestion(id_, name, is_same, place, number)))
    return _best(scores)


def _best(
    scores: Mapping[str, list[tuple[float, Suggestion]]],
) -> dict[str, list[Suggestion]]:
    return {
        text: [
            item
            for _score, item in sorted(found, key=lambda pair: (-pair[0], pair[1].id))[
                :MOST_SUGGESTED
            ]
        ]
        for text, found in scores.items()
    }


def _rows(standpoint: Standpoint, model: Any) -> Any:
    return (
        select(model.organization_text.label("text"), model.session_id)
        .join(SessionDetail, SessionDetail.session_id == model.session_id)
        .join(SessionDetail.session)
        .where(
            model.organization_id.is_(None),
            model.organization_text.is_not(None),
            known(model, standpoint),
            in_view(standpoint),
        )
    )
