"""Filing papers of the demo hub: a rule of the street, and groups on the way to being filed."""

from datetime import timedelta

from app.incubation.filing.models import PaperState
from app.incubation.filing.operations import PaperEntry, RuleEdit, record_paper, save_rule
from app.incubation.filing.queries import GroupFilter, list_groups, list_kinds
from app.standpoint import Standpoint, today

# What has come of each group's papers, in the order of the dictionary.
PROGRESS = (
    (PaperState.APPROVED, PaperState.APPROVED, PaperState.APPROVED),
    (PaperState.APPROVED, PaperState.RECEIVED, PaperState.RETURNED),
    (PaperState.RECEIVED,),
)


def load_filing(standpoint: Standpoint, street: str, name: str) -> int:
    """Enter the rule of a street and the papers of some groups there; return how many papers."""
    save_rule(
        standpoint,
        RuleEdit(
            division_code=street,
            authority=f"{name}办事处",
            pattern="{area}{street}社备〔{yyyy}〕{seq:3}号",
            area="示",
            street=name[0],
            first_sequence=1,
        ),
    )
    on = today() - timedelta(days=3)
    kinds = list_kinds(standpoint)
    groups = list_groups(standpoint, GroupFilter(), offset=0, limit=len(PROGRESS))
    entries = [
        (group.id, PaperEntry(kind.key, state, on, _note(state)))
        for group, states in zip(groups, PROGRESS, strict=False)
        for kind, state in zip(kinds, states, strict=False)
    ]
    for organization_id, entry in entries:
        record_paper(standpoint, organization_id, entry)
    return len(entries)


def _note(state: PaperState) -> str | None:
    return "缺少三名成员的联系方式" if state is PaperState.RETURNED else None
