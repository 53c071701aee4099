from dataclasses import replace
from datetime import date

from app.audit.operations import INSTANT
from app.db import utc_now
from app.people.models import Role
from app.people.operations import LinkDraft, end_link, link_person
from app.people.queries import PersonFilter, links_of, list_people
from tests.factories.people import PersonFactory, PersonLinkFactory

DAY = date(2024, 5, 6)


def test_links_are_told_as_they_were_known(session, codes, look, organization):
    person = PersonFactory.create(division_code=codes["晴湾社区"])
    link_id = link_person(look, person.id, LinkDraft(organization.id, Role.LEADER, DAY))
    before = replace(look, known_at=utc_now())
    session.info.pop(INSTANT)  # the next request has its own
    end_link(look, link_id, date(2025, 1, 1))

    assert [link.id for link in links_of(before, [person.id])[person.id]] == [link_id]
    assert links_of(look, [person.id]) == {}
    assert links_of(look.at_day(date(2024, 12, 31)), [person.id])[person.id][0].until is not None


def test_people_are_seen_in_their_division_and_where_they_are_linked(
    codes, look, organization, foreign
):
    own = PersonFactory.create(name="甲子丑", division_code=codes["晴湾社区"])
    linked = PersonFactory.create(name="乙寅卯", division_code=codes["云溪社区"])
    PersonFactory.create(name="丙辰巳", division_code=codes["云溪社区"])
    for home in (organization, foreign):
        PersonLinkFactory.create(person_id=linked.id, organization_id=home.id)

    assert {item.id for item in list_people(look, PersonFilter())} == {own.id, linked.id}
    links = links_of(look, [linked.id])[linked.id]
    assert [link.organization_id for link in links] == [organization.id]
