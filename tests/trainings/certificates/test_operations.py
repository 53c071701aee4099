from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.extensions import db
from app.organizations.errors import FutureDayError
from app.standpoint import today
from app.trainings.certificates.candidates import list_candidates
from app.trainings.certificates.conditions import CertificateState, Lack
from app.trainings.certificates.errors import (
    AlreadyIssuedError,
    NobodyChosenError,
    NoPatternError,
    NotFulfilledError,
    ReasonMissingError,
)
from app.trainings.certificates.operations import (
    Issue,
    issue_certificates,
    revoke_certificate,
    save_tests,
)
from app.trainings.certificates.queries import (
    CertificateFilter,
    certificate_state,
    count_certificates,
    get_certificate,
    list_certificates,
)
from app.trainings.certificates.verifying import verify
from app.trainings.models import Certificate, Course, Presence
from app.turns import writing
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.certificates import (
    CertificateFactory,
    CertifiedCourseFactory,
    PresentFactory,
)
from tests.factories.trainings import SessionFactory

ONE, TWO = date(2026, 3, 1), date(2026, 3, 8)
ISSUED = date(2026, 4, 1)


def issue(standpoint, course, *ids, on=ISSUED):
    with writing():
        numbers = issue_certificates(standpoint, Issue(course.id, ids, on))
        db.session.commit()
    return numbers


class TestCandidates:
    def test_are_told_with_what_they_lack(self, standpoint, course, attend):
        attend("13800000001", ONE, TWO)
        attend("13800000002", ONE, minutes=None, name="乙寅卯")

        found = {item.name: item for item in list_candidates(standpoint, course)}

        assert found["甲子丑"].is_ready
        assert (found["甲子丑"].tally.minutes, found["甲子丑"].tally.sessions) == (120, 2)
        assert found["乙寅卯"].lacks == (Lack.MINUTES, Lack.SESSIONS)

    def test_count_only_who_was_present_by_the_day(self, session, standpoint, course, attend):
        attend("13800000001", ONE, TWO)
        attend("13800000002", ONE, presence=Presence.EXCUSED)

        (only,) = list_candidates(standpoint.at_day(ONE), course)

        assert only.tally.sessions == 1

    def test_are_not_those_of_other_courses(self, standpoint, course):
        PresentFactory.create(session_id=SessionFactory.create().session_id)

        assert list_candidates(standpoint, course) == []


class TestIssuing:
    def test_gives_numbers_one_after_the_other_and_audits_them(
        self, session, standpoint, course, attend
    ):
        organization = OrganizationFactory.create()
        one = attend("13800000001", ONE, TWO, organization_id=organization.id)
        two = attend("13800000002", ONE, TWO, name="乙寅卯", organization_text="外地组织")

        assert issue(standpoint, course, one, two) == ["培〔2026〕0001号", "培〔2026〕0002号"]

        first, second = session.scalars(select(Certificate).order_by(Certificate.number)).all()
        assert (first.organization_id, first.organization_text) == (organization.id, None)
        assert (second.organization_id, second.organization_text) == (None, "外地组织")
        assert (first.issued_on, first.expires_on) == (ISSUED, date(2027, 3, 31))
        assert (first.sessions, first.minutes) == (2, 120)
        events = session.scalars(select(AuditEvent).where(AuditEvent.subject_type == "certificate"))
        assert [event.subject_name for event in events] == ["培〔2026〕0001号", "培〔2026〕0002号"]

    def test_never_gives_a_number_twice_whatever_became_of_it(
        self, session, standpoint, course, attend
    ):
        CertificateFactory.create(number="培[2026]0007号", person_key="p:1")
        one = attend("13800000001", ONE, TWO)
        (number,) = issue(standpoint, course, one)
        assert number == "培〔2026〕0008号"
        certificate = session.scalars(select(Certificate).where(Certificate.number == number)).one()
        with writing():
            revoke_certificate(standpoint, certificate.id, "信息有误")
            session.commit()

        assert issue(standpoint, course, one) == ["培〔2026〕0009号"]

    def test_refuses_a_second_valid_one(self, standpoint, course, attend):
        one = attend("13800000001", ONE, TWO)
        issue(standpoint, course, one)

        with pytest.raises(AlreadyIssuedError):
            issue(standpoint, course, one, on=date(2026, 3, 20))

    def test_renews_an_expired_one(self, session, standpoint, course, attend):
        one = attend("13800000001", ONE, TWO)
        CertificateFactory.create(
            course=course, issued_on=date(2025, 3, 1), expires_on=date(2026, 2, 28)
        )

        assert len(issue(standpoint, course, one)) == 1

    @pytest.mark.parametrize("on", [date(2026, 3, 7), ONE])
    def test_refuses_who_did_not_fulfill_the_conditions_by_the_day(
        self, session, standpoint, course, attend, on
    ):
        one = attend("13800000001", ONE, TWO)
        two = attend("13800000002", ONE)

        with pytest.raises(NotFulfilledError):
            issue(standpoint, course, one, on=on)
        with pytest.raises(NotFulfilledError):
            issue(standpoint, course, one, two)
        assert session.scalars(select(Certificate)).all() == []

    def test_asks_for_the_test_where_the_course_does(self, session, standpoint, course, attend):
        session.get(Course, course.id).certificate_needs_test = True
        session.commit()
        one = attend("13800000001", ONE, TWO)
        with pytest.raises(NotFulfilledError):
            issue(standpoint, course, one)
        with writing():
            save_tests(standpoint, course.id, [one], [one])
            save_tests(standpoint, course.id, [one], [])
            save_tests(standpoint, course.id, [one], [one])
            session.commit()

        assert len(issue(standpoint, course, one)) == 1

    def test_refuses_what_cannot_be(self, session, standpoint, course, attend):
        one = attend("13800000001", ONE, TWO)
        with pytest.raises(FutureDayError):
            issue(standpoint, course, one, on=today() + timedelta(days=1))
        with pytest.raises(NobodyChosenError):
            issue(standpoint, course)
        with pytest.raises(NotFulfilledError):
            issue(standpoint, course, 999_999)
        session.get(Course, course.id).certificate_pattern = "{street}{seq}"
        session.commit()
        with pytest.raises(NoPatternError):
            issue(standpoint, course, one)


