from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.db import utc_now
from app.organizations.errors import (
    BeforeExistenceError,
    FutureDayError,
    KnownAtRefusedError,
    ReasonMissingError,
    UnknownDivisionError,
)
from app.organizations.followers import CHANGED
from app.people.errors import (
    LevelTakenError,
    LinkSpanError,
    LinkTakenError,
    SamePersonError,
    SharedPersonError,
    StalePersonError,
)
from app.people.models import Person, PersonLink, Qualification, QualificationLevel, Role
from app.people.operations import (
    LinkDraft,
    PersonDraft,
    PersonEdit,
    add_person,
    edit_person,
    end_link,
    link_person,
    record_qualification,
    reveal_phone,
    withdraw_link,
    withdraw_person,
    withdraw_qualification,
)
from app.standpoint import today
from tests.factories.people import PersonFactory, PersonLinkFactory, QualificationFactory

TOMORROW = today() + timedelta(days=1)
DAY = date(2024, 5, 6)


@pytest.fixture
def person(codes):
    return PersonFactory.create(division_code=codes["晴川街道"], phone="13800000001")


class TestAddPerson:
    def test_leaves_a_trace_without_name_or_phone(self, session, codes, look, last_event):
        draft = PersonDraft("甲子丑", codes["晴湾社区"], "13800000001", "晴湾社区")

        person = session.get(Person, add_person(look, draft))

        assert (person.match_key, person.version) == ("甲子丑", 1)
        event = last_event()
        assert (event.action, event.subject_name) == ("person:add", "甲**")
        assert "13800000001" not in str(event.changes)

    def test_offers_who_has_the_phone_whatever_the_name(self, codes, look, person):
        draft = PersonDraft("乙寅卯", codes["晴湾社区"], "13800000001、0571-81234567")

        with pytest.raises(SamePersonError) as caught:
            add_person(look, draft)

        assert [item.id for item in caught.value.people] == [person.id]
        assert add_person(look, replace(draft, is_another=True)) != person.id

    def test_offers_who_has_the_name_where_a_phone_is_missing(self, codes, look, person):
        with pytest.raises(SamePersonError):
            add_person(look, PersonDraft("甲 子丑", codes["晴川街道"]))
        add_person(look, PersonDraft("甲子丑", codes["晴湾社区"]))  # another division
        add_person(look, PersonDraft("甲子丑", codes["晴川街道"], "13800000002"))  # other phone

    def test_knows_nobody_of_another_division(self, codes, look):
        PersonFactory.create(division_code=codes["云溪社区"], phone="13800000009")

        assert add_person(look, PersonDraft("甲子丑", codes["晴湾社区"], "13800000009"))
        with pytest.raises(UnknownDivisionError):
            add_person(look, PersonDraft("乙寅卯", codes["云溪社区"]))

    def test_is_refused_from_earlier_knowledge(self, codes, look):
        with pytest.raises(KnownAtRefusedError):
            add_person(replace(look, known_at=utc_now()), PersonDraft("甲子丑", codes["晴湾社区"]))


class TestEditPerson:
    def test_keeps_the_phone_unless_another_is_given(self, session, look, person, last_event):
        edit_person(look, person.id, PersonEdit(1, "乙寅卯"))

        assert (person.name, person.phone, person.version) == ("乙寅卯", "13800000001", 2)
        assert last_event().changes == {"fields": ["name"]}
        edit_person(look, person.id, PersonEdit(2, "乙寅卯", phone=""))
        assert person.phone is None

    def test_refuses_who_came_too_late(self, look, person):
        edit_person(look, person.id, PersonEdit(1, "乙寅卯"))

        with pytest.raises(StalePersonError):
            edit_person(look, person.id, PersonEdit(1, "丙辰巳"))

    def test_finds_nobody_outside(self, codes, look):
        outside = PersonFactory.create(division_code=codes["云溪社区"])

        with pytest.raises(NoResultFound):
            edit_person(look, outside.id, PersonEdit(1, "乙寅卯"))


class TestRevealPhone:
    def test_is_written_down_with_its_reason(self, look, person, last_event):
        assert reveal_phone(look, person.id, "通知培训") == "13800000001"

        event = last_event()
        assert (event.action, event.actor_id) == ("person:phone:reveal", look.viewer)
        assert (event.subject_id, event.changes) == (person.id, {"reason": "通知培训"})

    def test_asks_for_a_reason(self, look, person, last_event):
        with pytest.raises(ReasonMissingError):
            reveal_phone(look, person.id, "  ")
        assert last_event() is None


