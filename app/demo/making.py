"""Making the demo hub's organizations: pure, from a seed and a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from stdnum.cn import uscc

from app.demo import words
from app.organizations.grades import Grade, GradeLevel, proposed_validity
from app.organizations.kinds import Kind
from app.organizations.operations import GradeAward, Registration, StageMove, StandingMove
from app.organizations.standings import Standing
from app.values.dates import PartialDate

SEED = 330199
REGISTERED_SHARE = 63 / 279
ENDED_SHARE = 6 / 279  # more than those in force: deregistered in the last years
STAGES = ("sprouting", "starting", "growing", "mature", "graduated")
STAGE_WEIGHTS = (24, 35, 27, 11, 3)
IN_FORCE_GRADES = (Grade.A5,) * 3 + (Grade.A4,) * 5 + (Grade.A3,) * 2
OVER_GRADES = (Grade.A3, Grade.A4, Grade.A2)
YEAR = 365  # days
EARLIEST = 14 * YEAR


@dataclass(frozen=True)
class Place:
    """A street of the demo hub with its communities: codes and names."""

    code: str
    name: str
    communities: Sequence[tuple[str, str]]


class Maker:
    """Makes organizations of one street, one after the other; the same for the same arguments."""

    def __init__(self, place: Place, today: date, first_number: int = 1) -> None:
        self._place = place
        self._today = today
        self._random = Random(f"{SEED}{place.code}")  # noqa: S311, invented data, no secret
        self._number = first_number
        self._names: set[str] = set()
        self._filings: dict[int, int] = {}

    def organizations(self, count: int, *, with_grades: bool) -> Iterator[Registration]:
        """Yield `count` organizations in force, the registered first, and some that ended."""
        registered = round(count * REGISTERED_SHARE)
        grades = list(self._grades()) if with_grades else []
        for index in range(count):
            is_registered = index < registered
            awards = (grades[index],) if is_registered and index < len(grades) else ()
            yield self._organization(is_registered=is_registered, awards=awards)
        for _ in range(round(count * ENDED_SHARE)):
            yield self._organization(is_registered=False, has_ended=True)

    def _organization(
        self, *, is_registered: bool, awards: tuple[GradeAward, ...] = (), has_ended: bool = False
    ) -> Registration:
        random = self._random
        community = random.choice(self._place.communities)
        kind = self._kind(is_registered=is_registered)
        oldest = 9 * YEAR if awards else 60
        established = self._ago(random.randint(oldest, EARLIEST))
        standings = self._standings(established, is_registered, bool(awards), has_ended)
        name = self._name(kind, community[1])
        has_gap = random.random() < 0.04  # noqa: PLR2004, a share
        attributes = {
            "name": name,
            "kind": kind,
            "category": _category(name, random),
            "established_on": PartialDate(established),
            **self._numbers(kind, standings),
            **self._people(is_registered, has_gap=has_gap),
            "address": f"{self._place.name}{community[1]}{random.randint(1, 200)}号",
            "supervisor": random.choice(words.SUPERVISORS),
            "party_branch": random.choice(words.PARTY_BRANCHES),
            "fund": random.choice((30_000, 50_000, 100_000, 200_000)) * 100
            if is_registered
            else None,
        }
        self._number += 1
        return Registration(
            division_code=self._place.code if has_gap else community[0],
            attributes=attributes,
            standings=standings,
            stages=() if has_ended else self._stages(standings[0].since.date),
            grades=awards,
        )

    def _standings(
        self, established: date, is_registered: bool, is_graded: bool, has_ended: bool
    ) -> tuple[StandingMove, ...]:
        random = self._random
        filed = self._between(established, days=200)
        if not is_registered:
            moves = [StandingMove(Standing.FILED, PartialDate(filed))]
            if has_ended:
                ended = self._between(filed, days=(self._today - filed).days)
                reason = "活动停止，成员同意注销"
                moves.append(StandingMove(Standing.DEREGISTERED, PartialDate(ended), reason))
            return tuple(moves)
        # One in four registered organizations began as a filed group.
        if is_graded or random.random() < 0.75 or (self._today - filed).days < YEAR:  # noqa: PLR2004
            return (StandingMove(Standing.REGISTERED, PartialDate(filed)),)
        registered = self._between(filed + timedelta(days=60), days=(self._today - filed).days // 2)
        return (
            StandingMove(Standing.FILED, PartialDate(filed)),
            StandingMove(Standing.REGISTERED, PartialDate(registered), "符合登记条件，转为登记"),
        )

    def _stages(self, first: date) -> tuple[StageMove, ...]:
        """Climb to a stage in steps, the last ones within three years; a few stepped back once."""
        random = self._random
        top = random.choices(range(len(STAGES)), STAGE_WEIGHTS)[0]
        span = (self._today - first).days
        days = sorted(random.sample(range(1, max(span, len(STAGES) + 2)), top)) if top else []
        recent = [max(day, span - random.randint(20, 3 * YEAR)) for day in days]
        days = sorted({day for day in recent if 0 < day < span})
        moves = [StageMove(STAGES[0], PartialDate(first))]
        for step, day in enumerate(days, start=1):
            moves.append(StageMove(STAGES[step], PartialDate(first + timedelta(days=day))))
        last = moves[-1]
        gap = (self._today - last.since.date).days
        if len(moves) > 2 and gap > 90 and random.random() < 0.03:  # noqa: PLR2004, shares and days
            back = PartialDate(last.since.date + timedelta(days=gap // 2))
            moves.append(StageMove(moves[-2].to, back, words.BACK_REASON))
        return tuple(moves)

    def _grades(self) -> Iterator[GradeAward]:
        for grade in IN_FORCE_GRADES:
            # In force for at least two more years: announced at most two and a half years ago.
            announced = self._ago(self._random.randint(400, 900))
            yield _award(grade, announced)
        for grade in OVER_GRADES:
            yield _award(grade, self._ago(self._random.randint(6 * YEAR, 7 * YEAR)))

    def _numbers(self, kind: Kind, standings: Sequence[StandingMove]) -> dict[str, Any]:
        numbers: dict[str, Any] = {}
        for move in standings:
            if move.to is Standing.FILED:
                year = move.since.date.year
                self._filings[year] = self._filings.get(year, 0) + 1
                street = self._place.name[0]
                numbers["filing_number"] = f"示{street}社备〔{year}〕{self._filings[year]:03}号"
            if move.to is Standing.REGISTERED:
                numbers["credit_code"] = _credit_code(kind, self._number)
                numbers["registration_number"] = f"示民证字第{self._number:04}号"
                numbers["registrar"] = "示例区民政局"
        return numbers

    def _people(self, is_registered: bool, *, has_gap: bool) -> dict[str, Any]:
        random = self._random
        name = (
            random.choice(words.STEMS)
            + random.choice(words.BRANCHES)
            + random.choice(words.BRANCHES)
        )
        members = random.choice((12, 18, 20, 24, 30, 36, 40, 60, 120))
        return {
            "leader_name": name,
            "phone": None if has_gap else f"1380000{self._number % 10_000:04}",
            "staff_count": random.randint(2, 30) if is_registered else None,
            "social_worker_count": random.randint(0, 6) if is_registered else None,
            "volunteer_count": random.choice((8, 12, 20, 30, 46, 80, 120)),
            "member_count": members,
            "party_member_count": random.randint(0, members // 3),
        }

    def _kind(self, *, is_registered: bool) -> Kind:
        if not is_registered:
            return Kind.COMMUNITY_GROUP
        kinds = (Kind.SERVICE_INSTITUTION, Kind.ASSOCIATION, Kind.FOUNDATION)
        return self._random.choices(kinds, (64, 34, 2))[0]

    def _name(self, kind: Kind, community: str) -> str:
        """Return a name not given before in this street."""
        random = self._random
        if kind is Kind.COMMUNITY_GROUP:
            stem, pool = f"{self._place.name}{community}", words.GROUPS
        elif kind is Kind.ASSOCIATION:
            stem, pool = f"示例区{self._place.name}", words.ASSOCIATIONS
        elif kind is Kind.FOUNDATION:
            stem, pool = f"示例区{community}", ["社区发展基金会", "公益基金会"]
        else:
            stem, pool = self._place.name, words.INSTITUTIONS
        for attempt in range(1, 10_000):
            middle = random.choice(words.EXTRA_NAMES) if attempt > 3 else ""  # noqa: PLR2004
            ordinal = f"第{attempt}" if attempt > 12 else ""  # noqa: PLR2004
            name = f"{stem}{middle}{ordinal}{random.choice(pool)}"
            if name not in self._names:
                self._names.add(name)
                return name
        raise AssertionError(kind)

    def _ago(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def _between(self, first: date, *, days: int) -> date:
        """Return a day after `first`, at most `days` later and before today."""
        room = max(1, min(days, (self._today - first).days - 1))
        return first + timedelta(days=self._random.randint(1, room))


def _award(grade: Grade, announced: date) -> GradeAward:
    since, until = proposed_validity(announced)
    return GradeAward(
        grade,
        PartialDate(since),
        PartialDate(until),
        level=GradeLevel.DISTRICT,
        issuer="示例区民政局",
        announced_on=announced,
    )


def _category(name: str, random: Random) -> str:
    for category, parts in words.CATEGORIES.items():
        if any(part in name for part in parts):
            return category
    return random.choice(list(words.CATEGORIES))


def _credit_code(kind: Kind, number: int) -> str:
    """Return a code of the example district whose check character is right."""
    first = {Kind.ASSOCIATION: "51", Kind.FOUNDATION: "53"}.get(kind, "52")
    body = f"{first}330199MJ{number:07}"
    return body + uscc.calc_check_digit(body)