class TestRevoking:
    def test_keeps_the_row_and_says_why(self, session, standpoint):
        certificate = CertificateFactory.create()
        with pytest.raises(ReasonMissingError), writing():
            revoke_certificate(standpoint, certificate.id, None)

        with writing():
            revoke_certificate(standpoint, certificate.id, "信息有误")
            session.commit()

        kept = get_certificate(standpoint, certificate.id)
        assert certificate_state(standpoint, kept) is CertificateState.REVOKED
        assert kept.reason == "信息有误"
        with pytest.raises(NoResultFound), writing():
            revoke_certificate(standpoint, certificate.id, "再次")


class TestScope:
    def test_is_that_of_the_course_or_of_the_organization(self, session, standpoint):
        codes = example_divisions()
        organization = OrganizationFactory.create(division_code=codes["晴湾社区"])
        of_whole = CertificateFactory.create(organization_id=organization.id)
        CertificateFactory.create(person_key="p:2")
        street = CertifiedCourseFactory.create(division_code=codes["云栖街道"])
        CertificateFactory.create(course=street, person_key="p:3")
        viewer = AccountFactory.create(division_code=codes["晴川街道"]).id
        inside = type(standpoint)(viewer, codes["晴川街道"], today(), standpoint.since)

        found = list_certificates(inside, CertificateFilter())

        assert [item.id for item in found] == [of_whole.id]
        assert count_certificates(standpoint, CertificateFilter()) == 3
        with pytest.raises(NoResultFound), writing():
            revoke_certificate(inside, of_whole.id, "不归本街道")


class TestVerifying:
    def test_says_how_it_stands_and_nothing_else(self, session, standpoint):
        CertificateFactory.create(number="培〔2026〕0001号")
        expired = {"issued_on": date(2020, 1, 1), "expires_on": date(2021, 1, 1)}
        CertificateFactory.create(number="培〔2020〕0001号", **expired)
        revoked = CertificateFactory.create(number="培〔2026〕0002号")
        with writing():
            revoke_certificate(standpoint, revoked.id, "信息有误")
            session.commit()

        assert verify("培[2026] 0001号", "甲 子丑") is CertificateState.VALID
        assert verify("培〔2020〕0001号", "甲子丑") is CertificateState.EXPIRED
        assert verify("培〔2026〕0002号", "甲子丑") is CertificateState.REVOKED
        assert verify("培〔2026〕0001号", "乙寅卯") is None
        assert verify("培〔2026〕0009号", "甲子丑") is None
        assert verify("培〔2026〕0009号", "") is None
