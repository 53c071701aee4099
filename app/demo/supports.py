"""The support log and a growth plan of the demo hub."""

from datetime import timedelta

from sqlalchemy import select

from app.divisions.queries import within
from app.extensions import db
from app.incubation.plans.operations import PlanDraft, StepDraft, make_plan
from app.incubation.plans.proposing import propose
from app.incubation.supports.kinds import SupportForm, SupportKind
from app.incubation.supports.operations import SupportEntry, record_supports
from app.organizations.models import Organization, StageChange, StandingChange
from app.standpoint import Standpoint, today

# Days ago, kind, form, minutes, problem, advice, and in how many days to follow up.
LOG = (
    (
        2,
        SupportKind.CONSULTING,
        SupportForm.INDIVIDUAL,
        60,
        "不清楚备案流程",
        "先定负责人和章程",
        7,
    ),
    (9, SupportKind.MENTORING, SupportForm.ON_SITE, 120, "活动记录不全", "按次登记并留照片", 5),
    (20, SupportKind.POLICY, SupportForm.GROUP, 90, None, "学习社区社会组织备案政策", None),
    (33, SupportKind.VENUE, SupportForm.ON_SITE, None, "缺少活动场地", "使用社区活动室", None),
    (45, SupportKind.RESOURCES, SupportForm.PHONE, 30, "缺少物资", "对接爱心企业", None),
)


def load_supports(standpoint: Standpoint, by_name: str) -> int:
    """Enter a few supports and a plan in the division; return how many supports."""
    on = today()
    ids = _organizations(standpoint, len(LOG) + 1)
    entries = [
        SupportEntry(
            on=on - timedelta(days=ago),
            kind=kind,
            minutes=minutes,
            by_name=by_name,
            form=form,
            problem=problem,
            advice=advice,
            follow_up_on=on + timedelta(days=days - ago) if days is not None else None,
            organization_ids=tuple(ids[at : at + 2]),
        )
        for at, (ago, kind, form, minutes, problem, advice, days) in enumerate(LOG)
        if ids[at:]
    ]
    record_supports(standpoint, entries)
    if ids:
        _make_plan(standpoint, ids[0], by_name)
    return len(entries)


def _organizations(standpoint: Standpoint, count: int) -> list[int]:
    """Return organizations at the first stage that were there before the log begins."""
    old = select(StandingChange.organization_id).where(
        StandingChange.superseded_at.is_(None), StandingChange.since < today() - timedelta(days=60)
    )
    young = select(StageChange.organization_id).where(
        StageChange.stage == "sprouting", StageChange.superseded_at.is_(None)
    )
    statement = select(Organization.id).where(
        within(Organization.division_code, standpoint),
        Organization.id.in_(old),
        Organization.id.in_(young),
    )
    return list(db.session.scalars(statement.order_by(Organization.id).limit(count)))


def _make_plan(standpoint: Standpoint, organization_id: int, by_name: str) -> None:
    proposal = propose(standpoint, organization_id)
    steps = tuple(
        StepDraft(step.text, step.due_on, by_name, step.criterion_id) for step in proposal.steps
    )
    stage = proposal.from_stage.key if proposal.from_stage else None
    make_plan(
        standpoint,
        organization_id,
        PlanDraft("孵化大纲", stage, proposal.to_stage.key, "一年内达到下一阶段的条件。", steps),
    )
