from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import NoResultFound

from app.db import utc_now
from app.extensions import db
from app.incubation.residencies import queries
from app.incubation.residencies.columns import RESIDENCE, Residence
from app.incubation.residencies.operations import StepTaken, correct_step, take_step
from app.incubation.residencies.predicates import is_resident
from app.incubation.residencies.queries import ResidencyFilter
from app.incubation.residencies.sources import POPULATION, ResidencySources
from app.incubation.residencies.steps import OCCUPYING, Exit, HandOverState, Step
from app.incubation.residencies.timeline import TIMELINE
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.organizations.standings import Standing
from tests.conftest import undone
from tests.factories import OrganizationFactory, StandingChangeFactory, example_divisions
from tests.factories.residencies import ResidencyFactory, RoomFactory
from tests.history.engines import either_session, postgresql_app
from tests.incubation.residencies.stays import applied, day, entered, entering, step_of
from tests.organizations.looks import look
from tests.organizations.writes import run

PLACED_STEPS = (Step.ENTERED, Step.MID_TERM, Step.RENEWED, Step.FINAL)

__all__ = ["either_session", "postgresql_app"]


@pytest.fixture
def here(either_session):
    return look()


def listed(standpoint, **wanted):
    rows = queries.list_residencies(standpoint, ResidencyFilter(**wanted), offset=0, limit=50)
    assert len(rows) == queries.count_residencies(standpoint, ResidencyFilter(**wanted))
    return [row.residency.id for row in rows]


def uses(standpoint):
    return {use.room.id: use.taken for use in queries.list_room_uses(standpoint)}


def at_day(standpoint, text, known_at=None):
    return look(viewer=standpoint.viewer, on=day(text), known_at=known_at)


class TestOccupancy:
    def test_runs_from_entering_until_leaving(self, here, organization, room):
        residency_id = entered(here, organization, room, on="2024-02-01", desks=4)
        left = StepTaken(Step.LEFT, day("2024-12-01"), "到期", exit_kind=Exit.TERM_OVER)
        run(take_step, here, residency_id, left)

        taken = {
            text: uses(at_day(here, text))[room.id]
            for text in ("2024-01-31", "2024-02-01", "2024-11-30", "2024-12-01")
        }

        assert list(taken.values()) == [0, 4, 4, 0]

    def test_of_a_day_is_as_known_then(self, here, organization, room):
        residency_id = entered(here, organization, room, desks=4)
        before = utc_now()
        step = step_of(residency_id, Step.ENTERED)
        run(correct_step, here, step.id, entering(room, desks=6))

        assert uses(at_day(here, "2024-03-01"))[room.id] == 6
        assert uses(at_day(here, "2024-03-01", known_at=before))[room.id] == 4

    def test_counts_stays_of_neighbors_but_shows_rooms_in_view_only(self, session):
        codes = example_divisions()
        room = RoomFactory.create(division_code=codes["晴川街道"])
        RoomFactory.create(division_code=codes["云栖街道"])
        neighbor = OrganizationFactory.create(division_code=codes["云溪社区"])
        place = {"room_id": room.id, "desks": 3, "ends_on": date(2025, 1, 1)}
        ResidencyFactory.create(
            organization_id=neighbor.id, steps=[(Step.ENTERED, "2024-02-01", place)]
        )
        here = look(codes["晴川街道"])

        assert uses(here) == {room.id: 3}
        assert listed(here) == []
        assert sum(use.room.capacity for use in queries.list_room_uses(here)) == 8

    def test_a_retired_room_shows_while_it_is_taken(self, here, organization):
        room = RoomFactory.create(is_retired=True)
        place = {"room_id": room.id, "desks": 3, "ends_on": date(2025, 1, 1)}
        ResidencyFactory.create(
            organization_id=organization.id, steps=[(Step.ENTERED, "2024-02-01", place)]
        )

        assert uses(at_day(here, "2024-03-01")) == {room.id: 3}
        assert uses(at_day(here, "2024-01-31")) == {}


