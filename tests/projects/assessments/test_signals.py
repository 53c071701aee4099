from datetime import date, timedelta

from app.extensions import db
from app.projects.assessments.metrics import AUDIT_COVERAGE
from app.projects.assessments.signals import (
    MID_TERM_DUE,
    RECTIFICATION_DUE,
    RECTIFICATION_OVERDUE,
)
from app.projects.models import Project
from app.projects.sources import ProjectSources
from app.projects.words import AssessmentKind, Decision
from app.standpoint import make_standpoint, today
from tests.factories.assessments import AssessmentFactory
from tests.factories.projects import ProjectFactory

STREET, COMMUNITY = "330199001000", "330199001001"


def subjects(signal, standpoint):
    return [row.subject_id for row in db.session.execute(signal.items(standpoint))]


def venture(**detail):
    return ProjectFactory.create(
        division_code=COMMUNITY,
        pipeline_key="venture",
        detail={"name": "银龄课堂", **detail},
        steps=[
            (date(2026, 1, 1), "called", None),
            (date(2026, 2, 1), "running", Decision.PASS),
        ],
    )


class TestRectification:
    def test_is_due_then_overdue_until_it_is_done(self, account, standpoint, project):
        row = AssessmentFactory.create(project_id=project.id, rectify_by=today() + timedelta(3))
        assert subjects(RECTIFICATION_DUE, standpoint) == [project.id]
        assert subjects(RECTIFICATION_OVERDUE, standpoint) == []

        row.rectify_by = today() - timedelta(1)
        db.session.commit()
        assert subjects(RECTIFICATION_DUE, standpoint) == []
        assert subjects(RECTIFICATION_OVERDUE, standpoint) == [project.id]

        row.rectified_on = today()
        db.session.commit()
        assert subjects(RECTIFICATION_OVERDUE, standpoint) == []
        yesterday = make_standpoint(
            {"on": str(today() - timedelta(1))}, viewer=account.id, division=STREET
        )
        assert subjects(RECTIFICATION_DUE, yesterday) == [project.id]


class TestMidTerm:
    def test_is_due_once_half_of_the_period_has_passed(self, standpoint):
        over = venture(starts_on=today() - timedelta(10), ends_on=today() + timedelta(10))
        venture(starts_on=today() - timedelta(9), ends_on=today() + timedelta(11))
        venture(starts_on=today() - timedelta(9), ends_on=today() - timedelta(1))
        venture()
        assert subjects(MID_TERM_DUE, standpoint) == [over.id]

        AssessmentFactory.create(project_id=over.id, kind=AssessmentKind.MID_TERM)
        assert subjects(MID_TERM_DUE, standpoint) == []

    def test_is_not_asked_of_ways_without_it(self, standpoint):
        ProjectFactory.create(
            division_code=COMMUNITY,
            detail={
                "name": "爱心厨房",
                "starts_on": today() - timedelta(10),
                "ends_on": today() + timedelta(1),
            },
            steps=[(date(2026, 2, 1), "running", None)],
        )
        assert subjects(MID_TERM_DUE, standpoint) == []


class TestCoverage:
    def test_is_that_of_projects_whose_money_was_promised(self, standpoint):
        audited = venture()
        venture()
        ProjectFactory.create(division_code=COMMUNITY, pipeline_key="venture")
        AssessmentFactory.create(project_id=audited.id, kind=AssessmentKind.AUDIT)
        AssessmentFactory.create(project_id=audited.id, kind=AssessmentKind.FINAL)

        sources = ProjectSources(standpoint)
        among = sources.select(Project.id).where(AUDIT_COVERAGE.among(sources))
        held = sources.select(Project.id).where(AUDIT_COVERAGE.rows(sources))

        assert len(db.session.scalars(among).all()) == 2
        assert db.session.scalars(held).all() == [audited.id]
