"""What all areas of incubation know of one organization, at a standpoint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.extensions import db
from app.incubation.board.pages import Card, make_cards
from app.incubation.board.queries import find_place
from app.incubation.criteria.gates import Gate
from app.incubation.filing.checklist import Checklist, checklists
from app.incubation.filing.models import STATE_LABELS
from app.incubation.filing.queries import standing_of
from app.incubation.gates.queries import gates_of
from app.incubation.plans.models import GrowthPlan, PlanStep
from app.incubation.plans.queries import find_active_plan, get_plan
from app.incubation.residencies.models import Residency
from app.incubation.residencies.queries import Row as Stay
from app.incubation.residencies.sources import ResidencySources
from app.incubation.residencies.steps import ENDED, STEP_LABELS
from app.incubation.reviews.labels import RECOMMENDATION_LABELS
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.queries import ReviewFilter, list_reviews
from app.incubation.supports.kinds import KIND_LABELS
from app.incubation.supports.models import Support
from app.incubation.supports.queries import SupportFilter, Totals, list_supports, total
from app.organizations.dictionaries import stage_words
from app.organizations.models import Organization
from app.organizations.standings import Standing
from app.standpoint import Standpoint

REVIEWS, SUPPORTS = 3, 5  # the latest shown
LABELS = {
    "paper": STATE_LABELS,
    "recommendation": RECOMMENDATION_LABELS,
    "step": STEP_LABELS,
    "support": KIND_LABELS,
}


@dataclass(frozen=True)
class OrganizationPage:
    """`card` is None where the organization is not in force on the day."""

    card: Card | None
    gate: Gate | None
    gate_label: str
    reviews: Sequence[Review]
    plan: GrowthPlan | None  # in progress, steps loaded
    supports: Sequence[Support]
    supported: Totals  # in the standpoint's period
    stay: Stay | None
    has_left: bool
    filing: Checklist | None  # of a group that is not filed yet

    @property
    def open_steps(self) -> list[PlanStep]:
        return [step for step in self.plan.steps if step.done_on is None] if self.plan else []


def load_page(standpoint: Standpoint, organization: Organization) -> OrganizationPage:
    organization_id = organization.id
    place = find_place(standpoint, organization_id)
    gates = gates_of(standpoint, [organization_id]).get(organization_id, {}) if place else {}
    gate = next(iter(gates.values()), None)
    labels = {word.key: word.label for word in stage_words()}
    stay = _find_stay(standpoint, organization_id)
    of_all_time = SupportFilter(organization_id=organization_id, first=date.min)
    concluded = ReviewFilter(ReviewState.CONCLUDED, organization_id=organization_id)
    return OrganizationPage(
        card=make_cards(standpoint, [place])[place.id] if place else None,
        gate=gate,
        gate_label=labels.get(gate.to_stage, "") if gate else "",
        reviews=list_reviews(standpoint, concluded, limit=REVIEWS),
        plan=_find_plan(standpoint, organization_id),
        supports=list_supports(standpoint, of_all_time, limit=SUPPORTS),
        supported=total(standpoint, SupportFilter(organization_id=organization_id)),
        stay=stay,
        has_left=stay is not None and stay.step.step in ENDED,
        filing=_find_checklist(standpoint, organization),
    )


def _find_stay(standpoint: Standpoint, organization_id: int) -> Stay | None:
    """Return the latest residency at its step of the day."""
    sources = ResidencySources(standpoint)
    statement = (
        sources.select(Residency, sources.step, sources.room)
        .where(Residency.organization_id == organization_id)
        .order_by(sources.step.since.desc(), Residency.id.desc())
        .limit(1)
    )
    row = db.session.execute(statement).first()
    return None if row is None else Stay(*row)


def _find_plan(standpoint: Standpoint, organization_id: int) -> GrowthPlan | None:
    plan = find_active_plan(standpoint, organization_id)
    return None if plan is None else get_plan(standpoint, plan.id)


def _find_checklist(standpoint: Standpoint, organization: Organization) -> Checklist | None:
    if standing_of(standpoint, organization.id) is not Standing.UNFILED:
        return None
    return checklists(standpoint, [organization])[organization.id]