@st.composite
def histories(draw):
    """A few residencies, each a chain of steps on rising days, in one of two rooms."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, 30))
        length = draw(st.integers(0, 4))
        steps = [Step.ENTERED, *[draw(st.sampled_from(PLACED_STEPS)) for _ in range(length)]]
        if draw(st.booleans()):
            steps.append(Step.LEFT)
        gaps = [draw(st.integers(1, 15)) for _ in steps]
        rows = []
        for step, gap in zip(steps, gaps, strict=True):
            start += gap
            desks = None if step is Step.LEFT else draw(st.integers(1, 4))
            rows.append((step, start, draw(st.integers(0, 1)) if desks else None, desks))
        found.append(rows)
    return found


class TestOccupancyOnAnyDay:
    @settings(max_examples=20, deadline=None)
    @given(histories(), st.lists(st.integers(0, 120), min_size=1, max_size=4))
    def test_equals_a_naive_replay(self, app, found, offsets):
        first = date(2024, 1, 1)
        with undone(app):
            rooms = [RoomFactory.create(), RoomFactory.create()]
            for rows in found:
                steps = [
                    (
                        step,
                        (first + timedelta(offset)).isoformat(),
                        {"room_id": None if place is None else rooms[place].id, "desks": desks},
                    )
                    for step, offset, place, desks in rows
                ]
                organization = OrganizationFactory.create()
                ResidencyFactory.create(
                    organization_id=organization.id, steps=steps, steps__since="2023-01-01"
                )
            here = look()
            for offset in offsets:
                expected = {room.id: 0 for room in rooms}
                residents = 0
                for rows in found:
                    past = [row for row in rows if row[1] <= offset]
                    if past and past[-1][0] in OCCUPYING:
                        residents += 1
                        expected[rooms[past[-1][2]].id] += past[-1][3]
                on = (first + timedelta(offset)).isoformat()
                for known_at in (None, utc_now()):
                    there = at_day(here, on, known_at=known_at)
                    assert uses(there) == expected
                    assert queries.count_figures(there).residents == residents


class TestList:
    def test_shows_what_has_not_ended_and_narrows(self, here, room):
        names = ["晴川合唱团", "晴川棋社", "晴川舞社"]
        one, two, three = (OrganizationFactory.create(name=name) for name in names)
        applying = applied(here, one)
        staying = entered(here, two, room, desks=2, ends_on="2024-12-31")
        gone = applied(here, three)
        run(take_step, here, gone, StepTaken(Step.DECLINED, day("2024-01-05"), "名额已满"))

        assert set(listed(here)) == {applying, staying}
        assert listed(here, state="applying") == [applying]
        assert listed(here, state="resident") == [staying]
        assert listed(here, state="ended") == [gone]
        assert listed(here, step=Step.DECLINED) == [gone]
        assert listed(here, room_id=room.id) == [staying]
        assert listed(here, text="合唱") == [applying]
        assert listed(here, ending="overdue") == [staying]
        assert listed(at_day(here, "2024-11-15"), ending="soon") == [staying]
        assert listed(at_day(here, "2024-10-15"), ending="soon") == []
        assert listed(at_day(here, "2023-12-31")) == []
        assert queries.count_figures(here) == queries.Figures(1, 1, 0, 1)

    def test_what_was_not_known_yet_is_left_out(self, here, organization):
        before = utc_now()
        applied(here, organization)

        assert listed(at_day(here, "2024-06-01", known_at=before)) == []

    def test_a_foreign_residency_is_not_found(self, session):
        codes = example_divisions()
        foreign = OrganizationFactory.create(division_code=codes["云溪社区"])
        residency = ResidencyFactory.create(organization_id=foreign.id)

        with pytest.raises(NoResultFound):
            queries.get_residency(look(codes["晴川街道"]), residency.id)
        assert queries.list_steps(look(codes["晴川街道"]), residency.id) == []


class TestPopulation:
    def test_gives_residents_and_their_desks(self, here, organization, room):
        entered(here, organization, room, desks=3)
        applied(here, OrganizationFactory.create())
        sources = POPULATION.sources(here)
        assert isinstance(sources, ResidencySources)

        statement = sources.select(POPULATION.identity(sources), sources.step.desks)
        rows = db.session.execute(statement.where(sources.is_resident())).all()

        assert [row[1] for row in rows] == [3]

    def test_every_column_selects_and_shows(self, here, organization, room):
        entered(here, organization, room)
        sources = POPULATION.sources(here)
        for column in POPULATION.columns():
            parts = column.select(sources)
            row = db.session.execute(sources.select(*parts).order_by(column.order(sources))).one()
            assert column.show(column.value(*row)) != ""


class TestRegister:
    def residents(self, standpoint):
        sources = Sources(standpoint)
        holds = is_resident(sources)
        return db.session.scalars(sources.select(Organization.id).where(holds)).all()

    def residence(self, standpoint, organization):
        sources = Sources(standpoint)
        statement = sources.select(*RESIDENCE.select(sources))
        row = db.session.execute(statement.where(Organization.id == organization.id)).one()
        return RESIDENCE.value(*row)

    def test_counts_organizations_in_force_that_occupy_a_place(self, here, organization, room):
        entered(here, organization, room, desks=2)
        dissolved = OrganizationFactory.create()
        entered(here, dissolved, room, desks=2)
        StandingChangeFactory.create(
            organization_id=dissolved.id, standing=Standing.DEREGISTERED, since=day("2024-05-01")
        )

        assert self.residents(here) == [organization.id]
        assert len(self.residents(at_day(here, "2024-03-01"))) == 2
        assert self.residents(at_day(here, "2024-01-31")) == []

    def test_tells_room_and_state_of_the_day(self, here, organization, room):
        residency_id = entered(here, organization, room)
        left = StepTaken(Step.LEFT, day("2024-12-01"), "到期", exit_kind=Exit.TERM_OVER)
        run(take_step, here, residency_id, left)

        assert self.residence(at_day(here, "2023-12-31"), organization) is None
        assert self.residence(at_day(here, "2024-01-01"), organization) == Residence(
            Step.APPLIED, None
        )
        there = self.residence(at_day(here, "2024-03-01"), organization)
        assert (there, str(there)) == (Residence(Step.ENTERED, "201室"), "在驻：201室")
        assert RESIDENCE.plain(self.residence(here, organization)) == "ended"

    def test_is_narrowed_by_state(self, here, organization, room):
        entered(here, organization, room)
        OrganizationFactory.create()
        for states, expected in ((["resident"], [organization.id]), (["ended"], [])):
            sources = Sources(here)
            match = RESIDENCE.match(sources, states)
            found = db.session.scalars(sources.select(Organization.id).where(match)).all()
            assert found == expected


class TestTimeline:
    def test_tells_each_step_up_to_the_day(self, here, organization, room):
        residency_id = entered(here, organization, room, on="2024-02-01")
        (source,) = TIMELINE

        entries = source.entries(at_day(here, "2024-02-01"), organization.id)

        assert [entry.title for entry in entries] == ["入驻：申请", "入驻：入壳"]
        assert entries[1].notes == ["201室，4个工位", "期限至 2025-01-31"]
        assert entries[1].arguments == {"residency_id": residency_id}
        assert len(source.entries(at_day(here, "2024-01-31"), organization.id)) == 1


def test_open_items_belong_to_the_residency(here, organization, room):
    residency_id = entered(here, organization, room)
    left = StepTaken(Step.LEFT, day("2024-12-01"), "到期", exit_kind=Exit.TERM_OVER)
    run(take_step, here, residency_id, left)

    items = queries.list_items(here, residency_id)

    assert {item.state for item in items} == {HandOverState.OPEN}
    assert queries.get_item(here, items[0].id)[1].id == residency_id
