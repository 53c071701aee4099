import io

import pytest
from sqlalchemy import select

from app.extensions import db
from app.incubation.residencies.models import HandOverItem, Residency, Room
from app.incubation.residencies.steps import HandOverState, Step
from tests.factories import OrganizationFactory
from tests.factories.residencies import HandOverItemFactory, ResidencyFactory, RoomFactory
from tests.incubation.residencies.stays import day, step_of, steps_of
from tests.organizations.pages import Page

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@pytest.fixture
def hall(street):
    """201室 of eight desks in the street."""
    return RoomFactory.create(name="201室", capacity=8, division_code=street.divisions["晴川街道"])


@pytest.fixture
def residency_id(street, hall):
    """晴湾合唱团 in 201室 from 2024-02-01 to 2025-01-31."""
    place = {"room_id": hall.id, "desks": 4, "ends_on": day("2025-01-31")}
    return ResidencyFactory.create(
        organization_id=street.organization.id, steps=[(Step.ENTERED, "2024-02-01", place)]
    ).id


def post(street, path, **data):
    return Page(street.client.post(path, data=data))


class TestApply:
    def test_begins_a_residency(self, street):
        path = f"/organizations/{street.organization.id}/residencies/new"
        page = post(street, path, since="2024-01-05", purpose="办公", desks_wish="4")

        (residency,) = db.session.scalars(select(Residency)).all()
        assert page.location == f"/incubation/residencies/{residency.id}"
        assert (residency.purpose, residency.desks_wish) == ("办公", 4)

    def test_says_what_is_wrong(self, street, residency_id):
        path = f"/organizations/{street.organization.id}/residencies/new"

        assert post(street, path, since="2024-01-05").error_of("purpose") == "请填写入驻用途"
        again = post(street, path, since="2024-03-05", purpose="办公")
        assert "另有入驻记录" in again.error_of("since")


class TestEditApplication:
    def test_saves_and_shows_a_stale_form_again(self, street, residency_id):
        path = f"/incubation/residencies/{residency_id}/application"

        assert post(street, path, purpose="", version="1").error_of("purpose")
        stale = post(street, path, purpose="培训", version="9")
        assert (stale.status, stale.value_of("version")) == (409, "1")
        post(street, path, purpose="培训", version="1")

        page = Page(street.client.get(f"/incubation/residencies/{residency_id}"))
        assert "入驻用途培训" in page.text


class TestShow:
    def test_tells_steps_and_offers_the_next_ones(self, street, residency_id):
        page = Page(street.client.get(f"/incubation/residencies/{residency_id}"))

        assert "入壳 201室，4个工位，期限至 2025-01-31" in page.text
        assert "期限已于 2025-01-31 届满" in page.text
        assert page.links("续驻") == [
            f"/incubation/residencies/{residency_id}/steps/new?step=renewed"
        ]
        assert page.links("签约") == []

    def test_offers_nothing_to_who_only_reads(self, street, residency_id, browser_of):
        page = Page(browser_of("leader").get(f"/incubation/residencies/{residency_id}"))

        assert page.links("续驻") == page.links("更正") == []


class TestTakeStep:
    def test_takes_the_step_and_keeps_the_files(self, street, residency_id):
        path = f"/incubation/residencies/{residency_id}/steps/new?step=mid_term"
        data = {"since": "2024-08-01", "verdict": "passed", "score": "88", "reason": "良好"}
        files = {"files": (io.BytesIO(PNG), "评估表.png")}

        answer = street.client.post(path, data={**data, **files})

        assert answer.location == f"/incubation/residencies/{residency_id}"
        assert steps_of(residency_id)[-1] == ("mid_term", "2024-08-01")
        page = Page(street.client.get(answer.location))
        assert "通过，88分，良好" in page.text
        assert "评估表.png" in page.text

    def test_says_what_is_wrong(self, street, residency_id, hall):
        path = f"/incubation/residencies/{residency_id}/steps/new?step=renewed"
        data = {"since": "2025-02-01", "room_id": str(hall.id), "ends_on": "2026-01-31"}

        assert post(street, path, **data).error_of("desks") == "请填写工位数"
        page = post(street, path, **data, desks="9")
        assert page.error_of("desks") == ("“201室”共8个工位，这段时间已占用0个，不够再安排9个")

    def test_proposes_the_place_agreed_on_and_another_year(self, street, residency_id):
        path = f"/incubation/residencies/{residency_id}/steps/new?step=renewed"
        page = Page(street.client.get(path))

        assert page.value_of("ends_on") == "2026-01-31"
        assert page.value_of("desks") == "4"
        assert "201室（共8个工位，空余4个）" in page.text

    @pytest.mark.parametrize("query", ["", "?step=applied", "?step=nonsense"])
    def test_leads_back_for_a_step_that_cannot_come_next(
        self,
        street,
        residency_id,
        query,
    ):
        path = f"/incubation/residencies/{residency_id}/steps/new{query}"

        assert street.client.get(path).location == f"/incubation/residencies/{residency_id}"

    def test_asks_how_and_why_it_ends(self, street, residency_id):
        path = f"/incubation/residencies/{residency_id}/steps/new?step=left"

        page = post(street, path, since="2025-02-01")
        assert page.error_of("exit_kind") == "请选择出壳方式"
        assert page.error_of("reason") == "请填写原因"
        post(street, path, since="2025-02-01", exit_kind="term_over", reason="期满")
        page = Page(street.client.get(f"/incubation/residencies/{residency_id}"))
        assert "交接清单" in page.text