class TestLinks:
    def test_begin_and_end_and_tell_who_follows(
        self, session, look, person, organization, last_event
    ):
        link_id = link_person(look, person.id, LinkDraft(organization.id, Role.LEADER, DAY))
        assert session.info[CHANGED] == {organization.id}
        assert last_event().action == "person:link"

        ended_id = end_link(look, link_id, date(2025, 1, 1))

        old, new = session.get(PersonLink, link_id), session.get(PersonLink, ended_id)
        assert old.superseded_at is not None
        assert (new.since, new.until, new.superseded_at) == (DAY, date(2025, 1, 1), None)
        assert last_event().changes["until"] == [None, "2025-01-01"]
        with pytest.raises(NoResultFound):
            end_link(look, link_id, date(2025, 2, 1))

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"since": TOMORROW}, FutureDayError),
            ({"since": date(2019, 12, 31)}, BeforeExistenceError),
            ({"until": DAY}, LinkSpanError),
            ({"until": TOMORROW}, LinkSpanError),
        ],
    )
    def test_are_refused(self, session, look, person, organization, changes, error):
        draft = replace(LinkDraft(organization.id, Role.LEADER, DAY), **changes)

        with pytest.raises(error):
            link_person(look, person.id, draft)
        assert session.scalars(select(PersonLink)).all() == []

    def test_of_one_role_do_not_overlap(self, look, person, organization):
        link_person(look, person.id, LinkDraft(organization.id, Role.LEADER, DAY))

        with pytest.raises(LinkTakenError):
            link_person(look, person.id, LinkDraft(organization.id, Role.LEADER, date(2023, 1, 1)))
        before = LinkDraft(organization.id, Role.LEADER, date(2023, 1, 1), DAY)
        link_person(look, person.id, before)
        link_person(look, person.id, LinkDraft(organization.id, Role.CONTACT, DAY))

    def test_end_after_they_began_and_not_in_the_future(self, look, person, organization):
        link_id = link_person(look, person.id, LinkDraft(organization.id, Role.LEADER, DAY))

        for day in (DAY, TOMORROW):
            with pytest.raises(LinkSpanError):
                end_link(look, link_id, day)

    def test_can_be_withdrawn(self, session, look, person, organization, last_event):
        link_id = link_person(look, person.id, LinkDraft(organization.id, Role.LEADER, DAY))

        withdraw_link(look, link_id, "录错")

        assert session.get(PersonLink, link_id).superseded_by == look.viewer
        assert last_event().changes["role"] == ["leader", None]

    def test_lead_to_no_organization_outside(self, look, person, foreign):
        with pytest.raises(NoResultFound):
            link_person(look, person.id, LinkDraft(foreign.id, Role.LEADER, DAY))


class TestQualifications:
    def test_are_recorded_once_each_and_withdrawn(
        self, session, look, person, organization, last_event
    ):
        PersonLinkFactory.create(person_id=person.id, organization_id=organization.id)
        level = QualificationLevel.ASSISTANT

        number = record_qualification(look, person.id, level, DAY)

        assert session.info[CHANGED] == {organization.id}
        assert last_event().changes["level"] == [None, "assistant"]
        with pytest.raises(LevelTakenError):
            record_qualification(look, person.id, level, DAY)
        withdraw_qualification(look, number)
        assert session.get(Qualification, number).superseded_at is not None
        record_qualification(look, person.id, level, DAY)

    def test_are_not_obtained_in_the_future(self, look, person):
        with pytest.raises(FutureDayError):
            record_qualification(look, person.id, QualificationLevel.SENIOR, TOMORROW)


class TestWithdrawPerson:
    def test_takes_links_and_qualifications_along(self, session, look, person, organization):
        link = PersonLinkFactory.create(person_id=person.id, organization_id=organization.id)
        held = QualificationFactory.create(person_id=person.id)

        withdraw_person(look, person.id, "重复")

        assert {link.superseded_by, held.superseded_by, person.superseded_by} == {look.viewer}

    def test_is_refused_where_others_know_the_person(self, look, person, organization, foreign):
        PersonLinkFactory.create(person_id=person.id, organization_id=organization.id)
        PersonLinkFactory.create(person_id=person.id, organization_id=foreign.id)

        with pytest.raises(SharedPersonError):
            withdraw_person(look, person.id)
