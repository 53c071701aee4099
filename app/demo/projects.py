"""Projects of the demo hub: a round, and projects from 申报 to 验收."""

from datetime import timedelta

from sqlalchemy import select

from app.divisions.queries import within
from app.extensions import db
from app.organizations.models import Organization, StandingChange
from app.projects.facts import Carrier, ProjectFacts, StepTaken
from app.projects.operations import enter_project, take_step
from app.projects.operations.rounds import RoundDraft, add_round
from app.projects.words import Decision, Level
from app.standpoint import Standpoint, today

YUAN = 100
GRANTED_FROM = 3  # steps gone: from 确认 on the money is promised
WAY = ("applied", "reviewed", "confirmed", "running", "accepted")
# Name, level, yuan, and how many steps of the way it has gone.
PROJECTS = (
    ("银龄互助学堂", Level.CITY, 48_000, 5),
    ("邻里食堂", Level.COMMUNITY, 15_000, 4),
    ("四点半课堂", Level.DISTRICT, 125_000, 3),
    ("楼道微更新", Level.STREET, 80_000, 2),
    ("共享工具屋", Level.STREET, 10_000, 1),
)


def load_projects(standpoint: Standpoint) -> int:
    """Enter a round and a few projects in the division; return how many projects."""
    on = today()
    draft = RoundDraft(
        name="民生微实事第一批",
        division_code=standpoint.division,
        kind="民生微实事",
        pipeline="default",
        budget=500_000 * YUAN,
        cap=200_000 * YUAN,
    )
    round_id = add_round(standpoint, draft)
    ids = _organizations(standpoint, len(PROJECTS))
    for organization_id, (name, level, yuan, gone) in zip(ids, PROJECTS, strict=False):
        facts = ProjectFacts(
            name=name,
            round_id=round_id,
            organizations=(Carrier(organization_id),),
            level=level,
            source="街道财政",
            requested=yuan * YUAN,
            granted=yuan * YUAN if gone >= GRANTED_FROM else None,
            starts_on=on - timedelta(days=200),
            ends_on=on - timedelta(days=5) if gone == len(WAY) else on + timedelta(days=60),
        )
        first = StepTaken(WAY[0], on - timedelta(days=240))
        number = enter_project(standpoint, facts, first)
        for place, step in enumerate(WAY[1:gone], 1):
            day = on - timedelta(days=240 - 59 * place)
            take_step(standpoint, number, StepTaken(step, day, Decision.PASS, "材料齐全，同意"))
    return min(len(ids), len(PROJECTS))


def _organizations(standpoint: Standpoint, count: int) -> list[int]:
    """Return organizations that were there a year ago."""
    statement = (
        select(Organization.id)
        .join(StandingChange, StandingChange.organization_id == Organization.id)
        .where(
            within(Organization.division_code, standpoint),
            StandingChange.since <= today() - timedelta(days=365),
        )
        .distinct()
        .order_by(Organization.id)
        .limit(count)
    )
    return list(db.session.scalars(statement))