class TestCorrectAndWithdraw:
    def test_correct(self, street, residency_id, hall):
        step = step_of(residency_id, Step.ENTERED)
        path = f"/incubation/residencies/{residency_id}/steps/{step.id}"
        data = {"room_id": str(hall.id), "desks": "4", "ends_on": "2025-01-31"}

        unchanged = post(street, path, **data, since="2024-02-01")
        assert unchanged.summary[0].startswith("内容与原记录相同")
        assert "早于前一步" in post(street, path, **data, since="2023-12-01").error_of("since")
        post(street, path, **data, since="2024-02-05")

        assert steps_of(residency_id)[-1] == ("entered", "2024-02-05")
        assert street.client.get(path).status_code == 409

    def test_withdraw(self, street, residency_id):
        first = step_of(residency_id, Step.APPLIED)
        last = step_of(residency_id, Step.ENTERED)
        base = f"/incubation/residencies/{residency_id}/steps"

        refused = post(street, f"{base}/{first.id}/withdrawal")
        assert refused.summary[0].startswith("办理进度已有变化")
        post(street, f"{base}/{last.id}/withdrawal", reason="记错了")

        assert steps_of(residency_id) == [("applied", "2024-01-01")]

    def test_a_residency_without_steps_says_so(self, street):
        residency = ResidencyFactory.create(organization_id=street.organization.id)
        number, step = residency.id, step_of(residency.id, Step.APPLIED)
        post(street, f"/incubation/residencies/{number}/steps/{step.id}/withdrawal")

        page = Page(street.client.get(f"/incubation/residencies/{number}"))
        assert "申请已撤回" in page.text


class TestHandOver:
    def test_is_noted_and_a_stale_form_is_shown_again(self, street, residency_id):
        item = HandOverItemFactory.create(residency_id=residency_id)
        path = f"/incubation/residencies/{residency_id}/hand-over/{item.id}"

        stale = post(street, path, state="done", version="7")
        assert stale.status == 409
        assert stale.value_of("version") == "1"
        assert post(street, path, state="lost", version="1").error_of("state")
        post(street, path, state="done", done_on="2025-02-03", version="1")

        kept = db.session.get(HandOverItem, item.id)
        assert (kept.state, kept.done_on) == (HandOverState.DONE, day("2025-02-03"))

    def test_of_another_residency_is_not_found(self, street, residency_id):
        item = HandOverItemFactory.create(residency_id=residency_id)
        other = ResidencyFactory.create(organization_id=OrganizationFactory.create().id)

        path = f"/incubation/residencies/{other.id}/hand-over/{item.id}"
        assert street.client.get(path).status_code == 404


class TestRooms:
    def test_are_added_changed_and_retired(self, street, residency_id, hall):
        data = {
            "name": "202室",
            "division_code": street.divisions["晴川街道"],
            "kind": "open_desks",
            "capacity": "12",
        }
        assert post(street, "/incubation/residencies/rooms/new", name="202室").error_of("capacity")
        post(street, "/incubation/residencies/rooms/new", **data)
        room = db.session.scalars(select(Room).where(Room.name == "202室")).one()
        path = f"/incubation/residencies/rooms/{room.id}"
        post(street, path, **data, version="1", is_retired="y")
        assert db.session.get(Room, room.id).is_retired

        page = Page(street.client.get("/incubation/residencies/rooms"))
        assert "202室 已停用" in page.text

    def test_in_use_are_not_retired(self, street, residency_id, hall):
        path = f"/incubation/residencies/rooms/{hall.id}"
        data = Page(street.client.get(path)).filled()

        assert "现有4个工位在用" in post(street, path, **data, is_retired="y").error_of("capacity")
        assert post(street, path, **{**data, "version": "9"}).status == 409


class TestIndex:
    def test_shows_figures_list_and_rooms(self, street, residency_id):
        page = Page(street.client.get("/incubation/residencies"))

        assert "晴湾合唱团" in page.text
        assert "已过期" in page.text
        earlier = Page(street.client.get("/incubation/residencies?on=2024-01-15&state=resident"))
        assert "没有符合条件的入驻记录" in earlier.text

    def test_says_what_to_do_where_there_is_nothing(self, street):
        page = Page(street.client.get("/incubation/residencies"))

        assert "统计日没有申请中或在驻的组织" in page.text
        assert "还没有场所" in page.text

    def test_costs_the_same_however_many_there_are(self, street, hall, count_queries):
        def cost():
            with count_queries() as queries:
                assert street.client.get("/incubation/residencies?size=50").status_code == 200
            return len(queries)

        self._add(street, hall, 1)
        cost()
        few = cost()
        self._add(street, hall, 8)

        assert cost() == few

    def _add(self, street, hall, count):
        for _ in range(count):
            organization = OrganizationFactory.create(division_code=street.divisions["晴湾社区"])
            place = {"room_id": hall.id, "desks": 1, "ends_on": day("2027-01-31")}
            ResidencyFactory.create(
                organization_id=organization.id, steps=[(Step.ENTERED, "2024-02-01", place)]
            )
            RoomFactory.create(division_code=street.divisions["晴川街道"])
