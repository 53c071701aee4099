"""An object of each kind in one street, for every route that is about one."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from app.access.permissions import Role
from app.exchange.engine import ImportRequest, make_plan, read_file
from app.exchange.operations import keep_batch
from app.exchange.register.adapter import REGISTER_ADAPTER
from app.extensions import db
from app.incubation.residencies.models import ResidencyStep
from app.organizations.models import GradeChange, StageChange, StandingChange
from app.organizations.standings import Standing
from app.projects.models import ProjectStep
from app.standpoint import make_standpoint
from app.turns import writing
from tests.factories import AccountFactory, OrganizationFactory
from tests.factories.assessments import AssessmentFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.files import StoredFileFactory
from tests.factories.filing import FilingPaperFactory, FilingRuleFactory
from tests.factories.people import (
    MentorFactory,
    PersonFactory,
    PersonLinkFactory,
    QualificationFactory,
)
from tests.factories.plans import PlanFactory
from tests.factories.project_money import ActivityFactory, ExpenseFactory, PaymentFactory
from tests.factories.projects import ProjectFactory, RoundFactory
from tests.factories.recognitions import RecognitionFactory
from tests.factories.residencies import HandOverItemFactory, ResidencyFactory, RoomFactory
from tests.factories.reviews import ReviewFactory
from tests.factories.supports import SupportFactory
from tests.factories.trainings import (
    AttendanceFactory,
    CourseFactory,
    SessionFactory,
    SignUpFactory,
)


def objects_of(street, community):
    """Return the number of an object of each kind, by the name under which routes take it."""
    organization = OrganizationFactory.create(
        division_code=community,
        histories__standing=Standing.REGISTERED,
        histories__stage="growing",
        histories__grade="3A",
    )
    account = AccountFactory.create(division_code=street, role=Role.LEADER)
    return {
        "organization_id": organization.id,
        "account_id": account.id,
        "batch_id": _batch(street, account),
        **_residency_objects(organization, street),
        **_people_objects(organization),
        **_project_objects(organization, street),
        **_training_objects(street),
        "certificate_id": CertificateFactory.create(
            course__division_code=street, organization_id=organization.id
        ).id,
        "recognition_id": RecognitionFactory.create(
            organization_id=organization.id, division_code=community
        ).id,
        "support_id": SupportFactory.create(organizations=[organization]).id,
        "plan_id": PlanFactory.create(organization=organization, steps=[{}]).id,
        "review_id": ReviewFactory.create(organization_id=organization.id).id,
        "paper_id": FilingPaperFactory.create(organization_id=organization.id).id,
        "rule_id": FilingRuleFactory.create(division_code=street).id,
        "file_id": StoredFileFactory.create(organization_id=organization.id).id,
        **{
            name: db.session.scalar(
                sa.select(model.id).where(model.organization_id == organization.id)
            )
            for name, model in (
                ("standing", StandingChange),
                ("stage", StageChange),
                ("grade", GradeChange),
            )
        },
    }


def _residency_objects(organization, street):
    residency = ResidencyFactory.create(organization_id=organization.id)
    step = sa.select(ResidencyStep.id).where(ResidencyStep.residency_id == residency.id)
    return {
        "residency_id": residency.id,
        "step_id": db.session.scalar(step),
        "item_id": HandOverItemFactory.create(residency_id=residency.id).id,
        "room_id": RoomFactory.create(division_code=street).id,
    }


def _project_objects(organization, street):
    project = ProjectFactory.create(
        division_code=organization.division_code, organizations=[organization]
    )
    return {
        "project_id": project.id,
        "payment_id": PaymentFactory.create(project_id=project.id).id,
        "expense_id": ExpenseFactory.create(project_id=project.id).id,
        "result_id": ActivityFactory.create(project_id=project.id).id,
        "assessment_id": AssessmentFactory.create(project_id=project.id).id,
        "project_step_id": db.session.scalar(
            sa.select(ProjectStep.id).where(ProjectStep.project_id == project.id)
        ),
        "round_id": RoundFactory.create(division_code=street).id,
    }


def _people_objects(organization):
    person = PersonFactory.create(division_code=organization.division_code)
    link = PersonLinkFactory.create(person_id=person.id, organization_id=organization.id)
    return {
        "person_id": person.id,
        "link_id": link.id,
        "qualification_id": QualificationFactory.create(person_id=person.id).id,
        "mentor_id": MentorFactory.create(person_id=person.id).id,
    }


def _training_objects(street):
    course = CourseFactory.create(division_code=street)
    session = SessionFactory.create(division_code=street, course_id=course.id)
    return {
        "course_id": course.id,
        "session_id": session.session_id,
        "attendance_id": AttendanceFactory.create(session_id=session.session_id).id,
        "sign_up_id": SignUpFactory.create(session_id=session.session_id).id,
    }


def _batch(street, account):
    """Hand in a ledger of one row, as the page does."""
    content = "组织名称,备案编号\n晴川街道象棋社,示晴社备〔2024〕001号\n".encode()
    standpoint = make_standpoint({}, viewer=account.id, division=street)
    request = ImportRequest("台账.csv", date(2026, 1, 1))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        path.write_bytes(content)
        ledger = read_file(REGISTER_ADAPTER, path, request)
    with writing():
        plan = make_plan(REGISTER_ADAPTER, standpoint, ledger, request)
        batch = keep_batch(REGISTER_ADAPTER, standpoint, content, plan, request)
        db.session.commit()
        return batch.id
