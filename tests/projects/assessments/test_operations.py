from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.extensions import db
from app.organizations.errors import FutureDayError, KnownAtRefusedError
from app.projects import acceptance
from app.projects.assessments import errors, operations, queries
from app.projects.assessments.operations import AssessmentEntry, ScoreEntry
from app.projects.models import AssessmentScore
from app.projects.words import AssessmentKind, Result
from app.standpoint import make_standpoint, today
from tests.factories.assessments import AssessmentFactory
from tests.factories.people import PersonLinkFactory

APRIL = date(2026, 4, 1)
KIND = AssessmentKind


def record(standpoint, project, kind=KIND.APPLICATION, on=APRIL, **facts):
    return operations.record_assessment(standpoint, project.id, AssessmentEntry(kind, on, **facts))


def points(person, need=50, plan=30, bonus=0):
    return ScoreEntry(person.id, {"需求": need, "方案": plan}, bonus)


def last_event():
    return db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()


class TestRecording:
    def test_is_told_to_the_log(self, standpoint, project):
        number = record(standpoint, project, KIND.AUDIT, opinion="凭证齐全")

        assert queries.get_assessment(standpoint, number).opinion == "凭证齐全"
        event = last_event()
        assert (event.action, event.subject_name) == ("assessment:record", "银龄课堂")

    @pytest.mark.parametrize(
        ("on", "facts", "error"),
        [
            (today() + timedelta(1), {}, FutureDayError),
            (date(2026, 2, 28), {}, errors.BeforeProjectError),
            (APRIL, {"rectify_by": date(2026, 3, 31)}, errors.RectificationDayError),
        ],
    )
    def test_refuses_days_that_cannot_be(self, standpoint, project, on, facts, error):
        with pytest.raises(error):
            record(standpoint, project, on=on, **facts)

    def test_refuses_a_look_at_earlier_knowledge_and_a_project_outside(self, account, project):
        earlier = make_standpoint(
            {"known-at": "2026-01-01T00:00"}, viewer=account.id, division="330199001000"
        )
        elsewhere = make_standpoint({}, viewer=account.id, division="330199002000")
        with pytest.raises(KnownAtRefusedError):
            record(earlier, project)
        with pytest.raises(NoResultFound):
            record(elsewhere, project)

    def test_is_changed_from_its_newest_version_and_withdrawn(self, standpoint, project):
        number = record(standpoint, project, KIND.FINAL)
        changed = AssessmentEntry(KIND.FINAL, APRIL, result=Result.GOOD)

        operations.edit_assessment(standpoint, number, changed, 1)
        with pytest.raises(errors.StaleAssessmentError):
            operations.edit_assessment(standpoint, number, changed, 1)
        assert last_event().changes["result"] == [None, "good"]

        operations.withdraw_assessment(standpoint, number, "重复")
        with pytest.raises(NoResultFound):
            queries.get_assessment(standpoint, number)
        assert queries.is_superseded(standpoint, number)

    def test_no_result_passes_with_points_below_the_line(self, standpoint, project, expert):
        number = record(standpoint, project, pass_line=60)
        operations.score(standpoint, number, points(expert(), 30, 20))
        good = AssessmentEntry(KIND.APPLICATION, APRIL, pass_line=60, result=Result.GOOD)

        with pytest.raises(errors.BelowPassLineError):
            operations.edit_assessment(standpoint, number, good, 2)


class TestRectification:
    def test_is_done_once(self, standpoint, project):
        number = record(standpoint, project, KIND.SUPERVISION, rectify_by=date(2026, 5, 1))

        with pytest.raises(errors.RectificationDayError):
            operations.finish_rectification(standpoint, number, APRIL - timedelta(1))
        operations.finish_rectification(standpoint, number, date(2026, 4, 20))
        with pytest.raises(errors.NothingToRectifyError):
            operations.finish_rectification(standpoint, number, date(2026, 4, 21))
        assert last_event().changes["rectified_on"] == "2026-04-20"


