from sqlalchemy import select

from app.demo.people import load_people
from app.people.models import Mentor, PersonLink, Qualification


def test_a_person_of_the_demo_hub_belongs_to_each_organization(session, look, organization):
    assert load_people(look, [organization.id]) == 1

    assert session.scalars(select(PersonLink.organization_id)).one() == organization.id
    assert len(session.scalars(select(Qualification)).all()) == 1
    assert len(session.scalars(select(Mentor)).all()) == 1
