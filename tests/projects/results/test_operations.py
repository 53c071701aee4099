from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.extensions import db
from app.files.checking import check_file
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.projects.errors import EndBeforeStartError
from app.projects.models import Activity, Indicator
from app.projects.results import errors, operations, queries
from app.projects.results.kinds import ResultKind
from app.projects.results.operations import (
    ActivityEntry,
    CaseEntry,
    CoverageEntry,
    IndicatorEntry,
)
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.projects import ProjectFactory

STREET = "330199001000"
SPRING = date(2026, 3, 1)
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def standpoint(session):
    example_divisions()
    return make_standpoint({}, viewer=AccountFactory.create().id, division=STREET)


@pytest.fixture
def project(standpoint):
    organization = OrganizationFactory.create(division_code="330199001001")
    return ProjectFactory.create(detail={"name": "银龄课堂"}, organizations=[organization])


def indicator(standpoint, project, key, value, **more):
    entry = IndicatorEntry(key=key, label="满意度", value=value, **more)
    number = operations.add_result(standpoint, project.id, entry)
    return db.session.get(Indicator, number)


class TestIndicators:
    def test_keep_prose_beside_its_number(self, standpoint, project):
        row = indicator(standpoint, project, "beneficiaries", "近2000人次")

        assert (row.label, row.unit) == ("受益人次", "人次")
        assert (row.value, row.qualifier, row.as_written) == (2000, "近", "近2000人次")

    def test_of_ones_own_may_hold_no_number(self, standpoint, project):
        row = indicator(standpoint, project, None, "98.5%")

        assert (row.label, row.unit, row.value, row.as_written) == ("满意度", "%", None, "98.5%")

    @pytest.mark.parametrize(
        ("key", "value", "error"),
        [
            ("beneficiaries", "300人", errors.WrongUnitError),
            ("people", "300人次", errors.WrongUnitError),
            ("beneficiaries", "很多", errors.NoNumberError),
        ],
    )
    def test_tell_times_from_people(self, standpoint, project, key, value, error):
        with pytest.raises(error):
            indicator(standpoint, project, key, value)

    def test_end_after_they_start(self, standpoint, project):
        with pytest.raises(EndBeforeStartError):
            indicator(standpoint, project, "people", "3", since=SPRING, until_day=date(2026, 2, 1))


class TestActivities:
    def test_are_added_corrected_with_their_files_and_withdrawn(self, standpoint, project):
        first = operations.add_result(
            standpoint,
            project.id,
            ActivityEntry(SPRING, "课堂", attendances=30),
            (check_file("签到表.pdf", PDF),),
        )
        second = operations.correct_result(
            standpoint, first, ActivityEntry(SPRING, "课堂", attendances=35)
        )
        page = queries.page_of_results(standpoint, project.id)

        assert [(item.id, item.attendances) for item in page.activities] == [(second, 35)]
        assert [file.name for file in page.files[ResultKind.ACTIVITY][second]] == ["签到表.pdf"]
        with pytest.raises(NoResultFound):
            operations.withdraw_result(standpoint, ResultKind.ACTIVITY, first)
        operations.withdraw_result(standpoint, ResultKind.ACTIVITY, second, "重复")
        assert queries.page_of_results(standpoint, project.id).is_empty
        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (event.action, event.changes["reason"]) == ("project:result:withdraw", "重复")

    @pytest.mark.parametrize(
        ("on", "error"),
        [(date(2999, 1, 1), FutureDayError), (date(1950, 1, 1), BeforeExistenceError)],
    )
    def test_have_a_day_on_which_they_can_have_been(self, standpoint, project, on, error):
        with pytest.raises(error):
            operations.add_result(standpoint, project.id, ActivityEntry(on, "课堂"))

    def test_keep_files_only_under_an_organization(self, standpoint):
        project = ProjectFactory.create()
        with pytest.raises(errors.NoFilesError):
            operations.add_result(
                standpoint,
                project.id,
                ActivityEntry(SPRING, "课堂"),
                (check_file("签到表.pdf", PDF),),
            )


def test_a_page_shows_what_was_known_and_had_happened(standpoint, project):
    operations.add_result(standpoint, project.id, ActivityEntry(SPRING, "课堂"))
    operations.add_result(standpoint, project.id, CoverageEntry(SPRING, "晴川日报", "银龄课堂"))
    operations.add_result(standpoint, project.id, CaseEntry("老陈学手机", "……"))
    before = make_standpoint({"on": "2026-02-01"}, viewer=standpoint.viewer, division=STREET)
    page = queries.page_of_results(before, project.id)

    assert (list(page.activities), list(page.coverage)) == ([], [])
    assert len(page.cases) == 1
    db.session.scalars(select(Activity)).one()


def test_results_of_another_street_are_not_found(standpoint):
    foreign = ProjectFactory.create(division_code="330199002000")
    with pytest.raises(NoResultFound):
        operations.add_result(standpoint, foreign.id, CaseEntry("案例", "……"))
    with pytest.raises(NoResultFound):
        queries.page_of_results(standpoint, foreign.id)
