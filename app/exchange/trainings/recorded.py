"""The sessions recorded already, and which of them a row is about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.exchange.trainings.words import is_ordinal, within_year
from app.extensions import db
from app.standpoint import Standpoint
from app.trainings.models import SessionDetail
from app.trainings.sessions.queries import in_view
from app.values.names import match_key


class Sessions:
    """The live sessions in view, by their numbers and by title and day."""

    def __init__(self, standpoint: Standpoint) -> None:
        statement = (
            select(SessionDetail)
            .join(SessionDetail.session)
            .options(contains_eager(SessionDetail.session))
            .where(in_view(standpoint))
            .order_by(SessionDetail.session_id)
        )
        self.all: Sequence[SessionDetail] = db.session.scalars(statement).all()
        self._division = standpoint.division
        self._numbers: defaultdict[str, list[SessionDetail]] = defaultdict(list)
        self._titles: defaultdict[str, list[SessionDetail]] = defaultdict(list)
        for detail in self.all:
            self._numbers[match_key(detail.session.number)].append(detail)
            self._titles[match_key(detail.title)].append(detail)

    def by_number(self, number: str, day: date | None = None) -> list[SessionDetail]:
        """Return the sessions of a number, those of the standpoint's own division before others.

        What only counts within a year, 第3期, is of the day's year, or of any without a day.
        """
        found = self._own_first(self._numbers.get(match_key(number), []))
        if found or not is_ordinal(number):
            return found
        years = [day.year] if day else sorted({item.held_on.year for item in self.all})
        keys = [match_key(within_year(number, year)) for year in years]
        return self._own_first([item for key in keys for item in self._numbers.get(key, [])])

    def by_title(
        self, title: str, day: date | None = None, starts_at: time | None = None
    ) -> list[SessionDetail]:
        """Return the sessions of a title, on a day and at a time where these are given."""
        found = self._titles.get(match_key(title), [])
        if day is not None:
            found = [item for item in found if item.held_on <= day <= item.ends_on]
        if starts_at is not None:
            found = [item for item in found if item.starts_at in {None, starts_at}]
        return self._own_first(found)

    def on_day(self, day: date) -> list[SessionDetail]:
        return self._own_first(item for item in self.all if item.held_on <= day <= item.ends_on)

    def is_own(self, detail: SessionDetail) -> bool:
        return detail.session.division_code == self._division

    def _own_first(self, found: Iterable[SessionDetail]) -> list[SessionDetail]:
        """Leave out those of other divisions where there are some of the standpoint's own."""
        candidates = list(found)
        return [item for item in candidates if self.is_own(item)] or candidates
