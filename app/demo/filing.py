"""Filing papers of the demo hub: a rule of the street, and groups on the way to being filed."""

from datetime import timedelta

from app.incubation.filing.models import PaperState
from app.incubation.filing.operations import PaperEntry, RuleEdit, record_paper, save_rule
from app.incubation.filing.queries import GroupFilter, list_groups, list_kinds
from app.organizations.kinds import Kind
from app.organizations.operations import (
    Registration,
    StageMove,
    StandingMove,
    register_organizations,
)
from app.organizations.standings import Standing
from app.standpoint import Standpoint, today
from app.values.dates import PartialDate

# Name, who answers for the group, phone.
GROUPS = (
    ("邻里议事会", "庚辰午", "13800008001"),
    ("晨练太极队", "辛巳未", "13800008002"),
    ("旧衣新生社", "壬午申", "13800008003"),
)
# What has come of each group's papers, in the order of the dictionary.
PROGRESS = (
    (PaperState.APPROVED, PaperState.APPROVED, PaperState.APPROVED),
    (PaperState.APPROVED, PaperState.RECEIVED, PaperState.RETURNED),
    (PaperState.RECEIVED,),
)


def load_filing(standpoint: Standpoint, street: str, name: str) -> int:
    """Enter the rule of a street, groups on the way to being filed and the papers they brought.

    Returns how many papers.
    """
    register_organizations(standpoint, [_group(street, name, group) for group in GROUPS])
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


def _group(street: str, place: str, named: tuple[str, str, str]) -> Registration:
    name, leader, phone = named
    begun = PartialDate(today() - timedelta(days=60))
    return Registration(
        division_code=f"{street[:9]}001",
        attributes={
            "name": f"示例区{place}{name}",
            "kind": Kind.COMMUNITY_GROUP,
            "leader_name": leader,
            "phone": phone,
            "member_count": 15,
            "address": f"{place}党群服务中心",
            "established_on": begun,
        },
        standings=(StandingMove(Standing.UNFILED, begun),),
        stages=(StageMove("sprouting", begun),),
    )


def _note(state: PaperState) -> str | None:
    return "缺少三名成员的联系方式" if state is PaperState.RETURNED else None
