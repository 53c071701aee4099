from datetime import date

import pytest

from app.access.permissions import Role
from app.extensions import db
from app.standpoint import today
from app.trainings.models import Presence, SessionMentor, SessionState
from app.trainings.sessions import queries
from app.trainings.sessions.facts import SessionFacts
from app.trainings.sessions.operations import plan_session
from tests.factories import AccountFactory
from tests.factories.people import MentorFactory, PersonFactory
from tests.factories.trainings import AttendanceFactory, SessionFactory, SignUpFactory


@pytest.fixture
def client(sign_in, staff):
    return sign_in(staff)


@pytest.fixture
def held(codes):
    return SessionFactory.create(division_code=codes["晴川街道"], title="财务规范")


PAGES = (
    "/trainings",
    "/trainings?month=2026-03&state=held&q=财务&form=lecture",
    "/trainings/new",
    "/trainings/deleted",
    "/trainings/unknown-organizations",
    "/trainings/{id}",
    "/trainings/{id}/edit",
    "/trainings/{id}/cancellation",
    "/trainings/{id}/deletion",
    "/trainings/{id}/sign-ups",
    "/trainings/{id}/invitations",
    "/trainings/{id}/sign-ins",
    "/trainings/{id}/sign-in-sheet",
    "/organizations/{organization}/trainings",
    "/organizations/{organization}",
    "/trainings/courses",
    "/trainings/courses/new",
    "/worklist",
    "/metrics/trainings.attendances",
    "/metrics/trainings.sessions?training_category=1",
    "/metrics/trainings.never",
)


class TestPages:
    @pytest.mark.parametrize("path", PAGES)
    def test_open(self, client, held, organization, path):
        number = held.session_id
        AttendanceFactory.create(session_id=number, organization_id=organization.id)
        AttendanceFactory.create(session_id=number, organization_text="晴湾 棋社", name="乙丑寅")
        SignUpFactory.create(session_id=number, name="丙寅卯")

        page = client.get(path.format(id=number, organization=organization.id))

        assert page.status_code == 200

    def test_hide_names_and_phones_from_a_leader(self, sign_in, codes, held):
        AttendanceFactory.create(session_id=held.session_id, phone="13800000001")
        leader = AccountFactory.create(role=Role.LEADER, division_code=codes["晴川街道"])

        page = sign_in(leader).get(f"/trainings/{held.session_id}").text

        assert "138****0001" in page
        assert "13800000001" not in page
        assert "甲子丑" not in page

    def test_list_in_a_constant_number_of_queries(self, client, codes, count_queries):
        def ask():
            with count_queries() as queries_:
                assert client.get("/trainings").status_code == 200
            return len(queries_)

        SessionFactory.create(division_code=codes["晴川街道"])
        one = ask()
        for _ in range(5):
            detail = SessionFactory.create(division_code=codes["晴川街道"])
            AttendanceFactory.create(session_id=detail.session_id)

        assert ask() == one


class TestPlanning:
    def test_lists_repeated_days_before_it_saves_them(self, client, look):
        sent = {
            "title": "每周沙龙",
            "held_on": "2026-03-03",
            "state": "planned",
            "form": "",
            "repeat": "weekly",
            "times": "3",
            "new_category": "读书会",
        }

        listed = client.post("/trainings/new", data=sent)
        assert "2026-03-17" in listed.text
        assert not queries.list_sessions(look, queries.SessionFilter())

        days = "2026-03-03,2026-03-10,2026-03-17"
        answer = client.post("/trainings/new", data={**sent, "listed": days})
        assert answer.location.endswith("/trainings")
        rows = queries.list_sessions(look, queries.SessionFilter())
        assert [row.detail.held_on.day for row in rows] == [17, 10, 3]
        assert [row.session.number for row in rows] == ["PX-2026-03", "PX-2026-02", "PX-2026-01"]

    def test_refuses_an_end_before_the_start(self, client):
        days = {"held_on": "2026-03-03", "ends_on": "2026-03-02"}
        sent = {**days, "title": "财务", "form": "", "state": "held", "repeat": ""}

        assert "结束日期不能早于培训日期" in client.post("/trainings/new", data=sent).text


class TestEditing:
    def test_answers_409_to_a_form_of_an_older_state(self, client, held):
        sent = {
            "title": "改名",
            "held_on": "2026-03-01",
            "state": "held",
            "form": "",
            "version": "9",
        }

        answer = client.post(f"/trainings/{held.session_id}/edit", data=sent)

        assert answer.status_code == 409

    def test_holds_deletes_and_restores(self, client, look):
        number = plan_session(look, SessionFacts(title="沙龙", held_on=date(2026, 3, 1)))
        db.session.commit()

        client.post(f"/trainings/{number}/holding")
        assert queries.get_session(look, number).state is SessionState.HELD
        client.post(f"/trainings/{number}/deletion", data={"reason": "重复"})
        assert client.get(f"/trainings/{number}").status_code == 404
        assert "沙龙" in client.get("/trainings/deleted").text
        client.post(f"/trainings/{number}/restoration")
        assert client.get(f"/trainings/{number}").status_code == 200


