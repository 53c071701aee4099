from app.demo.residencies import ROOMS, STORIES, load_residencies
from app.incubation.residencies import queries
from tests.factories import OrganizationFactory
from tests.organizations.writes import run


def test_loads_rooms_and_residencies_in_every_state(here):
    organizations = [OrganizationFactory.create() for _ in STORIES]

    run(load_residencies, here, [organization.id for organization in organizations])

    figures = queries.count_figures(here)
    assert (figures.residents, figures.applying, figures.overdue) == (3, 2, 1)
    assert len(queries.list_room_uses(here)) == len(ROOMS)
