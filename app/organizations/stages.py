"""Growth stages (孵化阶段) as shipped; the dictionary in the database may rename and add."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StageWord:
    """A stage of the dictionary as rules see it."""

    key: str
    label: str
    rank: int
    is_retired: bool = False
    limit_days: int | None = None  # after so many an organization counts as stuck in it


SEEDED_STAGES = (
    StageWord("sprouting", "萌芽期", 1, limit_days=365),
    StageWord("starting", "初创期", 2, limit_days=730),
    StageWord("growing", "成长期", 3, limit_days=1095),
    StageWord("mature", "成熟期", 4),
    StageWord("graduated", "出壳", 5),
)


def is_back(before: StageWord | None, after: StageWord) -> bool:
    """Return whether the move leads down the ladder, which needs a reason."""
    return before is not None and after.rank < before.rank
