"""Who came to an organization and who left it, on its timeline."""

from collections.abc import Iterator, Sequence

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.i18n import _, _l
from app.people.labels import ROLE_LABELS
from app.people.models import PersonLink
from app.people.queries import is_current, list_links_of_organization, sees_names
from app.standpoint import Standpoint
from app.values.dates import PartialDate
from app.values.personal import mask_name


def _entries(standpoint: Standpoint, organization_id: int) -> Sequence[TimelineEntry]:
    links = list_links_of_organization(standpoint, organization_id)
    is_open = bool(links) and sees_names(standpoint)
    return [entry for link in links for entry in _told(standpoint, link, is_open=is_open)]


def _told(standpoint: Standpoint, link: PersonLink, *, is_open: bool) -> Iterator[TimelineEntry]:
    name = link.person.name if is_open else mask_name(link.person.name)
    words = {"role": ROLE_LABELS[link.role], "name": name}
    arguments = {"person_id": link.person_id}
    yield TimelineEntry(
        on=PartialDate(link.since),
        title=_("%(role)s：%(name)s", **words),
        recorded_at=link.recorded_at,
        recorded_by=link.recorded_by,
        endpoint="people.detail",
        arguments=arguments,
    )
    if link.until is not None and not is_current(standpoint, link):
        yield TimelineEntry(
            on=PartialDate(link.until),
            title=_("%(role)s离开：%(name)s", **words),
            recorded_at=link.recorded_at,
            recorded_by=link.recorded_by,
            endpoint="people.detail",
            arguments=arguments,
        )


TIMELINE: tuple[TimelineSource, ...] = (TimelineSource("people", _l("人员"), "people", _entries),)
