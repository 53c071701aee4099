"""What falls due on the other engine, by days worked out in its own SQL."""

from datetime import date, timedelta

import pytest
from flask_migrate import upgrade

from app.extensions import db
from app.projects.assessments.listing import AssessmentFilter, count_found, list_found
from app.projects.assessments.signals import SIGNALS
from app.projects.words import Decision
from app.standpoint import make_standpoint, today
from app.turns import writing
from tests.conftest import make_app
from tests.factories import AccountFactory, example_divisions
from tests.factories.assessments import AssessmentFactory, AssessmentScoreFactory
from tests.factories.projects import ProjectFactory

STREET, COMMUNITY = "330199001000", "330199001001"


@pytest.mark.postgresql
def test_is_the_same_there(postgresql_url):
    with make_app(postgresql_url).app_context():
        upgrade()
        with writing():
            example_divisions()
            viewer = AccountFactory.create(division_code=STREET).id
            period = {"starts_on": today() - timedelta(9), "ends_on": today() + timedelta(9)}
            project = ProjectFactory.create(
                division_code=COMMUNITY,
                pipeline_key="venture",
                detail={"name": "银龄课堂", **period},
                steps=[
                    (date(2026, 1, 1), "called", None),
                    (date(2026, 2, 1), "running", Decision.PASS),
                ],
            ).id
            for due in (today() - timedelta(1), today()):
                review = AssessmentFactory.create(project_id=project, rectify_by=due)
                AssessmentScoreFactory.create(assessment_id=review.id)
            db.session.commit()
        here = make_standpoint({}, viewer=viewer, division=STREET)

        found = [[row.subject_id for row in db.session.execute(s.items(here))] for s in SIGNALS]
        assert found == [[project], [project], [project]]
        wanted = AssessmentFilter(is_open=True)
        assert count_found(here, wanted) == 2
        assert [item.assessing.average for item in list_found(here, wanted)] == [80, 80]
        db.session.remove()
        db.engine.dispose()
