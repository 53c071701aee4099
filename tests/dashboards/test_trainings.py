from app.standpoint import today
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.trainings import AttendanceFactory, SessionFactory


class TestPage:
    def test_draws_months_coverage_and_categories(self, sign_in, session):
        codes = example_divisions()
        organization = OrganizationFactory.create(
            division_code=codes["晴湾社区"], histories__stage="growing"
        )
        detail = SessionFactory.create(division_code=codes["晴川街道"], held_on=today())
        AttendanceFactory.create(session_id=detail.session_id, organization_id=organization.id)
        staff = AccountFactory.create(division_code=codes["晴川街道"])

        page = sign_in(staff).get("/dashboard/trainings")

        assert page.status_code == 200
        assert "近12个月共1人次" in page.text
        assert "全部组织100.0%" in page.text
        assert "未注明" in page.text
