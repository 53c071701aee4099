"""The fixed words of projects: levels, decisions, roles, and what reviews come to. Pure."""

from enum import StrEnum


class Level(StrEnum):
    """Whose project or recognition it is, the highest first."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


class Decision(StrEnum):
    """By what decision a project came to stand where it stands."""

    PASS = "pass"  # noqa: S105, no password
    RETURN = "return"  # 退回修改
    DECLINE = "decline"  # 不予立项
    POSTPONE = "postpone"  # 延期评估
    TERMINATE = "terminate"


# What ends a project's way: it is in no count but its own.
ENDED = frozenset({Decision.DECLINE, Decision.TERMINATE})


class OrganizationRole(StrEnum):
    APPLICANT = "applicant"  # 实施单位
    PARTNER = "partner"
    SPONSOR = "sponsor"


class AssessmentKind(StrEnum):
    APPLICATION = "application"
    MID_TERM = "mid_term"
    FINAL = "final"
    SUPERVISION = "supervision"
    EVALUATION = "evaluation"
    AUDIT = "audit"


class Result(StrEnum):
    EXCELLENT = "excellent"
    GOOD = "good"
    PASSED = "passed"
    FAILED = "failed"