class TestGrid:
    def test_saves_300_people_in_one_request(self, client, look, held):
        number = held.session_id
        rows = [
            SignUpFactory.create(session_id=number, name=f"甲{i}", phone=f"1380000{i:04}")
            for i in range(300)
        ]
        sent = {f"p-u{row.id}-": "present" for row in rows}

        answer = client.post(
            f"/trainings/{number}/sign-ins", data={**sent, "people": "丙寅卯 晴湾棋社 请假"}
        )

        assert answer.status_code == 302
        counts = queries.attendance_counts(look, number)
        assert counts == {Presence.PRESENT: 300, Presence.EXCUSED: 1, Presence.ABSENT: 0}

    def test_leaves_alone_what_was_not_ticked_anew(self, client, look, held):
        row = AttendanceFactory.create(session_id=held.session_id, presence=Presence.ABSENT)
        sent = {f"p-a{row.id}-present": "present"}  # shown as present, since put right by others

        client.post(f"/trainings/{held.session_id}/sign-ins", data=sent)

        assert queries.attendance_counts(look, held.session_id)[Presence.ABSENT] == 1

    def test_takes_nobody_of_another_session(self, client, look, held, codes):
        other = SessionFactory.create(division_code=codes["云栖街道"])
        row = AttendanceFactory.create(session_id=other.session_id, name="乙丑寅")

        client.post(f"/trainings/{held.session_id}/sign-ins", data={f"p-a{row.id}-": "present"})

        assert queries.list_sign_ins(look, held.session_id) == []

    def test_refuses_a_name_of_500_characters(self, client, held):
        answer = client.post(f"/trainings/{held.session_id}/sign-ins", data={"people": "甲" * 500})

        assert "不超过50字" in answer.text


class TestSignUps:
    def test_are_typed_in_and_invited(self, client, look, organization):
        number = plan_session(look, SessionFacts(title="沙龙", held_on=today(), capacity=1))
        db.session.commit()

        client.post(f"/trainings/{number}/sign-ups", data={"people": "甲子丑 晴湾棋社 13800000001"})
        client.post(f"/trainings/{number}/invitations", data={"everybody": "yes"})
        rows = queries.list_sign_ups(look, number)

        assert [row.state.value for row in rows] == ["taken", "waiting"]
        assert {row.organization_id for row in rows} == {organization.id}


class TestMatching:
    def test_links_all_rows_of_a_text(self, client, look, held, organization):
        AttendanceFactory.create(session_id=held.session_id, organization_text="晴湾 棋社")

        assert "就是“晴湾棋社”" in client.get("/trainings/unknown-organizations").text
        client.post(
            "/trainings/unknown-organizations",
            data={"text": "晴湾 棋社", "organization_id": organization.id},
        )

        (row,) = queries.list_sign_ins(look, held.session_id)
        assert row.organization_id == organization.id

    def test_looks_for_the_organization_meant(self, client, held, organization):
        AttendanceFactory.create(session_id=held.session_id, organization_text="老年舞队")
        path = "/trainings/unknown-organizations?text=老年舞队&look-for="

        assert f'value="{organization.id}"' in client.get(f"{path}棋社").text
        assert "没有找到" in client.get(f"{path}云溪").text


class TestDetail:
    def test_lists_sign_ins_a_page_at_a_time(self, client, held):
        for number in range(25):
            AttendanceFactory.create(session_id=held.session_id, name=f"甲子{number}")

        page = client.get(f"/trainings/{held.session_id}?page=2").text

        assert "甲子24" in page
        assert "甲子19" not in page

    def test_takes_a_sign_in_back(self, client, look, held):
        row = AttendanceFactory.create(session_id=held.session_id)
        path = f"/trainings/{held.session_id}/sign-ins/{row.id}/withdrawal"

        answer = client.post(path)

        assert answer.location.endswith(f"/trainings/{held.session_id}")
        assert queries.list_sign_ins(look, held.session_id) == []

    def test_takes_none_of_another_session_back(self, client, look, held, codes):
        other = SessionFactory.create(division_code=codes["晴川街道"])
        row = AttendanceFactory.create(session_id=other.session_id)

        answer = client.post(f"/trainings/{held.session_id}/sign-ins/{row.id}/withdrawal")

        assert answer.status_code == 404
        assert len(queries.list_sign_ins(look, other.session_id)) == 1


class TestList:
    def test_tells_of_sessions_before_the_period(self, client, codes):
        SessionFactory.create(division_code=codes["晴川街道"], held_on=date(2020, 3, 1))

        assert "从2020-03-01起查看" in client.get("/trainings").text
        assert "起查看" not in client.get("/trainings?since=2020-01-01").text

    def test_narrows_by_mentor(self, client, session, codes, held):
        mentor = MentorFactory.create(
            person_id=PersonFactory.create(division_code=codes["晴川街道"]).id
        )
        taught = SessionFactory.create(division_code=codes["晴川街道"], title="授课一场")
        session.add(SessionMentor(session_id=taught.session_id, mentor_id=mentor.id))
        session.flush()

        page = client.get(f"/trainings?mentor={mentor.id}&since=2020-01-01").text

        assert "授课一场" in page
        assert held.title not in page
