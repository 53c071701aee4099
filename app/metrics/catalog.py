"""All metrics of the house, in the order they are shown, and what kinds of rows they count."""

from app.definitions.metrics import Metric
from app.definitions.populations import Population
from app.incubation import metrics as incubation
from app.organizations import metrics as organizations
from app.organizations.population import ORGANIZATION_POPULATION
from app.people import metrics as people
from app.projects import metrics as projects
from app.projects.assessments import metrics as assessments
from app.projects.money import metrics as money
from app.projects.money.sources import POPULATIONS as MONEY
from app.projects.recognitions import metrics as recognitions
from app.projects.results import metrics as results
from app.projects.results.sources import POPULATIONS as RESULTS
from app.trainings import metrics as trainings
from app.trainings.feedback import metrics as feedback


def all_metrics() -> tuple[Metric, ...]:
    return (
        *organizations.metrics(),
        *incubation.metrics(),
        *people.metrics(),
        *trainings.metrics(),
        *feedback.METRICS,
        *projects.metrics(),
        *money.METRICS,
        *results.METRICS,
        *assessments.metrics(),
        *recognitions.metrics(),
    )


def find_metric(key: str) -> Metric | None:
    return next((metric for metric in all_metrics() if metric.key == key), None)


def all_populations() -> tuple[Population, ...]:
    return (
        ORGANIZATION_POPULATION,
        *incubation.POPULATIONS,
        *people.POPULATIONS,
        *trainings.POPULATIONS,
        *feedback.POPULATIONS,
        *projects.POPULATIONS,
        *MONEY,
        *RESULTS,
        *recognitions.POPULATIONS,
    )


def find_population(key: str) -> Population | None:
    return next((item for item in all_populations() if item.key == key), None)


def population_of(metric: Metric) -> Population:
    """Return the population a metric of the catalog counts."""
    found = find_population(metric.population)
    assert found is not None, metric.key
    return found
