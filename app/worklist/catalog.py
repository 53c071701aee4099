"""All signals of the house, in the order they are shown, and how addresses name them."""

from app.definitions.signals import Signal, Urgency
from app.incubation.filing import signals as filing
from app.incubation.gates import signals as gates
from app.incubation.plans import signals as plans
from app.incubation.residencies import signals as residencies
from app.incubation.reviews import signals as reviews
from app.incubation.stages import signals as stages
from app.incubation.supports import signals as supports
from app.people import signals as people
from app.projects import signals as projects
from app.projects.assessments import signals as assessments
from app.projects.money import signals as money
from app.projects.results import signals as results
from app.trainings import signals as trainings
from app.trainings.certificates import signals as certificates
from app.worklist import signals as register

PRESSING = (Urgency.OVERDUE, Urgency.DUE)  # what the badge counts

SIGNALS: tuple[Signal, ...] = (
    *reviews.SIGNALS,
    *gates.SIGNALS,
    *stages.SIGNALS,
    *plans.SIGNALS,
    *supports.SIGNALS,
    *filing.SIGNALS,
    *residencies.SIGNALS,
    *people.SIGNALS,
    *trainings.SIGNALS,
    *projects.SIGNALS,
    *money.SIGNALS,
    *results.SIGNALS,
    *assessments.SIGNALS,
    *certificates.SIGNALS,
    *register.SIGNALS,
)


def slug_of(signal: Signal) -> str:
    """Return what addresses call the signal: its key without dots and underscores."""
    return signal.key.replace(".", "-").replace("_", "-")


_by_slug = {slug_of(signal): signal for signal in SIGNALS}


def find_signal(slug: str) -> Signal | None:
    return _by_slug.get(slug)


def pressing_signals() -> list[Signal]:
    return [signal for signal in SIGNALS if signal.urgency in PRESSING]
