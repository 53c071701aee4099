"""What a gate asks, what is met, and how much is still missing. Pure."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from app.organizations.standings import Standing

ALL = 100  # percent


class CriterionWeighed(Protocol):
    """What the arithmetic reads of a criterion."""

    @property
    def id(self) -> int: ...
    @property
    def is_required(self) -> bool: ...
    @property
    def weight(self) -> int: ...


class CriterionAsked(CriterionWeighed, Protocol):
    """What the rules read of a criterion."""

    @property
    def code(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def dimension(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def proof(self) -> str: ...
    @property
    def is_retired(self) -> bool: ...


Asked = TypeVar("Asked", bound=CriterionAsked)
Weighed = TypeVar("Weighed", bound=CriterionWeighed)


@dataclass(frozen=True)
class Answer:
    """Whether a criterion is met; None: nobody said yet.

    `fact` is what the register says, or a person's note. On `changes_on`, a later day, the passing
    of time alone may change the answer.
    """

    criterion_id: int
    is_met: bool | None
    fact: str | None = None
    changes_on: date | None = None


@dataclass(frozen=True)
class Lack(Generic[Weighed]):
    """Which criteria are not met, and how many of them are still to do: see `Gate`."""

    required: tuple[Weighed, ...]
    weighed: tuple[Weighed, ...]
    missing: int


@dataclass(frozen=True)
class CriterionShown:
    """A criterion with its answer, as pages show it."""

    id: int
    code: str
    dimension: str
    text: str
    is_required: bool
    weight: int
    proof: str
    is_met: bool | None
    fact: str | None


@dataclass(frozen=True)
class Gate:
    """What reaching a stage asks of an organization; `missing` is how many are still to do.

    `unmet_required` are in the order of the set, `unmet_weighed` the weightiest first; of these
    only so many are missing as it takes to reach the share of the weights.
    """

    to_stage: str
    asked: tuple[CriterionShown, ...]
    unmet_required: tuple[CriterionShown, ...]
    unmet_weighed: tuple[CriterionShown, ...]
    missing: int
    total: int
    met: int

    @property
    def is_passed(self) -> bool:
        return self.missing == 0

    @property
    def unmet(self) -> tuple[CriterionShown, ...]:
        return self.unmet_required + self.unmet_weighed


def gate_of(
    to_stage: str,
    criteria: Iterable[CriterionAsked],
    answers: Mapping[int, Answer],
    weighed_share: int,
) -> Gate:
    """Return the gate that these criteria make; `weighed_share` is in percent of the weights.

    The criteria are those of the stage that the organization is asked: see `criteria_for`.
    """
    asked = tuple(_shown(item, answers.get(item.id)) for item in criteria)
    lack = lack_of(asked, {item.id for item in asked if item.is_met}, weighed_share)
    return Gate(
        to_stage=to_stage,
        asked=asked,
        unmet_required=lack.required,
        unmet_weighed=lack.weighed,
        missing=lack.missing,
        total=len(asked),
        met=len(asked) - len(lack.required) - len(lack.weighed),
    )


def lack_of(asked: Sequence[Weighed], met: Container[int], weighed_share: int) -> Lack[Weighed]:
    """Return what is lacking where the criteria of these numbers are met."""
    unmet = [item for item in asked if item.id not in met]
    weighed = sorted((item for item in unmet if not item.is_required), key=lambda i: -i.weight)
    required = tuple(item for item in unmet if item.is_required)
    missing = len(required) + _lacking(asked, weighed, weighed_share)
    return Lack(required, tuple(weighed), missing)


def criteria_for(
    criteria: Iterable[Asked], to_stage: str, standing: str | None
) -> tuple[Asked, ...]:
    """Return what an organization of this standing is asked for the stage, retired ones left out.

    An organization without a standing is asked what the unfiled are.
    """
    kept_from = "not_registered" if standing == Standing.REGISTERED else "registered"
    return tuple(
        item
        for item in criteria
        if item.stage == to_stage and item.audience != kept_from and not item.is_retired
    )


def _lacking(
    asked: Iterable[CriterionWeighed], unmet: Iterable[CriterionWeighed], weighed_share: int
) -> int:
    """Return the fewest further weighed criteria that reach the share."""
    whole = sum(item.weight for item in asked if not item.is_required)
    reached = whole - sum(item.weight for item in unmet)
    needed = 0
    for item in unmet:
        if reached * ALL >= whole * weighed_share:
            break
        reached += item.weight
        needed += 1
    return needed


def _shown(item: CriterionAsked, answer: Answer | None) -> CriterionShown:
    return CriterionShown(
        id=item.id,
        code=item.code,
        dimension=item.dimension,
        text=item.text,
        is_required=item.is_required,
        weight=item.weight,
        proof=item.proof,
        is_met=None if answer is None else answer.is_met,
        fact=None if answer is None else answer.fact,
    )