class TestScoring:
    def test_averages_totals_and_replaces_what_the_expert_gave_before(
        self, standpoint, project, expert
    ):
        number, one, two = record(standpoint, project, pass_line=60), expert(), expert("乙寅卯")

        operations.score(standpoint, number, points(one, 10, 10))
        operations.score(standpoint, number, points(one, 60, 40, 10))
        operations.score(standpoint, number, points(two, 50, 30))

        found = queries.assessing_of(standpoint, queries.get_assessment(standpoint, number))
        assert [(item.name, item.total) for item in found.experts] == [
            ("乙寅卯", 80),
            ("甲子丑", 110),
        ]
        assert (found.average, found.result) == (95, Result.PASSED)
        rows = db.session.scalars(select(AssessmentScore.superseded_at)).all()
        assert sum(at is not None for at in rows) == 2

    @pytest.mark.parametrize(
        "entry",
        [
            {"need": 61},
            {"plan": -1},
            {"bonus": 11},
        ],
    )
    def test_refuses_points_the_criteria_do_not_have(self, standpoint, project, expert, entry):
        number = record(standpoint, project)
        with pytest.raises(errors.PointsError):
            operations.score(standpoint, number, points(expert(), **entry))

    def test_refuses_missing_and_unknown_criteria(self, standpoint, project, expert):
        number, person = record(standpoint, project), expert()
        for given in ({"需求": 1}, {"需求": 1, "方案": 1, "别的": 1}):
            with pytest.raises(errors.PointsError):
                operations.score(standpoint, number, ScoreEntry(person.id, given))

    def test_refuses_who_is_not_in_the_pool_and_kinds_without_points(
        self, standpoint, project, expert
    ):
        with pytest.raises(errors.UnknownExpertError):
            number = record(standpoint, project)
            operations.score(standpoint, number, ScoreEntry(999_999, {}))
        with pytest.raises(errors.NotScoredKindError):
            number = record(standpoint, project, KIND.AUDIT)
            operations.score(standpoint, number, points(expert()))


class TestRecusal:
    def test_who_is_linked_to_an_organization_of_the_project_may_not_score(
        self, standpoint, project, organization, expert
    ):
        number, person = record(standpoint, project), expert()
        PersonLinkFactory.create(person_id=person.id, organization_id=organization.id)

        with pytest.raises(errors.RecusedError) as refused:
            operations.score(standpoint, number, points(person))

        assert refused.value.organizations == ["晴湾棋社"]
        operations.recuse(standpoint, number, person.id)
        found = queries.assessing_of(standpoint, queries.get_assessment(standpoint, number))
        assert [(item.is_recused, item.note) for item in found.experts] == [(True, "晴湾棋社")]
        assert found.average is None
        assert last_event().action == "assessment:recuse"

    def test_a_link_that_ended_before_or_began_later_does_not_bar(
        self, standpoint, project, organization, expert
    ):
        number, person = record(standpoint, project), expert()
        common = {"person_id": person.id, "organization_id": organization.id}
        PersonLinkFactory.create(**common, until=APRIL)
        PersonLinkFactory.create(**common, since=APRIL + timedelta(1))

        operations.score(standpoint, number, points(person))

    def test_who_is_employed_there_is_barred_without_a_link(self, standpoint, project, expert):
        number = record(standpoint, project)
        with pytest.raises(errors.RecusedError):
            operations.score(standpoint, number, points(expert(employer="晴湾棋社")))

    def test_a_recused_expert_no_longer_counts(self, standpoint, project, expert):
        number, one, two = record(standpoint, project), expert(), expert("乙寅卯")
        operations.score(standpoint, number, points(one, 60, 40))
        operations.score(standpoint, number, points(two, 20, 20))

        operations.recuse(standpoint, number, two.id, "师生关系")

        found = queries.assessing_of(standpoint, queries.get_assessment(standpoint, number))
        assert found.average == 100


class TestAcceptance:
    def test_asks_for_a_passed_final_assessment_and_what_is_to_be_put_right(
        self, standpoint, project, expert
    ):
        def missing():
            return acceptance.missing_for_acceptance(project.id, today())

        assert "还没有合格的末期评估" in missing()
        number = record(standpoint, project, KIND.FINAL, pass_line=60, rectify_by=date(2026, 5, 1))
        operations.score(standpoint, number, points(expert(), 20, 20))
        assert {"末期评估不合格", "还有整改要求没有完成"} <= set(missing())
        again = record(standpoint, project, KIND.FINAL, date(2026, 6, 1), result=Result.PASSED)
        operations.finish_rectification(standpoint, number, date(2026, 5, 1))
        assert not any("末期" in text or "整改" in text for text in missing())
        operations.withdraw_assessment(standpoint, again)
        assert "末期评估不合格" in missing()


class TestKnownAt:
    def test_an_assessment_withdrawn_since_still_counts(self, account, standpoint, project):
        number = AssessmentFactory.create(project_id=project.id).id
        before = queries.get_assessment(standpoint, number).recorded_at
        operations.withdraw_assessment(standpoint, number)
        db.session.commit()

        earlier = make_standpoint(
            {"known-at": before.isoformat()}, viewer=account.id, division="330199001000"
        )
        assert len(queries.list_assessments(earlier, project.id)) == 1
        assert queries.list_assessments(standpoint, project.id) == []
