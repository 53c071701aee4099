"""What the features tell of an organization on its timeline, collected."""

from collections.abc import Sequence

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.incubation.filing import timeline as filing
from app.incubation.plans import timeline as plans
from app.incubation.residencies import timeline as residencies
from app.incubation.reviews import timeline as reviews
from app.incubation.supports import timeline as supports
from app.people import timeline as people
from app.projects import timeline as projects
from app.projects.recognitions import timeline as recognitions
from app.standpoint import Standpoint
from app.trainings import timeline as trainings
from app.trainings.certificates import timeline as certificates

SOURCES: tuple[TimelineSource, ...] = (
    *reviews.TIMELINE,
    *plans.TIMELINE,
    *supports.TIMELINE,
    *filing.TIMELINE,
    *residencies.TIMELINE,
    *trainings.TIMELINE,
    *certificates.TIMELINE,
    *people.TIMELINE,
    *recognitions.TIMELINE,
    *projects.TIMELINE,
)

Story = tuple[TimelineSource, TimelineEntry]


def stories_of(standpoint: Standpoint, organization_id: int) -> Sequence[Story]:
    """Return every feature's entries with where they come from, in no order."""
    return [
        (source, entry)
        for source in SOURCES
        for entry in source.entries(standpoint, organization_id)
    ]
